import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/browser.ts';
import { axeProblems } from '../support/phone.ts';
import { screenOf } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { bookInput, wall } from '../support/visits.ts';

/** Monday 2 March 2026, 08:30 at the clinic; the doctors work from 09:00 to 17:00. */
const NOW = '2026-03-02T07:30:00Z';
const DAY = '2026-03-02';

let browser: Browser;
let clinic: ListeningClinic;
let context: BrowserContext;
let visitId: string;
beforeAll(async () => {
  browser = await launchChromium();
  clinic = await listen({ now: NOW });
  const desk = clinic.call(clinic.actors.reception).appointments;
  const booked = { ...bookInput(clinic, { startsAt: wall('10:00', DAY) }), reason: 'Migraine' };
  visitId = (await desk.book(booked)).id;
});
afterAll(async () => {
  await browser.close();
  await clinic.close();
});
afterEach(() => context.close());

async function open(who: 'reception' | 'doctor', colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
  const page = await screenOf(browser, { clinic, who }, { scheme: colorScheme });
  context = page.context();
  await page.getByText('In sync').waitFor();
  return page;
}

async function savedFile(page: Page): Promise<{ name: string; start: string }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as PDF' }).press('Enter'),
  ]);
  const start = readFileSync(await download.path())
    .subarray(0, 5)
    .toString();
  return { name: download.suggestedFilename(), start };
}

/** What the printer would get: the words that stand on the paper alone. */
async function printed(page: Page): Promise<string> {
  await page.emulateMedia({ media: 'print' });
  const text = await page.evaluate(() => document.body.innerText);
  await page.emulateMedia({ media: null });
  return text;
}

describe('the day on paper', () => {
  it('is one press from the board: a sheet for each doctor, to print and to save', async () => {
    const page = await open('reception');
    await page.getByRole('link', { name: 'Day sheet…' }).press('Enter');
    const sheet = page.getByRole('article', { name: 'Dr. Ana Ruiz' });
    await sheet.getByText('Lopez, Maria').waitFor();
    await expect.poll(() => page.getByRole('article').count()).toBe(2);
    expect(await axeProblems(page)).toEqual([]);
    expect(await savedFile(page)).toEqual({ name: `day-sheet-${DAY}.pdf`, start: '%PDF-' });

    const paper = await printed(page);
    expect(paper).toContain('Lopez, Maria');
    for (const word of ['Migraine', 'Save as PDF', 'Charts', 'Rita Desk']) expect(paper).not.toContain(word);
    await page.getByRole('combobox', { name: 'Doctor' }).fill('Ben');
    await page.getByRole('option', { name: 'Dr. Ben Osei' }).click();
    await expect.poll(() => page.getByRole('article').count()).toBe(1);
    await page.getByLabel('Day', { exact: true }).fill('2026-03-01');
    await page.getByText('Nobody works on this day.').waitFor();
  });

  it('of a doctor is the own one, dark outside and white on paper', async () => {
    const page = await open('doctor', 'dark');
    await page.getByRole('link', { name: 'Day sheet…' }).press('Enter');
    await page.getByRole('article').getByText('Lopez, Maria').waitFor();

    expect(await page.getByRole('article').count()).toBe(1);
    expect(await page.getByRole('combobox', { name: 'Doctor' }).count()).toBe(0);
    expect(await axeProblems(page)).toEqual([]);
  });
});

describe('what a patient takes along', () => {
  it('is reached from the visit: the way through the house, and the next visit on a card', async () => {
    const page = await open('reception');
    await page.locator(`[data-event="${visitId}"]`).press('Enter');
    await page.getByRole('link', { name: 'Print for the patient' }).press('Enter');
    await page.getByRole('article', { name: 'Routing slip' }).getByText('Lopez, Maria').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    expect(await savedFile(page)).toEqual({ name: 'routing-slip.pdf', start: '%PDF-' });
    await page.getByText('Appointment card', { exact: true }).click();
    const card = page.getByRole('article', { name: 'Appointment card' });
    await card.getByText('Monday 2 March').waitFor();
    // What the kiosk reads, or is typed there, is on this paper as on the PDF.
    await card.getByRole('img', { name: /code for the entrance/ }).waitFor();
    const code = (await card.locator('strong').textContent()) ?? '';
    expect(code).toMatch(/^[A-Z0-9]{4,6}-[A-Z0-9]{4,6}$/);

    const paper = await printed(page);
    expect(paper).toContain('10:00');
    expect(paper).toContain(code);
    for (const word of ['Migraine', 'Consultation', 'Rita Desk']) expect(paper).not.toContain(word);
    expect(await axeProblems(page)).toEqual([]);
  });
});

import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AppointmentDto } from '../../shared/contracts/appointments.ts';
import { launchChromium } from '../support/browser.ts';
import { axeProblems } from '../support/phone.ts';
import { type Look, screenOf, WIDE_SIZE } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { book, wall } from '../support/visits.ts';

/** Monday 2 March 2026, 08:30 at the clinic; the doctors work from 09:00 to 17:00. */
const NOW = '2026-03-02T07:30:00Z';
const DAY = '2026-03-02';

let browser: Browser;
let clinic: ListeningClinic;
let page: Page;
const contexts: BrowserContext[] = [];
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  clinic = await listen({ now: NOW });
});
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
  await clinic.close();
});

async function open(look: Look = {}): Promise<void> {
  page = await screenOf(browser, { clinic, who: 'reception' }, look);
  contexts.push(page.context());
  await page.getByText('In sync').waitFor();
  await page.getByRole('grid').waitFor();
}

async function bookTwo(): Promise<AppointmentDto> {
  const urgent = await book(clinic, { urgency: 'high', startsAt: wall('10:00', DAY) });
  await book(clinic, { patientId: clinic.cast.otherPatient, startsAt: wall('11:00', DAY) });
  return urgent;
}

const asked = (name: string) => new URL(page.url()).searchParams.get(name);
const columns = () => page.locator('[data-column]').count();
const filters = () => page.getByRole('button', { name: /^Filters/ });
const panel = () => page.getByRole('dialog', { name: /^Filters/ });
/** What is written in the blocks of the day, not what they are called. */
const written = () => page.locator('[data-event]').allInnerTexts();

describe('the filters of the board', () => {
  it('are chosen by keys, counted, in the address, and gone with one key', async () => {
    await bookTwo();
    await open();
    await page.keyboard.press('s');
    await panel().getByLabel('High urgency').waitFor();
    await panel().getByLabel('High urgency').focus();
    await page.keyboard.press('Space');
    await expect.poll(async () => (await written()).filter((text) => text === '').length).toBe(1);
    await expect.poll(() => asked('marks')).toBe('["urgent"]');
    expect(await axeProblems(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await panel().waitFor({ state: 'hidden' });
    await expect.poll(() => filters().getAttribute('aria-label')).toBe('Filters, 1 set');
    await page.reload();
    await expect.poll(async () => (await written()).filter((text) => text === '').length).toBe(1);
    await page.getByRole('grid').getByRole('gridcell').first().focus();
    await page.keyboard.press('0');
    await expect.poll(async () => (await written()).every((text) => text !== '')).toBe(true);
    await expect.poll(() => asked('marks')).toBe(null);
    await page.goBack();
    await expect.poll(async () => (await written()).filter((text) => text === '').length).toBe(1);
  });

  it('are chosen with the mouse on a wide dark screen', async () => {
    await bookTwo();
    await open({ size: WIDE_SIZE, scheme: 'dark' });
    expect(await columns()).toBeGreaterThan(1);
    await filters().click();
    await panel().getByRole('combobox', { name: 'Doctor' }).click();
    await page.getByRole('option').first().click();
    await expect.poll(columns).toBe(1);
    expect(await axeProblems(page)).toEqual([]);
    await panel().getByRole('button', { name: 'Show all' }).click();
    await expect.poll(columns).toBeGreaterThan(1);
  });

  it('keep what is typed at once, and the address follows', async () => {
    await open();
    await page.keyboard.press('/');
    await page.keyboard.type('zzz');
    await page.getByText('No doctor matches').waitFor();
    await expect.poll(() => asked('find')).toBe('zzz');
    await page.getByLabel('Show doctors by name or specialization').fill('');
    await expect.poll(columns).toBeGreaterThan(1);
    await expect.poll(() => asked('find')).toBe(null);
  });
});

describe('a visit in the address', () => {
  it('lies open for who follows the link, closes, and opens with Back', async () => {
    const visit = await bookTwo();
    await open({ path: `/board?visit=${visit.id}` });
    const drawer = page.getByRole('dialog', { name: 'Visit' });
    await drawer.waitFor();
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
    await expect.poll(() => asked('visit')).toBe(null);
    await page.locator('[data-event]').first().click();
    await drawer.waitFor();
    await expect.poll(() => asked('visit')).not.toBe(null);
    await page.goBack();
    await drawer.waitFor({ state: 'hidden' });
    await page.goForward();
    await drawer.waitFor();
  });
});

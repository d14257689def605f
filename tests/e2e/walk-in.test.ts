import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/browser.ts';
import { untilKept } from '../support/drafts.ts';
import { insertPatient, insertVisit } from '../support/factories.ts';
import { typeInDialog } from '../support/keyboard.ts';
import { axeProblems } from '../support/phone.ts';
import { screenOf } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { book, wall } from '../support/visits.ts';
import { addMinutes, toInstant } from '../../shared/time/instant.ts';

/** Monday 2 March 2026; the doctors work from 09:00 to 17:00. */
const DAY = '2026-03-02';
const NOW = wall('10:00', DAY);

let browser: Browser;
let clinic: ListeningClinic;
let contexts: BrowserContext[];
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  clinic = await listen({ now: NOW });
  contexts = [];
});
afterEach(async () => {
  for (const context of contexts) await context.close();
  await clinic.close();
});

async function open(path: string, scheme: 'light' | 'dark' = 'light'): Promise<Page> {
  const page = await screenOf(browser, { clinic, who: 'reception' }, { path, scheme });
  contexts.push(page.context());
  await page.getByText('In sync').waitFor();
  return page;
}

/** On time, these minutes long, one a day. */
async function seenBefore(minutes: readonly number[]): Promise<void> {
  const patientId = await clinic.db.transact(({ q }) => insertPatient(q, { familyName: 'Before' }));
  const who = { doctorId: clinic.cast.doctor, patientId, appointmentTypeId: clinic.cast.type };
  for (const [index, length] of minutes.entries()) {
    const startsAt = addMinutes(toInstant(NOW), -(index + 1) * 1440);
    const stamps = { arrivedAt: startsAt, withDoctorAt: startsAt, endedAt: addMinutes(startsAt, length) };
    const row = { ...who, startsAt, ...stamps, status: 'completed' as const };
    await clinic.db.transact(({ q }) => insertVisit(q, row));
  }
}

async function waits(familyName: string, doctorId = clinic.cast.doctor) {
  const patientId = await clinic.db.transact(({ q }) => insertPatient(q, { givenName: 'Ida', familyName }));
  return await book(clinic, { patientId, doctorId, startsAt: NOW, isWalkIn: true });
}

describe('somebody who simply came', () => {
  it('is registered by three letters and Enter, told their wait, and stands in the line on every desk', async () => {
    await seenBefore([20, 30, 40, 50, 60]);
    const first = await waits('Adler');
    const [page, other] = [await open('/waiting'), await open('/waiting', 'dark')];
    await page.keyboard.press('w');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/Dr. Ana Ruiz/).waitFor();
    await typeInDialog(page, 'lop');
    await dialog.getByRole('option', { name: /Lopez, Maria/ }).waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await dialog.locator('input:focus:not([role="combobox"])').waitFor();
    await page.keyboard.type('Fever since yesterday');
    await untilKept(clinic, clinic.actors.reception, ['Fever since yesterday']);
    await page.reload();
    await page.getByText('In sync').waitFor();
    await page.keyboard.press('w');
    await dialog.getByText('Maria Lopez').waitFor();
    await dialog.getByText('1 waits').waitFor();
    await dialog.getByLabel(/Dr. Ana Ruiz/).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');

    const slip = page.getByRole('dialog', { name: 'In the line' });
    await slip.getByText('No. 2').waitFor();
    await slip.getByText('The wait is about 30 to 50 mins. Going by 5 visits').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await slip.waitFor({ state: 'detached' });

    const there = other.getByRole('row').filter({ hasText: 'Lopez' });
    await there.getByText('No. 2').waitFor();
    expect(await there.textContent()).toContain('30 to 50 mins');
    expect(await axeProblems(other)).toEqual([]);
    const { id, version } = first;
    await clinic
      .call(clinic.actors.reception)
      .appointments.setStatus({ id, status: 'left', expectedVersion: version });
    await there.getByText('No. 1').waitFor();
  });

  it('is registered with the mouse, new to the clinic, and hears it where nothing can be said', async () => {
    const page = await open('/board', 'dark');
    await page.getByRole('grid').waitFor();
    await page.keyboard.press('w');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: /patient/i }).fill('Nora Newton');
    await dialog.getByRole('option', { name: /Register/ }).click();
    await dialog.getByLabel('Birth date').fill('1990-01-02');
    await dialog.getByLabel('Phone').last().fill('+1 555 0100');
    await dialog
      .getByRole('button', { name: /^Register/ })
      .first()
      .click();
    await dialog.getByText('Nora Newton').waitFor();
    await dialog
      .getByText(/^Dr\. /)
      .last()
      .click();
    expect(await axeProblems(page)).toEqual([]);
    await dialog.getByRole('button', { name: /^Register to/ }).click();

    const slip = page.getByRole('dialog', { name: 'In the line' });
    await slip.getByText('No. 1').waitFor();
    await slip.getByText('How long it takes cannot be said yet.').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await slip.getByRole('button', { name: 'Done' }).click();
    await page.locator('[data-event]').filter({ hasText: 'Newton' }).getByText('Arrived').waitFor();
  });
});

describe('somebody who comes when nobody has time left', () => {
  it('is booked by hand, and what they said goes along', async () => {
    clinic.clock.set(wall('17:30', DAY));
    const page = await open('/board');
    await page.getByRole('grid').waitFor();
    await page.getByRole('button', { name: 'Walk-in' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Nobody has a free time left today').waitFor();
    await typeInDialog(page, 'lop');
    await dialog.getByRole('option', { name: /Lopez, Maria/ }).click();
    await dialog.getByLabel('Reason').fill('Fever since yesterday');
    await dialog.getByRole('button', { name: 'Choose a time by hand' }).click();
    await dialog.getByText('Maria Lopez').first().waitFor();
    expect(await dialog.getByLabel('Reason', { exact: true }).inputValue()).toBe('Fever since yesterday');
  });
});

describe('somebody who does not come', () => {
  it('is late by the minutes, missed once the grace is over, and counted on the card and in the palette', async () => {
    clinic.clock.set(wall('08:30', DAY));
    await book(clinic, { startsAt: wall('09:40', DAY) });
    const patientId = await clinic.db.transact(({ q }) => insertPatient(q, { familyName: 'Adler' }));
    const { otherDoctor: doctorId } = clinic.cast;
    await book(clinic, { patientId, doctorId, startsAt: wall('09:50', DAY) });
    clinic.clock.set(NOW);
    const board = await open('/board');
    const block = board.locator('[data-event]').filter({ hasText: 'Lopez' });
    await block.getByText('20 min late').waitFor();
    expect(await axeProblems(board)).toEqual([]);
    const page = await open('/waiting');
    const late = page.getByRole('region', { name: 'Not here yet' });
    const [lopez, adler] = ['Lopez', 'Adler'].map((name) =>
      late.getByRole('listitem').filter({ hasText: name }),
    );
    await lopez?.getByText('20 mins late').waitFor();
    await adler?.getByText('10 mins late').waitFor();
    expect(await adler?.getByRole('button', { name: 'No-show' }).isDisabled()).toBe(true);
    expect(await axeProblems(page)).toEqual([]);
    await lopez?.getByRole('button', { name: 'No-show' }).press('Enter');
    await lopez?.waitFor({ state: 'detached' });
    await adler?.getByRole('button', { name: 'Arrived' }).click();
    await page.getByRole('row').filter({ hasText: 'Adler' }).getByText('Arrived').waitFor();
    await late.waitFor({ state: 'detached' });

    // Faster than the palette is drawn for the first time.
    await page.keyboard.press('Control+k');
    await page.keyboard.type('lop');
    await page.getByText('1 no-show in 12 months').waitFor();
    const card = await open(`/charts?patient=${clinic.cast.patient}`, 'dark');
    await card.getByText('1 no-show in 12 months').waitFor();
    expect(await axeProblems(card)).toEqual([]);
  });
});

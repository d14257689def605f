import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AppointmentDto } from '../../shared/contracts/appointments.ts';
import { launchChromium } from '../support/browser.ts';
import { typeInDialog } from '../support/keyboard.ts';
import { axeProblems } from '../support/phone.ts';
import { screenOf } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { book, newRequestId, wall } from '../support/visits.ts';

/** Monday 2 March 2026, 08:30 at the clinic; the doctors work from 09:00 to 17:00 on working days. */
const NOW = '2026-03-02T07:30:00Z';

let browser: Browser;
let clinic: ListeningClinic;
let context: BrowserContext;
let page: Page;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  clinic = await listen({ now: NOW });
});
afterEach(async () => {
  await context.close();
  await clinic.close();
});

async function open(colorScheme: 'light' | 'dark' = 'light', path = ''): Promise<void> {
  page = await screenOf(browser, { clinic, who: 'reception' }, { path, scheme: colorScheme });
  context = page.context();
  page.setDefaultTimeout(8_000);
  await page.getByText('In sync').waitFor();
  await page.getByRole('grid').waitFor();
}

const dialog = () => page.getByRole('dialog');
const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
const taken = (day: string) =>
  book(clinic, { patientId: clinic.cast.otherPatient, startsAt: wall('10:00', day) });

/** Four Mondays at ten; the clock is put forward before the last one. */
async function bookedSeries(): Promise<AppointmentDto[]> {
  const { doctor: doctorId, patient: patientId, type: appointmentTypeId } = clinic.cast;
  const when = { frequency: 'weekly' as const, weekdays: [1], startsOn: '2026-03-09', time: '10:00' };
  const rule = { ...when, end: { kind: 'count' as const, count: 4 } };
  const wish = { patientId, doctorId, appointmentTypeId, rule, requestId: newRequestId() };
  return (await clinic.call(clinic.actors.reception).series.book(wish)).visits;
}

/** Every visit of the patient, by time. */
async function visits(): Promise<AppointmentDto[]> {
  const input = { patientId: clinic.cast.patient, limit: 100 };
  const { items } = await clinic.call(clinic.actors.reception).appointments.listForPatient(input);
  return items.reverse();
}
const starts = async () => (await visits()).map((visit) => visit.startsAt);

describe('a visit that repeats', () => {
  it('is looked over and booked by keyboard alone, with a time for a date that fails and another left out', async () => {
    await taken('2026-03-09');
    await taken('2026-03-23');
    await open();
    await press('Escape', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter');
    await page.getByRole('combobox', { name: 'Patient' }).waitFor();
    await typeInDialog(page, 'lop');
    await page.getByRole('option').filter({ hasText: 'Lopez, Maria' }).waitFor();
    await press('Enter');
    await dialog().getByText('Chart 1001').waitFor();
    const reason = dialog().getByLabel('Reason');
    await expect.poll(() => reason.evaluate((field) => field === document.activeElement)).toBe(true);
    await press('Tab', 'Tab', 'Space');
    await dialog().getByText('6 dates: 2 do not fit').waitFor();
    expect(await axeProblems(page)).toEqual([]);

    await press('Enter');
    await dialog().getByText('2 dates do not fit. Choose another time for each, or leave it out.').waitFor();
    // The focus is on the first time near the first of them; the arrow goes to the next.
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toMatch(/\d\d:\d\d/);
    await press('ArrowRight', 'ArrowRight', 'Enter');
    await dialog().getByText('instead of 10:00').waitFor();
    await dialog().getByText('6 dates: 1 does not fit and 1 at another time').waitFor();
    await press('Tab', 'Enter');
    await dialog().getByRole('button', { name: 'Book 5 visits' }).waitFor();
    await dialog().getByText('6 dates: 1 at another time and 1 left out').waitFor();
    await press('Enter');
    await page.getByText('Booked: Maria Lopez, 5 visits from Mon 2 Mar').waitFor();

    expect(await starts()).toEqual([
      wall('10:00', '2026-03-02'),
      wall('10:30', '2026-03-09'),
      wall('10:00', '2026-03-16'),
      wall('10:00', '2026-03-30'),
      wall('10:00', '2026-04-06'),
    ]);
    await page.getByRole('img', { name: /Maria Lopez.*1 of 5 in a series/ }).waitFor();
  });

  it('shows at once when one of its dates is taken by another desk, and saves nothing of it', async () => {
    await open('dark');
    await page.getByRole('button', { name: 'Book', exact: true }).click();
    await page.getByRole('combobox', { name: 'Patient' }).fill('lop');
    await page.getByRole('option').filter({ hasText: 'Lopez, Maria' }).click();
    await dialog().getByLabel('Doctor', { exact: true }).selectOption({ label: 'Dr. Ana Ruiz' });
    await dialog().getByLabel('Time', { exact: true }).fill('10:00');
    await dialog().getByLabel('Repeat').check();
    await dialog().getByLabel('Ends', { exact: true }).selectOption('on or before');
    await dialog().getByLabel('Last day').fill('2026-03-16');
    await dialog().getByRole('button', { name: 'Wed', exact: true }).click();
    await dialog().getByText('5 dates: all fit').waitFor();
    await taken('2026-03-11');
    await dialog().getByText('5 dates: 1 does not fit').waitFor();
    await dialog().getByRole('button', { name: 'Book 5 visits' }).click();
    await dialog().getByText('1 date does not fit.').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    expect(await starts()).toEqual([]);
  });

  it('is moved from one visit on by mouse, each date shown before, and taken back as a whole', async () => {
    const before = (await bookedSeries()).map((visit) => visit.startsAt);
    await book(clinic, { patientId: clinic.cast.otherPatient, startsAt: wall('11:00', '2026-03-30') });
    await open('light', '/board?day=2026-03-16');
    await page.getByRole('img', { name: /2 of 4 in a series/ }).click();
    await dialog().getByRole('button', { name: 'Move to another time' }).click();
    await dialog().getByRole('radio', { name: 'This and the following 3 visits' }).check();
    await dialog().getByLabel('Time', { exact: true }).fill('11:00');
    await dialog().getByText('3 visits: 1 does not fit').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await dialog().getByRole('button', { name: 'Leave it there: Mon 30 Mar' }).click();
    await dialog().getByRole('button', { name: 'Move 2 visits' }).click();
    await page.getByText('Moved: Maria Lopez, 2 visits of a series').waitFor();
    expect(await starts()).toEqual([
      before[0],
      wall('11:00', '2026-03-16'),
      wall('11:00', '2026-03-23'),
      before[3],
    ]);

    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Taken back: 2 visits').waitFor();
    expect(await starts()).toEqual(before);
  });

  it('is cancelled as a whole by keyboard, the visits named before', async () => {
    await bookedSeries();
    await open('dark', '/board?day=2026-03-16');
    await page.getByRole('img', { name: /2 of 4 in a series/ }).click();
    await dialog().getByRole('button', { name: 'Cancel the visit' }).focus();
    await press('Enter');
    await dialog().getByRole('radio', { name: 'Only this one 1 visit' }).focus();
    await press('ArrowLeft');
    await dialog().getByText('Mon 9 Mar, 10:00').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await press('Enter');
    await page.getByText('Cancelled: Maria Lopez, 4 visits of a series').waitFor();
    expect(new Set((await visits()).map((visit) => visit.status))).toEqual(new Set(['cancelled']));
  });

  it('asks nothing of a visit of its own', async () => {
    await book(clinic, { startsAt: wall('10:00', '2026-03-02') });
    await open();
    await page.getByRole('img', { name: /Maria Lopez/ }).click();
    await dialog().getByRole('button', { name: 'Cancel the visit' }).click();
    await dialog().getByText('Why does it not take place?').waitFor();
    expect(await dialog().getByText('Which visits?').count()).toBe(0);
  });
});

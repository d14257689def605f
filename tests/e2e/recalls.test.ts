import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { insertPatient } from '../support/factories.ts';
import { launchChromium } from '../support/browser.ts';
import { typeInDialog } from '../support/keyboard.ts';
import { axeProblems } from '../support/phone.ts';
import { screenOf } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { book, newRequestId, wall } from '../support/visits.ts';

const NOW = '2026-03-02T07:30:00Z';
const DAY = '2026-03-02';

let browser: Browser;
let clinic: ListeningClinic;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  clinic = await listen({ now: NOW });
});
afterEach(() => clinic.close());

async function open(who: 'reception' | 'doctor', path: string, scheme: 'light' | 'dark'): Promise<Page> {
  const page = await screenOf(browser, { clinic, who }, { path, scheme });
  await page.getByText('In sync').waitFor();
  return page;
}
const desk = () => clinic.call(clinic.actors.reception);
/** Due half a year before now, and whoever else is named a month on. */
async function dueAgain(...later: string[]) {
  const { type: appointmentTypeId, patient, doctor: doctorId } = clinic.cast;
  const add = (patientId: typeof patient, dueInMonths: number) =>
    desk().recalls.add({ patientId, appointmentTypeId, doctorId, dueInMonths, requestId: newRequestId() });
  const { id, version } = await add(patient, 1);
  const overdue = { id, appointmentTypeId, doctorId, dueOn: '2025-09-02', expectedVersion: version };
  const first = await desk().recalls.edit(overdue);
  for (const givenName of later) {
    await add(await clinic.db.transact(({ q }) => insertPatient(q, { givenName })), 1);
  }
  return first;
}

describe('the recall list', () => {
  it('is worked by keys: a try is noted, the next one books', async () => {
    await dueAgain('Ida');
    const page = await open('reception', '/recalls', 'light');
    await page.getByText('1 of those shown is overdue').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('2');
    await page.getByText('Maria Lopez: No answer.').waitFor();
    await page.getByRole('row', { name: 'Lopez, Maria' }).getByText('Contacted').waitFor();
    await page.keyboard.press('b');
    const dialog = page.getByRole('dialog', { name: 'Book a visit' });
    await dialog.getByText('Maria Lopez').waitFor();
    await dialog.getByLabel('Time', { exact: true }).fill('11:00');
    await page.keyboard.press('Enter');
    await page.getByText(/Booked: Maria Lopez/).waitFor();
    await page.getByText('Nobody is overdue').waitFor();

    expect((await desk().recalls.list({ state: 'booked' })).items).toMatchObject([
      { contactCount: 1, visit: { startsAt: wall('11:00', DAY) } },
    ]);
    await page.context().close();
  });

  it('is worked by mouse, and a cancelled visit puts its patient back on every screen', async () => {
    const recall = await dueAgain();
    const page = await open('reception', '/recalls', 'dark');
    const row = page.getByRole('row', { name: 'Lopez, Maria' });
    await row.getByRole('button', { name: 'Log a contact with Maria Lopez' }).click();
    await page.getByRole('menuitem', { name: 'Left a message' }).click();
    await row.getByText('Contacted').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await row.getByRole('button', { name: 'More about Maria Lopez' }).click();
    await page.getByRole('menuitem', { name: 'Does not want to come' }).click();
    await page.getByText('Nobody here').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await row.waitFor();

    const startsAt = wall('11:00', DAY);
    const visit = await book(clinic, { startsAt, recallId: recall.id });
    await row.waitFor({ state: 'detached' });
    // An empty list is no lost one: who is on the way stands one press away.
    await page.getByText('All who were due are answered for.').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Show who has a visit' }).click();
    await row.waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await row.waitFor({ state: 'detached' });
    await desk().appointments.cancel({ id: visit.id, code: 'pat', note: '', expectedVersion: 1 });
    await row.waitFor();
    await page.context().close();
  });

  it('takes back by one key whatever was the last own act, each once, and says why where it cannot', async () => {
    const recall = await dueAgain();
    const page = await open('reception', '/recalls', 'light');
    const row = page.getByRole('row', { name: 'Lopez, Maria' });
    const isThere = (words: string | RegExp) => page.getByText(words).waitFor();
    const visits = async () =>
      (await desk().appointments.list({ from: DAY, to: DAY })).items.map(({ status }) => status);
    // A visit is booked, a try is noted, and somebody is taken off the waitlist.
    await page.keyboard.press('Control+k');
    const line = page.getByRole('combobox', { name: 'Who, what and when' });
    await line.waitFor();
    await page.keyboard.type('lop today 11:00 ana');
    await page.getByRole('option', { name: /11:00/ }).first().waitFor();
    await page.locator('[role=listbox][aria-busy=false]').waitFor();
    await page.keyboard.press('Enter');
    await isThere(/^Booked: Maria Lopez/);
    await line.waitFor({ state: 'detached' });
    await row.locator('[data-recall]').focus();
    await page.keyboard.press('2');
    await isThere('Maria Lopez: No answer.');
    await row.getByText('Contacted').waitFor();
    await page.keyboard.press('d');
    await isThere('Maria Lopez does not want to come.');
    await page.getByText('Nobody here').waitFor();

    const state = async () => (await desk().recalls.list({})).items.map((one) => one.state);
    await page.keyboard.press('Control+z');
    await isThere('Maria Lopez is to be reached again.');
    expect(await state()).toEqual(['contacted']);
    await page.keyboard.press('Control+z');
    await isThere('Maria Lopez: No answer is struck out.');
    expect(await state()).toEqual(['due']);
    expect(await visits()).toEqual(['booked']);
    await page.keyboard.press('Control+z');
    await isThere('Taken back: the booking of Maria Lopez');
    // It was never meant to be: no list has it.
    expect(await visits()).toEqual([]);
    await page.keyboard.press('Control+z');
    await isThere('Not taken back. There is nothing to take back.');

    // Somebody else goes on with what was just noted.
    await row.getByText('Due', { exact: true }).waitFor();
    await row.locator('[data-recall]').focus();
    await page.keyboard.press('1');
    await isThere('Maria Lopez: Reached.');
    const { version: expectedVersion } = (await desk().recalls.list({})).items[0] ?? { version: 0 };
    const other = { id: recall.id, kind: 'mailed', expectedVersion, requestId: newRequestId() } as const;
    await desk().recalls.logContact(other);
    await page.keyboard.press('Control+z');
    await isThere(/^Not taken back\. .+/);
    expect((await desk().recalls.list({})).items).toMatchObject([{ contactCount: 2 }]);
    await page.context().close();
  });

  it('takes the same back in the same order after the page was loaded anew', async () => {
    await dueAgain('Ida');
    const page = await open('reception', '/recalls', 'dark');
    const row = page.getByRole('row', { name: 'Lopez, Maria' });
    const visits = async () =>
      (await desk().appointments.list({ from: DAY, to: DAY })).items.map(({ status }) => status);
    await row.locator('[data-recall]').focus();
    await page.keyboard.press('2');
    await page.getByText('Maria Lopez: No answer.').waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Who, what and when' }).waitFor();
    await page.keyboard.type('ida today 11:00 ana');
    await page.getByRole('option', { name: /11:00/ }).first().waitFor();
    await page.locator('[role=listbox][aria-busy=false]').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText(/^Booked: Ida/).waitFor();
    await row.getByText('Contacted').waitFor();
    await row.locator('[data-recall]').focus();
    await page.keyboard.press('1');
    await page.getByText('Maria Lopez: Reached.').waitFor();

    await page.reload();
    const contacts = async () =>
      (await desk().recalls.list({})).items.find(({ patient }) => patient.givenName === 'Maria')
        ?.contactCount;
    await row.getByText('Contacted').waitFor();
    await page.keyboard.press('Control+z');
    await expect.poll(contacts).toBe(1);
    expect(await visits()).toEqual(['booked']);
    await page.getByText('Taken back: what was done last').waitFor();
    await page.keyboard.press('Control+z');
    await page.getByText(/^Taken back: the booking of Ida/).waitFor();
    expect(await visits()).toEqual([]);
    await page.keyboard.press('Control+z');
    await expect.poll(contacts).toBe(0);
    await page.keyboard.press('Control+z');
    await page.getByText('Not taken back. There is nothing to take back.').waitFor();
    await page.context().close();
  });

  it('takes somebody on at the desk, and from the doctor’s day by two keys', async () => {
    const page = await open('reception', '/recalls', 'light');
    await page.getByText('Nobody here').waitFor();
    await page.keyboard.press('n');
    await typeInDialog(page, 'lop');
    await page.getByText('Lopez, Maria').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Patient' }).waitFor({ state: 'detached' });
    await page.getByRole('dialog').getByLabel('Due', { exact: true }).selectOption('in 12 months');
    expect(await axeProblems(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Put on the list' }).click();
    await page.getByText('Maria Lopez is due in March 2027.').waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+z');
    await page.getByText('Maria Lopez is not on the list after all.').waitFor();
    await page.getByText('Nobody here').waitFor();

    const ida = await clinic.db.transact(({ q }) => insertPatient(q, { givenName: 'Ida' }));
    const visit = await book(clinic, { patientId: ida, startsAt: wall('09:00', DAY) });
    const doctor = clinic.call(clinic.actors.doctor).appointments;
    await doctor.setStatus({ id: visit.id, status: 'with_doctor', expectedVersion: 1 });
    const room = await open('doctor', '/my-day', 'light');
    await room.getByRole('heading', { name: 'Ida Lopez' }).waitFor();
    // Quicker than the menu has the focus.
    await room.keyboard.type('gy');
    await room.getByText('Ida Lopez is on the recall list, due in March 2027.').waitFor();
    const row = page.getByRole('row', { name: 'Lopez, Ida' });
    await row.waitFor();
    await room.getByRole('menu').waitFor({ state: 'detached' });
    await room.keyboard.press('Control+z');
    await room.getByText('Ida Lopez is not on the recall list after all.').waitFor();
    await row.waitFor({ state: 'detached' });
    await page.context().close();
    await room.context().close();
  });
});

import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AppointmentId, RoomId } from '../../shared/ids.ts';
import { launchChromium } from '../support/browser.ts';
import { axeProblems } from '../support/phone.ts';
import { type Look, screenOf, WIDE_SIZE } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { book, newRequestId, rowOf, wall } from '../support/visits.ts';

/** Monday 2 March 2026, 08:30 at the clinic; the doctors work from 09:00 to 17:00. */
const NOW = '2026-03-02T07:30:00Z';
const DAY = '2026-03-02';

let browser: Browser;
let clinic: ListeningClinic;
let page: Page;
let lab: RoomId;
let inRoom: AppointmentId;
let withoutRoom: AppointmentId;
const contexts: BrowserContext[] = [];
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  clinic = await listen({ now: NOW });
  const admin = clinic.call(clinic.actors.admin).clinic;
  ({ id: lab } = await admin.createRoom({ name: 'Lab', requestId: newRequestId() }));
  const heart = await admin.createSpecialization({ name: 'Cardiology', requestId: newRequestId() });
  const { doctors } = await admin.overview({});
  const osei = doctors.find(({ name }) => name === 'Dr. Ben Osei');
  if (osei === undefined) throw new Error('no such doctor');
  await admin.updateDoctor({
    id: osei.id,
    expectedVersion: osei.version,
    changes: { specializationIds: [heart.id] },
  });
  const { doctor, otherDoctor, otherPatient } = clinic.cast;
  ({ id: inRoom } = await book(clinic, { doctorId: doctor, startsAt: wall('10:00', DAY) }));
  ({ id: withoutRoom } = await book(clinic, {
    doctorId: otherDoctor,
    patientId: otherPatient,
    startsAt: wall('10:00', DAY),
  }));
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

const asked = (name: string) => new URL(page.url()).searchParams.get(name);
const titles = () => page.locator('[data-column]').evaluateAll((all) => all.map((one) => one.ariaLabel));
const visit = (id: string) => page.locator(`[data-event="${id}"]`);
const columnOf = (id: string) =>
  visit(id).locator('xpath=ancestor::*[@data-column]').getAttribute('aria-label');
/** These columns and no others, as soon as the last of them is drawn. */
async function shows(names: readonly string[]): Promise<void> {
  await page.getByRole('row', { name: names.at(-1) ?? '' }).waitFor();
  await expect.poll(titles).toEqual(names);
}
const isIn = (room: string) =>
  page.getByRole('row', { name: room }).locator(`[data-event="${withoutRoom}"]`).waitFor();
const roomOf = async (id: AppointmentId) => (await rowOf(clinic, id)).roomId;

describe('the board by room', () => {
  it('has a column a room, and a visit is carried into another one by keys and back', async () => {
    await open();
    await page.keyboard.press('o');
    const rooms = page.getByRole('radio', { name: 'Rooms' });
    await page.getByRole('radio', { name: 'Doctors' }).focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => rooms.isChecked()).toBe(true);
    await shows(['Lab', 'Room 1', 'No room']);
    expect(await axeProblems(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect.poll(() => asked('by')).toBe('room');
    expect(await columnOf(inRoom)).toBe('Room 1');
    expect(await columnOf(withoutRoom)).toBe('No room');
    await visit(withoutRoom).focus();
    for (const key of ['p', 'ArrowLeft', 'ArrowLeft', 'Enter']) await page.keyboard.press(key);
    await page.getByText(/is at .*10:00 in Lab now/).waitFor();
    expect(await roomOf(withoutRoom)).toBe(lab);
    await isIn('Lab');
    expect(await axeProblems(page)).toEqual([]);
    await page.keyboard.press('Control+z');
    await isIn('No room');
    await expect.poll(() => roomOf(withoutRoom)).toBe(null);
    // Whose visit it is stands in the block, and is spoken.
    await page.getByRole('gridcell', { name: /Dr. Ana Ruiz/ }).waitFor();
    await page.reload();
    await shows(['Lab', 'Room 1', 'No room']);
    await page.keyboard.press('0');
    expect(await titles()).toEqual(['Lab', 'Room 1', 'No room']);
  });

  it('books into the room that was pressed, on a wide dark screen', async () => {
    await open({ path: '/board?by=room', size: WIDE_SIZE, scheme: 'dark' });
    const box = await page.locator('[data-column]').first().locator('[data-body]').boundingBox();
    if (box === null) throw new Error('not drawn');
    await page.mouse.click(box.x + 20, box.y + 10);
    const dialog = page.getByRole('dialog', { name: 'Book' });
    await dialog.getByText(/, Lab$/).waitFor();
    expect(await axeProblems(page)).toEqual([]);
  });
});

describe('the board by specialization', () => {
  it('has the doctors in order of what they do, under its name', async () => {
    await open({ path: '/board?by=field' });
    await shows(['Dr. Ben Osei, Cardiology', 'Dr. Ana Ruiz, No specialization']);
    await page.locator('[data-band]').getByText('Cardiology').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await visit(inRoom).focus();
    for (const key of ['p', 'ArrowLeft', 'ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    await page.getByText(/is at .*10:30 now/).waitFor();
    expect((await rowOf(clinic, inRoom)).doctorId).toBe(clinic.cast.otherDoctor);
    await page.keyboard.press('Shift+F2');
    await page.getByLabel('Name of the view on F2').fill('By field');
    await page.keyboard.press('Enter');
    await page.getByText('Specializations · 15 min').waitFor();
  });
});

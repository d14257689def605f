import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AppointmentId } from '../../shared/ids.ts';
import { launchChromium } from '../support/browser.ts';
import { axeProblems } from '../support/phone.ts';
import { DESK_SIZE, screenOf, WIDE_SIZE } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { book, newRequestId, rowOf, wall } from '../support/visits.ts';

const NOW = '2026-03-02T07:30:00Z';
const DAY = '2026-03-03';
const NEXT_DAY = '2026-03-04';

let browser: Browser;
let clinic: ListeningClinic;
let id: AppointmentId;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  clinic = await listen({ now: NOW });
  ({ id } = await book(clinic, { startsAt: wall('10:00', DAY) }));
});
afterEach(() => clinic.close());

async function openBoard(scheme: 'light' | 'dark', day = DAY): Promise<Page> {
  const look = { path: `/board?day=${day}`, scheme, size: WIDE_SIZE };
  const page = await screenOf(browser, { clinic, who: 'reception' }, look);
  await page.getByText('In sync').waitFor();
  return page;
}
const desk = () => clinic.call(clinic.actors.reception);
const visitOf = (page: Page): Locator => page.locator(`[data-event="${id}"]`);
const pinboard = (page: Page) => page.getByRole('region', { name: 'Pinboard' });
const card = (page: Page) => pinboard(page).getByRole('button', { name: /^Lopez, Maria/ });
const column = (page: Page, name: string) => page.getByRole('row', { name });

async function centre(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('not drawn');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
async function press(page: Page, at: { x: number; y: number }): Promise<void> {
  await page.mouse.move(at.x, at.y);
  await page.mouse.down();
  await page.mouse.move(at.x + 8, at.y - 8);
}

describe('the pinboard', () => {
  it('takes a visit by key, and gives it to another day and time by keys', async () => {
    const page = await openBoard('light');
    await visitOf(page).waitFor();
    await visitOf(page).focus();
    await page.keyboard.press('k');
    await card(page).waitFor();
    await page.getByText(/Maria Lopez is on the pinboard/).waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await pinboard(page).getByRole('button', { name: 'Find a time for Maria Lopez' }).click();
    await page.getByRole('dialog', { name: 'Move the visit' }).waitFor();
    await page.keyboard.press('Escape');
    // Parked is not freed.
    await visitOf(page).waitFor();
    expect(await rowOf(clinic, id)).toMatchObject({ startsAt: wall('10:00', DAY), version: 1 });

    await page.keyboard.press('Shift+ArrowRight');
    await visitOf(page).waitFor({ state: 'detached' });
    // Wherever the focus is, it begins at its own time and with its own doctor.
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByText(/^In hand: .*10:00.*Dr\. Ana Ruiz/).waitFor({ state: 'attached' });
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByText(/Maria Lopez is at Wed 4 Mar/).waitFor();
    await card(page).waitFor({ state: 'detached' });
    expect(await rowOf(clinic, id)).toMatchObject({ doctorId: clinic.cast.otherDoctor, version: 2 });

    // The way back brings the pin back, too.
    await page.keyboard.press('Control+z');
    await card(page).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Delete');
    await card(page).waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('takes and gives by mouse, seen at once at the other desk; a time that is taken refuses in words', async () => {
    await book(clinic, { patientId: clinic.cast.otherPatient, startsAt: wall('10:00', NEXT_DAY) });
    const page = await openBoard('dark');
    const other = await openBoard('light', NEXT_DAY);
    await press(page, await centre(visitOf(page)));
    const strip = await centre(pinboard(page));
    await page.mouse.move(strip.x, strip.y, { steps: 4 });
    expect(await axeProblems(page)).toEqual([]);
    await page.mouse.up();
    await card(page).waitFor();
    await card(other).waitFor();

    const taken = await centre(column(other, 'Dr. Ana Ruiz').locator('[data-event]'));
    await press(other, await centre(card(other)));
    await other.mouse.move(taken.x, taken.y - 20, { steps: 5 });
    await other.mouse.move(taken.x, taken.y - 12, { steps: 2 });
    await other.mouse.up();
    await other.getByText(/This time is taken, booked by/).waitFor();
    await other.keyboard.press('Escape');
    expect(await rowOf(clinic, id)).toMatchObject({ startsAt: wall('10:00', DAY), version: 1 });
    await card(other).waitFor();

    const free = await centre(column(other, 'Dr. Ben Osei'));
    await press(other, await centre(card(other)));
    await other.mouse.move(free.x, taken.y, { steps: 5 });
    await other.mouse.up();
    await other.getByText(/Maria Lopez is at Wed 4 Mar/).waitFor();
    await card(page).waitFor({ state: 'detached' });
    await visitOf(page).waitFor({ state: 'detached' });
    expect((await rowOf(clinic, id)).doctorId).toBe(clinic.cast.otherDoctor);
    await page.context().close();
    await other.context().close();
  });

  it('does not take a visit that lay where it came to stand, until it is carried there', async () => {
    const late = await book(clinic, {
      patientId: clinic.cast.otherPatient,
      startsAt: wall('15:30', DAY),
    });
    const look = { path: `/board?day=${DAY}`, size: DESK_SIZE };
    const page = await screenOf(browser, { clinic, who: 'reception' }, look);
    await visitOf(page).waitFor();
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('pins.pin')) asked.push(request.url());
    });
    // At the lower border of the day, where the pinboard stands as long as something is in the hand.
    const block = page.locator(`[data-event="${late.id}"]`);
    await page.getByRole('grid').evaluate((grid) => grid.scrollBy(0, grid.scrollHeight));
    await block.evaluate((drawn) => {
      const grid = drawn.closest('[role="grid"]');
      grid?.scrollBy(0, drawn.getBoundingClientRect().bottom - grid.getBoundingClientRect().bottom + 2);
    });
    await block.hover({ trial: true });
    const low = await centre(block);
    await press(page, low);
    await pinboard(page).waitFor();
    await page.mouse.move(low.x + 60, low.y + 4, { steps: 3 });
    await page.mouse.up();
    await pinboard(page).waitFor({ state: 'hidden' });
    await press(page, low);
    await page.mouse.move(low.x, low.y - 150, { steps: 3 });
    await page.mouse.move(low.x, (await centre(pinboard(page))).y, { steps: 3 });
    await page.mouse.up();
    await pinboard(page)
      .getByRole('button', { name: /^Weber, Noah/ })
      .waitFor();
    // It was asked for once: by the second way.
    expect(asked).toHaveLength(1);
    await page.context().close();
  });

  it('books somebody who is due again, and is off the list with that', async () => {
    const due = { appointmentTypeId: clinic.cast.type, doctorId: clinic.cast.otherDoctor, dueInMonths: 1 };
    await desk().recalls.add({ ...due, patientId: clinic.cast.patient, requestId: newRequestId() });
    const list = await screenOf(browser, { clinic, who: 'reception' }, { path: '/recalls' });
    await list.getByText('Lopez, Maria').waitFor();
    await list.keyboard.press('ArrowDown');
    await list.keyboard.press('p');
    await list.getByText('Maria Lopez is on the pinboard of the day board.').waitFor();
    await list.context().close();

    const page = await openBoard('light');
    await card(page)
      .getByText(/due April 2026/)
      .waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByText(/^In hand: .*Dr. Ben Osei/).waitFor({ state: 'attached' });
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Book a visit' });
    await dialog.getByText('Maria Lopez').waitFor();
    await dialog.getByRole('button', { name: /^Book \d/ }).click();
    await page.getByText(/Booked: Maria Lopez/).waitFor();
    await card(page).waitFor({ state: 'detached' });
    expect((await desk().recalls.list({ state: 'booked' })).items).toHaveLength(1);
    await page.context().close();
  });
});

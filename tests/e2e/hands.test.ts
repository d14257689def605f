import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AppointmentId } from '../../shared/ids.ts';
import { PASSWORD } from '../support/actors.ts';
import { launchChromium } from '../support/browser.ts';
import { axeProblems } from '../support/phone.ts';
import { screenOf, WIDE_SIZE } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { book, rowOf, wall } from '../support/visits.ts';

const NOW = '2026-03-02T07:30:00Z';
const DAY = '2026-03-03';
/** At the zoom a board opens with a row is a quarter of an hour. */
const ROW_MIN = 15;

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

async function openBoard(
  scheme: 'light' | 'dark' = 'light',
  viewport = { width: 1280, height: 720 },
): Promise<Page> {
  const look = { path: `/board?day=${DAY}`, scheme, size: viewport };
  const page = await screenOf(browser, { clinic, who: 'reception' }, look);
  await visitOf(page).waitFor();
  return page;
}

const visitOf = (page: Page): Locator => page.locator(`[data-event="${id}"]`);
const column = (page: Page, name: string) => page.getByRole('row', { name });
const place = async () => {
  const { doctorId, startsAt, endsAt } = await rowOf(clinic, id);
  return { doctorId, startsAt, endsAt };
};
const at = (from: string, until: string, doctorId = clinic.cast.doctor) => ({
  doctorId,
  startsAt: wall(from, DAY),
  endsAt: wall(until, DAY),
});

async function centre(locator: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('not drawn');
  return { ...box, x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Presses on a point of the visit, carries it over so many rows to another column, lets go. */
async function drag(
  page: Page,
  by: { rows: number; to?: string; fromEdge?: boolean; keep?: boolean },
): Promise<void> {
  // Measured where it stays.
  await visitOf(page).hover({ trial: true });
  const box = await centre(visitOf(page));
  const rowPx = box.height / 2;
  const y = by.fromEdge === true ? box.y + box.height / 2 - 3 : box.y;
  const x = by.to === undefined ? box.x : (await centre(column(page, by.to))).x;
  await page.mouse.move(box.x, y);
  await page.mouse.down();
  await page.mouse.move(box.x, y + 8);
  await page.mouse.move(x, y + by.rows * rowPx, { steps: 4 });
  if (by.keep !== true) await page.mouse.up();
}

describe('a visit in the hand', () => {
  it('is let go of at another time with another doctor, and taken back', async () => {
    const page = await openBoard('light', WIDE_SIZE);
    await drag(page, { rows: 60 / ROW_MIN, to: 'Dr. Ben Osei' });
    await page.getByText(/Maria Lopez is at .*11:00 now/).waitFor();
    expect(await place()).toEqual(at('11:00', '11:30', clinic.cast.otherDoctor));
    await column(page, 'Dr. Ben Osei')
      .getByRole('gridcell', { name: /Maria Lopez/ })
      .waitFor();
    // It was no click: nothing was opened.
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.keyboard.press('Control+z');
    await column(page, 'Dr. Ana Ruiz')
      .getByRole('gridcell', { name: /Maria Lopez/ })
      .waitFor();
    await expect.poll(place).toEqual(at('10:00', '10:30'));
    await page.context().close();
  });

  it('is longer when its lower edge is pulled, and stays when Escape is pressed on the way', async () => {
    const page = await openBoard('dark');
    await drag(page, { rows: 2, fromEdge: true });
    await page.getByText(/Maria Lopez is at .*10:00 now/).waitFor();
    expect(await place()).toEqual(at('10:00', '11:00'));
    await drag(page, { rows: 3, keep: true });
    expect(await axeProblems(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.mouse.up();
    expect(await place()).toEqual(at('10:00', '11:00'));
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.context().close();
  });

  it('goes by keyboard alone: picked up, carried, made longer, let go', async () => {
    const page = await openBoard();
    await visitOf(page).focus();
    await page.keyboard.press('p');
    await page.getByText(/^In hand: 10:00 – 10:30/).waitFor({ state: 'attached' });
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight', 'Shift+ArrowDown'])
      await page.keyboard.press(key);
    await page.getByText(/^In hand: 10:30 – 11:15.*Dr. Ben Osei/).waitFor({ state: 'attached' });
    expect(await axeProblems(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByText(/Maria Lopez is at .*10:30 now/).waitFor();
    expect(await place()).toEqual(at('10:30', '11:15', clinic.cast.otherDoctor));
    await page.keyboard.press('p');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    await page.getByText(/^In hand/).waitFor({ state: 'detached' });
    expect(await place()).toEqual(at('10:30', '11:15', clinic.cast.otherDoctor));
    await page.context().close();
  });

  it('is refused with the rule and free times near, and goes there, or over it with a reason', async () => {
    await book(clinic, { patientId: clinic.cast.otherPatient, startsAt: wall('11:00', DAY) });
    const admin = clinic.call(clinic.actors.admin).clinic;
    const { revision: expectedRevision } = await admin.overview({});
    await admin.updateSettings({
      changes: { isOverbookingAllowed: true },
      expectedRevision,
      password: PASSWORD,
    });
    const page = await openBoard();
    await drag(page, { rows: 60 / ROW_MIN });
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('alert').first().waitFor();
    await dialog.getByText('Free near it').first().waitFor();
    expect(await axeProblems(page)).toEqual([]);
    expect(await place()).toEqual(at('10:00', '10:30'));
    await dialog.getByRole('alert').getByRole('button', { name: '11:30' }).click();
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(await place()).toEqual(at('11:30', '12:00'));

    await drag(page, { rows: -30 / ROW_MIN });
    await dialog.getByLabel('Move anyway, because').fill('Sisters come together');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(await place()).toEqual(at('11:00', '11:30'));
    await page.context().close();
  });
});

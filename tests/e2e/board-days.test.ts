import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AppointmentId } from '../../shared/ids.ts';
import { launchChromium } from '../support/browser.ts';
import { axeProblems } from '../support/phone.ts';
import { type Look, screenOf, WIDE_SIZE } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { book, newRequestId, rowOf, wall } from '../support/visits.ts';

/** Tuesday 3 March 2026, 09:30 at the clinic; the doctors work on weekdays from 09:00 to 17:00. */
const NOW = '2026-03-03T08:30:00Z';
const WEEK = ['Mon 2 Mar', 'Tue 3 Mar', 'Wed 4 Mar', 'Thu 5 Mar', 'Fri 6 Mar'];

let browser: Browser;
let clinic: ListeningClinic;
let page: Page;
let id: AppointmentId;
const contexts: BrowserContext[] = [];
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  clinic = await listen({ now: NOW });
  const closure = { startsOn: '2026-03-06', endsOn: '2026-03-06', name: 'Works' };
  await clinic.call(clinic.actors.admin).clinic.addClosure({ ...closure, requestId: newRequestId() });
  ({ id } = await book(clinic, { doctorId: clinic.cast.otherDoctor, startsAt: wall('10:00', '2026-03-03') }));
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
const visit = () => page.locator(`[data-event="${id}"]`);
const day = (name: string) => page.getByRole('row', { name });
const press = (key: string) => page.keyboard.press(key);
/** These columns and no others, as soon as the last of them is drawn. */
async function shows(names: readonly string[]): Promise<void> {
  await page.getByRole('row', { name: names.at(-1) ?? '' }).waitFor();
  await expect.poll(titles).toEqual(names);
}
const across = async (part: Locator) => {
  const box = await part.boundingBox();
  return [Math.round(box?.x ?? 0), Math.round(box?.width ?? 0)];
};
const startsAt = async () => (await rowOf(clinic, id)).startsAt;

describe('the week of a doctor', () => {
  it('opens by key on the doctor of the focus, is walked through, and a visit is carried to another day', async () => {
    await open();
    await visit().focus();
    await press('7');
    await shows(WEEK);
    await expect.poll(() => asked('of')).toBe(clinic.cast.otherDoctor);
    await page.getByRole('grid', { name: /^Visits of Dr. Ben Osei/ }).waitFor();
    await day('Fri 6 Mar').getByText('closed').waitFor();
    // The present time runs through the column of today alone.
    const today = await across(day('Tue 3 Mar'));
    expect(await across(page.locator('[class*="now"][aria-hidden]').last())).toEqual(today);
    expect(await axeProblems(page)).toEqual([]);
    await visit().focus();
    for (const key of ['p', 'ArrowRight', 'ArrowRight', 'ArrowDown', 'Enter']) await press(key);
    await page.getByText(/Maria Lopez is at Thu 5 Mar, 10:15 now/).waitFor();
    expect(await startsAt()).toBe(wall('10:15', '2026-03-05'));
    await day('Thu 5 Mar')
      .getByRole('gridcell', { name: /Maria Lopez/ })
      .waitFor();
    await press('Control+z');
    await day('Tue 3 Mar')
      .getByRole('gridcell', { name: /Maria Lopez/ })
      .waitFor();
    await expect.poll(startsAt).toBe(wall('10:00', '2026-03-03'));
    await press('Shift+ArrowRight');
    await shows(['Mon 9 Mar', 'Tue 10 Mar', 'Wed 11 Mar', 'Thu 12 Mar', 'Fri 13 Mar']);
    await press('t');
    await shows(WEEK);
    await visit().focus();
    await press('ArrowRight');
    await press('1');
    // Back on the day and the doctor where the focus was.
    await shows(['Dr. Ana Ruiz', 'Dr. Ben Osei']);
    await expect.poll(() => asked('day')).toBe('2026-03-04');
    await page.getByRole('gridcell', { name: 'Free at 10:00, Dr. Ben Osei. Enter books.' }).waitFor();
  });

  it('is chosen with the mouse on a wide dark screen, where a visit is dragged to another day', async () => {
    await open({ size: WIDE_SIZE, scheme: 'dark' });
    await page.getByRole('button', { name: /^Views/ }).click();
    await page.getByText('Week', { exact: true }).click();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByLabel('Whose days').selectOption('Dr. Ben Osei');
    await visit().waitFor();
    // From a day to all of it and from a doctor to the week, by what their heads offer.
    await page.getByRole('button', { name: 'What can be done with Thu 5 Mar' }).click();
    await page.getByRole('menuitem', { name: 'Show all doctors of this day' }).click();
    await shows(['Dr. Ana Ruiz', 'Dr. Ben Osei']);
    await page.getByRole('button', { name: 'What can be done with Dr. Ben Osei’s day' }).click();
    await page.getByRole('menuitem', { name: 'Show the week' }).click();
    await shows(WEEK);
    await visit().waitFor();
    // Measured where it stays.
    await visit().hover({ trial: true });
    const from = await visit().boundingBox();
    const to = await day('Wed 4 Mar').boundingBox();
    if (from === null || to === null) throw new Error('not drawn');
    await page.mouse.move(from.x + 40, from.y + 10);
    await page.mouse.down();
    await page.mouse.move(from.x + 40, from.y + 20);
    await page.mouse.move(to.x + 40, from.y + 10, { steps: 4 });
    await page.mouse.up();
    await page.getByText(/Maria Lopez is at Wed 4 Mar, 10:00 now/).waitFor();
    expect(await startsAt()).toBe(wall('10:00', '2026-03-04'));
    expect(await axeProblems(page)).toEqual([]);
  });
});

describe('three days', () => {
  it('open by a link, keep what happens on another screen in sight, and are saved on a key', async () => {
    await open({ path: `/board?days=3&of=${clinic.cast.doctor}&day=2026-03-04` });
    await shows(['Wed 4 Mar', 'Thu 5 Mar', 'Fri 6 Mar']);
    await book(clinic, { patientId: clinic.cast.otherPatient, startsAt: wall('11:00', '2026-03-05') });
    await day('Thu 5 Mar')
      .getByRole('gridcell', { name: /Noah Weber/ })
      .waitFor();
    await press('Shift+F7');
    await page.getByLabel('Name of the view on F7').fill('Ruiz, three days');
    await press('Enter');
    await page.getByText('Three days · 15 min').waitFor();
    await press('Escape');
    await press('1');
    await shows(['Dr. Ana Ruiz', 'Dr. Ben Osei']);
    await press('F7');
    await shows(['Wed 4 Mar', 'Thu 5 Mar', 'Fri 6 Mar']);
  });
});

import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AppointmentDto } from '../../shared/contracts/appointments.ts';
import type { AppointmentId, RoomId } from '../../shared/ids.ts';
import { launchChromium } from '../support/browser.ts';
import { insertPatient, insertSpecialization } from '../support/factories.ts';
import { drag, EVERY_WAY, type Hands, handsOn, middleOf, walkTo } from '../support/hands.ts';
import { screenOf } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { book, newRequestId, rowOf, wall } from '../support/visits.ts';
import { misfits } from '../support/walk-screens.ts';

/** Tuesday 3 March 2026, 08:30 at the clinic; the doctors work on weekdays from 09:00 to 17:00. */
const NOW = '2026-03-03T07:30:00Z';
const TODAY = '2026-03-03';
const TOMORROW = '2026-03-04';
const BOTH = ['Dr. Ana Ruiz', 'Dr. Ben Osei'];

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

describe.each(EVERY_WAY)('the board by $way at $at', ({ way, size }) => {
  let clinic: ListeningClinic;
  let page: Page;
  let hands: Hands;
  let linked: AppointmentDto;
  let lab: RoomId;
  beforeAll(async () => {
    clinic = await listen({ now: NOW, settings: { isOverbookingAllowed: true } });
    await clinic.db.transact(({ q }) => insertSpecialization(q, 'Cardiology', [clinic.cast.otherDoctor]));
    const admin = clinic.call(clinic.actors.admin).clinic;
    ({ id: lab } = await admin.createRoom({ name: 'Lab', requestId: newRequestId() }));
    linked = await visitOf('Linked', '09:00', { day: TOMORROW, urgency: 'high' });
    const path = `/board?day=${TOMORROW}&doctor=${clinic.cast.doctor}&visit=${linked.id}`;
    page = await screenOf(browser, { clinic, who: 'reception' }, { path, size });
    hands = await handsOn(page, way);
    await page.getByText('In sync').waitFor();
  });
  afterEach(() => hands.haveDoneIt());
  afterAll(async () => {
    await page.context().close();
    await clinic.close();
  });

  async function visitOf(
    familyName: string,
    time: string,
    { day = TODAY, ...over }: { day?: string } & Partial<Parameters<typeof book>[1]> = {},
  ): Promise<AppointmentDto> {
    const patientId = await clinic.db.transact(({ q }) => insertPatient(q, { givenName: 'Ida', familyName }));
    return await book(clinic, { patientId, startsAt: wall(time, day), ...over });
  }
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  const click = (name: string | RegExp) => button(name).click();
  const block = ({ id }: { id: string }) => page.locator(`[data-event="${id}"]`);
  const column = (name: string) => page.getByRole('row', { name });
  const dialog = () => page.getByRole('dialog');
  const asked = (name: string) => new URL(page.url()).searchParams.get(name);
  const titles = () => page.locator('[data-column]').evaluateAll((all) => all.map((one) => one.ariaLabel));
  async function shows(names: readonly string[]): Promise<void> {
    await column(names.at(-1) ?? '').waitFor();
    await expect.poll(titles).toEqual(names);
  }
  const placeOf = async (id: AppointmentId) => {
    const { doctorId, startsAt, endsAt } = await rowOf(clinic, id);
    return { doctorId, startsAt, endsAt };
  };
  const at = (from: string, until: string, { doctorId = clinic.cast.doctor, day = TODAY } = {}) => ({
    doctorId,
    startsAt: wall(from, day),
    endsAt: wall(until, day),
  });
  const kept = async () =>
    (await clinic.call(clinic.actors.reception).drafts.list({})).items.map((draft) => draft.name);
  /** Into the hand by the keys of the board, carried and let go. */
  async function carry(visit: { id: string }, ...keys: string[]): Promise<void> {
    await walkTo(page, block(visit));
    await press('p');
    await page.getByText(/^In hand/).waitFor({ state: 'attached' });
    await press(...keys, 'Enter');
  }
  /** As the wheel does, until it lies in the middle, and measured where it stays. */
  async function turnTo(visit: { id: string }): Promise<void> {
    const grid = page.getByRole('grid');
    for (let hour = 0; hour < 12 && !(await block(visit).isVisible()); hour++)
      await grid.evaluate((day) => day.scrollBy(0, 120));
    await block(visit).evaluate((drawn) => drawn.scrollIntoView({ block: 'center' }));
    await block(visit).hover({ trial: true });
  }
  /** The same with the mouse: half an hour is as high as the visit. */
  async function pull(visit: { id: string }, by: { halves: number; to?: Locator; isEdge?: boolean }) {
    await turnTo(visit);
    const from = await middleOf(block(visit));
    const y = by.isEdge === true ? from.y + from.height / 2 - 3 : from.y;
    const x = by.to === undefined ? from.x : (await middleOf(by.to)).x;
    await drag(page, { x: from.x, y }, { x, y: y + by.halves * from.height });
  }
  const panel = (name: RegExp) => page.getByRole('dialog', { name });
  async function views(word: string): Promise<void> {
    await click(/^Views/);
    await panel(/^Views/)
      .getByRole('radiogroup')
      .getByText(word, { exact: true })
      .click();
    await panel(/^Views/)
      .getByRole('button', { name: 'Close' })
      .click();
  }
  const columns = (word: string) =>
    hands.by({
      keys: async () => {
        await press('o');
        await page.locator('[role=dialog] input[type=radio]:focus').waitFor({ state: 'attached' });
        await hands.choose(page.getByRole('radio', { name: word }));
        await press('Escape');
        await panel(/^Views/).waitFor({ state: 'hidden' });
      },
      mouse: () => views(word),
    });
  /** Nothing is filtered out any more. */
  const showAll = () =>
    hands.by({
      keys: () => press('Escape', '0'),
      mouse: async () => {
        await click(/^Filters/);
        await panel(/^Filters/)
          .getByRole('button', { name: /^Show all/ })
          .click();
        await panel(/^Filters/)
          .getByRole('button', { name: 'Close' })
          .click();
      },
    });
  /** What was done last is taken back: by the key, or by the button that says so. */
  const takeBack = () =>
    hands.by({ keys: () => press('Control+z'), mouse: () => button('Undo').last().click() });

  it('a link leads to a day, a doctor and a visit, and all is shown again', async () => {
    await dialog().getByText('Ida Linked').waitFor();
    await shows(['Dr. Ana Ruiz']);
    await page.getByRole('heading', { name: 'Wednesday 4 March' }).waitFor();
    await hands.by({
      keys: () => press('Escape'),
      mouse: () => dialog().getByRole('button', { name: 'Close' }).click(),
    });
    await dialog().waitFor({ state: 'detached' });
    await expect.poll(() => asked('visit')).toBe(null);
    await showAll();
    await shows(BOTH);
  });

  it('the days and the columns are chosen', async () => {
    const heading = (name: string) => page.getByRole('heading', { name }).waitFor();
    await hands.by({ keys: () => press('t'), mouse: () => click('Today') });
    await heading('Tuesday 3 March');
    await hands.by({ keys: () => press('Shift+ArrowRight'), mouse: () => click('Next day') });
    await heading('Wednesday 4 March');
    await hands.by({ keys: () => press('Shift+ArrowLeft'), mouse: () => click('Previous day') });
    await heading('Tuesday 3 March');
    await hands.by({ keys: () => press('3'), mouse: () => views('Three days') });
    await shows(['Tue 3 Mar', 'Wed 4 Mar', 'Thu 5 Mar']);
    await hands.by({ keys: () => press('7'), mouse: () => views('Week') });
    await shows(['Mon 2 Mar', 'Tue 3 Mar', 'Wed 4 Mar', 'Thu 5 Mar', 'Fri 6 Mar']);
    expect(await misfits(page)).toEqual([]);
    await hands.by({ keys: () => press('1'), mouse: () => views('One day') });
    await shows(BOTH);
    await columns('Rooms');
    await shows(['Lab', 'Room 1']);
    await columns('Specializations');
    await shows(['Dr. Ben Osei, Cardiology', 'Dr. Ana Ruiz, No specialization']);
    await columns('Doctors');
    await shows(BOTH);
    expect(await misfits(page)).toEqual([]);
  });

  it('the raster is finer and coarser', async () => {
    const visit = await visitOf('Zoomed', '09:00');
    const height = async () => Math.round((await block(visit).boundingBox())?.height ?? 0);
    await block(visit).waitFor();
    const before = await height();
    const by = (key: string, name: string) => hands.by({ keys: () => press(key), mouse: () => click(name) });
    await by('+', 'Fewer minutes a row');
    await page.getByText('10 min', { exact: true }).waitFor();
    await expect.poll(height).toBeGreaterThan(before);
    await by('-', 'More minutes a row');
    await page.getByText('15 min', { exact: true }).waitFor();
    await expect.poll(height).toBe(before);
  });

  it('the day is narrowed down to a mark and a doctor, saved on a key, and shown by it', async () => {
    const urgent = await visitOf('Urgent', '10:00', { urgency: 'high' });
    const other = await visitOf('Other', '10:30', { doctorId: clinic.cast.otherDoctor });
    const filters = panel(/^Filters/);
    await hands.by({ keys: () => press('s'), mouse: () => click(/^Filters/) });
    await hands.choose(filters.getByLabel('High urgency'));
    await expect.poll(() => asked('marks')).toBe('["urgent"]');
    await expect.poll(() => block(other).innerText()).toBe('');
    expect(await block(urgent).innerText()).toContain('Urgent');
    const doctor = filters.getByRole('combobox', { name: 'Doctor' });
    const ben = page.getByRole('option', { name: 'Dr. Ben Osei' });
    await hands.by({
      keys: async () => {
        await hands.write(doctor, 'Ben');
        await ben.waitFor();
        await press('ArrowDown', 'Enter', 'Escape');
      },
      mouse: async () => {
        await doctor.click();
        await ben.click();
        await filters.getByRole('button', { name: 'Close' }).click();
      },
    });
    await filters.waitFor({ state: 'hidden' });
    await shows(['Dr. Ben Osei']);

    const saved = panel(/^Views/);
    const name = saved.getByLabel('Name of the view on F4');
    await hands.by({
      keys: async () => {
        await press('Shift+F4');
        await saved.locator('input:focus').waitFor();
        await page.keyboard.type('Ben, urgent');
        await press('Enter');
      },
      mouse: async () => {
        await click(/^Views/);
        await saved.getByRole('button', { name: 'Save here, on F4' }).click();
        await hands.write(name, 'Ben, urgent');
        await saved.getByRole('button', { name: 'Save', exact: true }).click();
      },
    });
    await saved.getByRole('button', { name: /^Ben, urgent/ }).waitFor();
    await hands.by({
      keys: () => press('Escape'),
      mouse: () => saved.getByRole('button', { name: 'Close' }).click(),
    });
    await saved.waitFor({ state: 'hidden' });
    await showAll();
    await shows(BOTH);
    await hands.by({
      keys: () => press('F4'),
      mouse: async () => {
        await click(/^Views/);
        await saved.getByRole('button', { name: /^Ben, urgent/ }).click();
      },
    });
    await shows(['Dr. Ben Osei']);
    await expect.poll(() => asked('marks')).toBe('["urgent"]');
    await expect.poll(kept).toContain('own:board-view-f4');
    await showAll();
    await shows(BOTH);
  });

  it('a visit is carried to another time and doctor, made longer, and taken back act by act', async () => {
    const visit = await visitOf('Carried', '11:00');
    const { otherDoctor } = clinic.cast;
    await hands.by({
      keys: () => carry(visit, 'ArrowDown', 'ArrowDown'),
      mouse: () => pull(visit, { halves: 1 }),
    });
    await page.getByText(/Ida Carried is at .*11:30 now/).waitFor();
    expect(await placeOf(visit.id)).toEqual(at('11:30', '12:00'));
    await hands.by({
      keys: () => carry(visit, 'ArrowRight'),
      mouse: () => pull(visit, { halves: 0, to: column('Dr. Ben Osei') }),
    });
    await column('Dr. Ben Osei').locator(block(visit)).waitFor();
    await expect.poll(() => placeOf(visit.id)).toEqual(at('11:30', '12:00', { doctorId: otherDoctor }));
    await hands.by({
      keys: () => carry(visit, 'Shift+ArrowDown', 'Shift+ArrowDown'),
      mouse: () => pull(visit, { halves: 1, isEdge: true }),
    });
    await expect.poll(() => placeOf(visit.id)).toEqual(at('11:30', '12:30', { doctorId: otherDoctor }));
    await takeBack();
    await expect.poll(() => placeOf(visit.id)).toEqual(at('11:30', '12:00', { doctorId: otherDoctor }));
    // By the key the acts before it go back, too.
    if (hands.way === 'mouse') return;
    await press('Control+z');
    await expect.poll(() => placeOf(visit.id)).toEqual(at('11:30', '12:00'));
    await press('Control+z');
    await expect.poll(() => placeOf(visit.id)).toEqual(at('11:00', '11:30'));
  });

  it('a visit is carried to another day', async () => {
    const visit = await visitOf('Days', '12:30');
    await block(visit).waitFor();
    await hands.by({
      keys: async () => {
        await walkTo(page, block(visit));
        await press('7');
      },
      mouse: async () => {
        await click('What can be done with Dr. Ana Ruiz’s day');
        await page.getByRole('menuitem', { name: 'Show the week' }).click();
      },
    });
    await column('Fri 6 Mar').waitFor();
    await block(visit).waitFor();
    await hands.by({
      keys: () => carry(visit, 'ArrowRight', 'ArrowRight'),
      mouse: () => pull(visit, { halves: 0, to: column('Thu 5 Mar') }),
    });
    await page.getByText(/Ida Days is at Thu 5 Mar, 12:30 now/).waitFor();
    expect(await placeOf(visit.id)).toEqual(at('12:30', '13:00', { day: '2026-03-05' }));
    await takeBack();
    await expect.poll(() => placeOf(visit.id)).toEqual(at('12:30', '13:00'));
    await column('Tue 3 Mar').locator(block(visit)).waitFor();
    await hands.by({
      keys: () => press('1'),
      mouse: async () => {
        await click('What can be done with Tue 3 Mar');
        await page.getByRole('menuitem', { name: 'Show all doctors of this day' }).click();
      },
    });
    await shows(BOTH);
    await page.getByRole('heading', { name: 'Tuesday 3 March' }).waitFor();
  });

  it('a visit is carried into another room', async () => {
    const visit = await visitOf('Roomed', '15:30', { doctorId: clinic.cast.otherDoctor });
    await columns('Rooms');
    await column('No room').waitFor();
    await hands.by({
      keys: () => carry(visit, 'ArrowLeft', 'ArrowLeft'),
      mouse: () => pull(visit, { halves: 0, to: column('Lab') }),
    });
    await column('Lab').locator(block(visit)).waitFor();
    expect((await rowOf(clinic, visit.id)).roomId).toBe(lab);
    await columns('Doctors');
    await shows(BOTH);
  });

  it('a visit is parked on the pinboard, and placed from it', async () => {
    const visit = await visitOf('Parked', '13:00');
    const pinboard = page.getByRole('region', { name: 'Pinboard' });
    const card = pinboard.getByRole('button', { name: /^Parked, Ida/ });
    await hands.by({
      keys: async () => {
        await walkTo(page, block(visit));
        await press('k');
      },
      mouse: async () => {
        await turnTo(visit);
        const from = await middleOf(block(visit));
        await page.mouse.move(from.x, from.y);
        await page.mouse.down();
        await page.mouse.move(from.x + 8, from.y + 8);
        const strip = await middleOf(pinboard);
        await page.mouse.move(strip.x, strip.y, { steps: 4 });
        await page.mouse.up();
      },
    });
    await card.waitFor();
    expect(await misfits(page)).toEqual([]);
    const pins = async () => (await clinic.call(clinic.actors.reception).pins.list({})).items.length;
    await expect.poll(pins).toBe(1);
    expect(await placeOf(visit.id)).toEqual(at('13:00', '13:30'));
    await hands.by({
      keys: async () => {
        await press('j', 'Enter');
        await page.getByText(/^In hand: .*13:00/).waitFor({ state: 'attached' });
        await press('ArrowRight', 'Enter');
      },
      mouse: async () => {
        const there = { x: (await middleOf(column('Dr. Ben Osei'))).x, y: (await middleOf(block(visit))).y };
        await drag(page, await middleOf(card), there);
      },
    });
    await card.waitFor({ state: 'detached' });
    await column('Dr. Ben Osei').locator(block(visit)).waitFor();
    expect((await placeOf(visit.id)).doctorId).toBe(clinic.cast.otherDoctor);
    expect(await pins()).toBe(0);
  });

  it('a time that is taken refuses with the rule and times near it, and is taken over with a reason', async () => {
    const visit = await visitOf('Refused', '14:00');
    await visitOf('Standing', '15:00');
    const onto = () =>
      hands.by({
        keys: () => carry(visit, 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown'),
        mouse: () => pull(visit, { halves: 2 }),
      });
    await onto();
    const refusal = dialog().getByRole('alert');
    await refusal.getByText('This time is taken, booked by').waitFor();
    const near = dialog().getByRole('group', { name: 'Free near it:' });
    const buttons = await dialog().locator('footer').boundingBox();
    expect((buttons?.y ?? 0) + (buttons?.height ?? 0)).toBeLessThanOrEqual(size.height);
    expect(await misfits(page)).toEqual([]);
    await hands.pressAmong(near, near.getByRole('button', { name: '14:30' }));
    await hands.press(dialog().getByRole('button', { name: /^Move to .*14:30/ }));
    await dialog().waitFor({ state: 'detached' });
    expect(await placeOf(visit.id)).toEqual(at('14:30', '15:00'));

    await hands.by({
      keys: () => carry(visit, 'ArrowDown', 'ArrowDown'),
      mouse: () => pull(visit, { halves: 1 }),
    });
    await hands.write(dialog().getByLabel('Move anyway, because'), 'Sisters come together');
    await hands.press(dialog().getByRole('button', { name: 'Move anyway' }));
    await dialog().waitFor({ state: 'detached' });
    expect(await placeOf(visit.id)).toEqual(at('15:00', '15:30'));
    expect(await rowOf(clinic, visit.id)).toMatchObject({ isOverride: 1 });
  });
});

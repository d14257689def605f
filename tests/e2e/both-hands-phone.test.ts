import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AppointmentDto } from '../../shared/contracts/appointments.ts';
import type { PatientId } from '../../shared/ids.ts';
import { launchChromium } from '../support/browser.ts';
import { insertPatient, insertType } from '../support/factories.ts';
import { drag, EVERY_WAY, goTo, type Hands, handsOn, middleOf, walkTo } from '../support/hands.ts';
import { openScreen } from '../support/screen.ts';
import { screenOf } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { book, newRequestId, rowOf, wall } from '../support/visits.ts';
import { misfits } from '../support/walk-screens.ts';

/** Monday 2 March 2026, 08:30 at the clinic; the doctors work on weekdays from 09:00 to 17:00. */
const NOW = '2026-03-02T07:30:00Z';
const TODAY = '2026-03-02';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

describe.each(EVERY_WAY)('a call by $way at $at', ({ way, size }) => {
  let clinic: ListeningClinic;
  let page: Page;
  let hands: Hands;
  let john: PatientId;
  beforeAll(async () => {
    clinic = await listen({ now: NOW, settings: { isOverbookingAllowed: true } });
    const { doctor, otherDoctor } = clinic.cast;
    const phone = '+1 555 010-7777';
    const [smith, wife] = await clinic.db.transact(async ({ q }) => {
      await insertType(q, { name: 'Follow-up', doctorIds: [doctor, otherDoctor], color: 'violet' });
      const household = { familyName: 'Smith', phone };
      return [
        await insertPatient(q, { ...household, givenName: 'John', birthDate: '1992-06-25' }),
        await insertPatient(q, { ...household, givenName: 'Mary', birthDate: '1993-11-20' }),
      ] as const;
    });
    john = smith;
    await book(clinic, { patientId: wife, doctorId: otherDoctor, startsAt: wall('16:00', TODAY) });
    page = await screenOf(browser, { clinic, who: 'reception' }, { path: '/board', size });
    hands = await handsOn(page, way);
    await page.getByText('In sync').waitFor();
    await page.getByRole('grid').waitFor();
  });
  afterEach(() => hands.haveDoneIt());
  afterAll(async () => {
    await page.context().close();
    await clinic.close();
  });

  const desk = () => clinic.call(clinic.actors.reception);
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  const block = ({ id }: { id: string }) => page.locator(`[data-event="${id}"]`);
  const dialog = () => page.getByRole('dialog');
  const takeBack = () =>
    hands.by({ keys: () => press('Control+z'), mouse: () => button('Undo').last().click() });
  const someone = (familyName: string) =>
    clinic.db.transact(({ q }) => insertPatient(q, { givenName: 'Ida', familyName }));
  /** Whatever the patient has ahead, the earliest first. */
  async function visitsOf(patientId: PatientId): Promise<AppointmentDto[]> {
    const { items } = await desk().appointments.listForPatient({ patientId, limit: 100 });
    return items.filter(({ status }) => status === 'booked').toReversed();
  }
  const starts = async (patientId: PatientId) => (await visitsOf(patientId)).map(({ startsAt }) => startsAt);

  /** A point of Dr. Ruiz's day, turned to as the wheel does. */
  async function freeAt(time: string): Promise<{ x: number; y: number }> {
    const label = page.getByRole('grid').getByText(time, { exact: true }).first();
    await label.evaluate((hour) => hour.scrollIntoView({ block: 'center' }));
    const { x } = await middleOf(page.getByRole('row', { name: 'Dr. Ana Ruiz' }));
    return { x, y: (await middleOf(label)).y + 14 };
  }

  const line = () => page.getByRole('combobox', { name: 'Who, what and when' });
  const choices = () => page.getByRole('option').filter({ hasText: /\d\d:\d\d/ });
  /** The line with these words, as soon as all of its answer is drawn. */
  async function ask(words: string): Promise<void> {
    await hands.by({ keys: () => press('Control+k'), mouse: () => button(/^Book/).first().click() });
    await line().and(page.locator(':focus')).waitFor();
    await page.keyboard.type(words);
    await page.locator('[role=listbox][aria-busy=false] [role=option]').first().waitFor();
  }
  it('is booked by one line out of three ready choices, and taken back', async () => {
    await ask('smith john follow 2w am');
    await choices().nth(2).waitFor();
    expect(await choices().count()).toBe(3);
    await page.getByText('Same phone, today').waitFor();
    await page.getByText(/16:00/).first().waitFor();
    expect(await misfits(page)).toEqual([]);
    await hands.by({ keys: () => press('Enter'), mouse: () => choices().first().click() });
    await page.getByText(/^Booked: John Smith/).waitFor();
    expect(await visitsOf(john)).toMatchObject([
      { type: { name: 'Follow-up' }, startsAt: wall('09:00', '2026-03-16') },
    ]);
    await line().waitFor({ state: 'detached' });
    await takeBack();
    await expect.poll(() => visitsOf(john)).toEqual([]);
  });

  it.each(['25 jun 1992', '25. Juni 1992', '25.6.1992', '1992-06-25'])(
    'finds the patient by a birth date: %s',
    async (written) => {
      await ask(`${written} fri`);
      await page.getByRole('list', { name: 'Understood as' }).getByText('John Smith').waitFor();
      await choices().filter({ hasText: 'Fri 6 Mar' }).first().waitFor();
      await hands.by({ keys: () => press('Control+a', 'Backspace', 'Escape'), mouse: emptyLine });
      await line().waitFor({ state: 'detached' });
    },
  );
  async function emptyLine(): Promise<void> {
    await line().click({ clickCount: 3 });
    await press('Backspace');
    await page.mouse.click(20, size.height / 2);
  }

  it('registers whoever is new, and goes on with them', async () => {
    await ask('quill, zoe');
    const register = page.getByRole('option', { name: /^Nobody found\. Register/ });
    await hands.by({ keys: () => press('Enter'), mouse: () => register.click() });
    await hands.write(page.getByLabel('Birth date'), '6. Oktober 2014');
    await page.getByText('6 Oct 2014, 11 years old').waitFor();
    expect(await misfits(page)).toEqual([]);
    await hands.by({ keys: () => press('Enter'), mouse: () => button('Register').click() });
    await choices().first().waitFor();
    await page.locator('[role=listbox][aria-busy=false]').waitFor();
    await hands.by({ keys: () => press('Enter'), mouse: () => choices().first().click() });
    await page.getByText(/^Booked: Zoe Quill/).waitFor();
    const [zoe] = (await desk().patients.find({ query: 'quill' })).items;
    expect(zoe).toMatchObject({ givenName: 'Zoe', birthDate: '2014-10-06' });
    expect(await visitsOf(zoe?.id ?? john)).toHaveLength(1);
    await line().waitFor({ state: 'detached' });
  });

  it('holds the time that is chosen, which another desk sees, and lets it go', async () => {
    const other = await openScreen(clinic.url, clinic.tokens.reception);
    const held = () => other.held.slots.map(({ startsAt }) => startsAt);
    await ask('smith john today 11:00 ana');
    await expect.poll(held).toEqual([wall('11:00', TODAY)]);
    await hands.by({ keys: () => press('Control+a', 'Backspace', 'Escape'), mouse: emptyLine });
    await expect.poll(held).toEqual([]);

    await hands.by({
      keys: () => press('b'),
      mouse: () => button('Book').click(),
    });
    const patient = page.getByRole('combobox', { name: 'Patient' });
    await patient.and(page.locator(':focus')).waitFor();
    await hands.pick(page.getByLabel('Doctor', { exact: true }), 'Dr. Ana Ruiz');
    await page.getByLabel('Time', { exact: true }).fill('12:00');
    await expect.poll(held).toEqual([wall('12:00', TODAY)]);
    await hands.by({
      keys: () => press('Escape'),
      mouse: () => dialog().getByRole('button', { name: 'Cancel' }).click(),
    });
    await dialog().waitFor({ state: 'detached' });
    await expect.poll(held).toEqual([]);
    other.close();
  });

  it('is booked from a free time of the board, and over the hours with a reason', async () => {
    const patientId = await someone('Board');
    await hands.by({
      keys: async () => {
        await press('Escape');
        await page.locator('[role="gridcell"]:focus').waitFor();
        await press('Home', 'PageDown', 'PageDown', 'Enter');
      },
      mouse: async () => {
        const free = await freeAt('11:00');
        await page.mouse.click(free.x, free.y);
      },
    });
    const patient = page.getByRole('combobox', { name: 'Patient' });
    await patient.and(page.locator(':focus')).waitFor();
    await page.keyboard.type('board');
    const found = page.getByRole('option').filter({ hasText: 'Board, Ida' });
    await found.waitFor();
    await hands.by({ keys: () => press('Enter'), mouse: () => found.click() });
    await patient.waitFor({ state: 'detached' });
    await expect.poll(() => page.getByLabel('Time', { exact: true }).inputValue()).toBe('11:00');
    await page.getByLabel('Time', { exact: true }).fill('17:15');
    await hands.press(dialog().getByRole('button', { name: 'Book 17:15' }));
    await dialog().getByRole('alert').waitFor();
    expect(await misfits(page)).toEqual([]);
    await hands.write(dialog().getByLabel('Book anyway, because'), 'Came with a fever');
    await hands.press(dialog().getByRole('button', { name: 'Book anyway' }));
    await dialog().waitFor({ state: 'detached' });
    const [visit] = await visitsOf(patientId);
    expect(visit).toMatchObject({ startsAt: wall('17:15', TODAY), isOverride: true });
  });

  it('puts somebody on the waitlist, whose wish is changed, and who is offered what is called off', async () => {
    const visit = await book(clinic, { patientId: await someone('Goes'), startsAt: wall('10:00', TODAY) });
    await ask('lopez maria');
    const wait = page.getByRole('option', { name: 'Put Maria Lopez on the waitlist' });
    await hands.by({
      keys: async () => {
        while ((await wait.getAttribute('aria-selected')) !== 'true') await press('ArrowDown');
        await press('Enter');
      },
      mouse: () => wait.click(),
    });
    await dialog().getByText('Maria Lopez').waitFor();
    expect(await misfits(page)).toEqual([]);
    await hands.press(dialog().getByRole('button', { name: 'Put on the waitlist' }));
    await dialog().waitFor({ state: 'detached' });
    const waiting = async () => (await desk().waitlist.list({})).items;
    expect(await waiting()).toMatchObject([{ state: 'waiting', note: '' }]);
    await hands.press(button('Change'));
    await hands.write(dialog().getByLabel('Note for the desk'), 'Calls back');
    await hands.by({
      keys: () => press('Enter'),
      mouse: () => dialog().getByRole('button', { name: 'Save' }).click(),
    });
    await dialog().waitFor({ state: 'detached' });
    expect(await waiting()).toMatchObject([{ note: 'Calls back' }]);

    await goTo(page, hands, 'Day board');
    await hands.by({
      keys: async () => {
        await walkTo(page, block(visit));
        await press('c');
        await dialog().locator('input[type="radio"]:focus').waitFor();
        await press('Enter');
      },
      mouse: async () => {
        await block(visit).click({ button: 'right' });
        await page.getByRole('menuitem', { name: /^Cancel the visit/ }).click();
        await dialog().getByRole('button', { name: 'Cancel the visit' }).click();
      },
    });
    await page.getByText('1 person on the waitlist could come.').waitFor();
    await hands.press(button('Show who'));
    await hands.press(button('Offer to the one who fits'));
    await page.getByText(/^Offered to 1 patient until/).waitFor();
    const own = clinic.call(clinic.actors.patient).waitlist;
    const id = (await own.listOwnOffers({})).items[0]?.id;
    if (id === undefined) throw new Error('not asked');
    await own.accept({ id, requestId: newRequestId() });
    await page.getByText('Nobody here').waitFor();
    expect(await starts(clinic.cast.patient)).toEqual([wall('10:00', TODAY)]);
  });

  it('brings somebody who is due from the recall list over the pinboard into the book', async () => {
    const patientId = await someone('Due');
    const { type: appointmentTypeId, doctor: doctorId } = clinic.cast;
    const recall = { patientId, appointmentTypeId, doctorId, dueInMonths: 1, requestId: newRequestId() };
    const { id, version } = await desk().recalls.add(recall);
    await goTo(page, hands, 'Recalls');
    const row = page.getByRole('row', { name: 'Due, Ida' });
    await row.waitFor();
    expect(await misfits(page)).toEqual([]);
    await hands.by({
      keys: async () => {
        await press('ArrowDown');
        await row.locator(':focus').waitFor();
        await press('2');
      },
      mouse: async () => {
        await button('Log a contact with Ida Due').click();
        await page.getByRole('menuitem', { name: 'No answer' }).click();
      },
    });
    await row.getByText('Contacted').waitFor();
    await hands.by({
      keys: () => press('p'),
      mouse: () => button('Ida Due to the pinboard of the day board').click(),
    });
    await page.getByText('Ida Due is on the pinboard of the day board.').waitFor();
    await goTo(page, hands, 'Day board');
    const card = page.getByRole('region', { name: 'Pinboard' }).getByRole('button', { name: /^Due, Ida/ });
    await card.waitFor();
    await hands.by({
      keys: async () => {
        await press('j', 'Enter');
        const inHand = page.getByText(/^In hand/);
        await inHand.waitFor({ state: 'attached' });
        while (!(await inHand.textContent())?.includes('12:00 –')) await press('ArrowDown');
        await press('Enter');
      },
      mouse: async () => {
        const there = await freeAt('12:00');
        await drag(page, await middleOf(card), there);
      },
    });
    await dialog().getByText('Ida Due').waitFor();
    await hands.press(dialog().getByRole('button', { name: /^Book \d/ }));
    await card.waitFor({ state: 'detached' });
    expect(await visitsOf(patientId)).toHaveLength(1);
    expect((await desk().recalls.list({ state: 'booked' })).items).toMatchObject([{ id, contactCount: 1 }]);
    expect(version).toBe(1);
  });

  it('is a visit that repeats: looked over and booked, one and the following moved, all cancelled', async () => {
    const patientId = await someone('Weekly');
    await book(clinic, { patientId: clinic.cast.otherPatient, startsAt: wall('14:00', '2026-03-09') });
    await hands.by({ keys: () => press('b'), mouse: () => button('Book').click() });
    const patient = page.getByRole('combobox', { name: 'Patient' });
    await patient.and(page.locator(':focus')).waitFor();
    await page.keyboard.type('weekly');
    const found = page.getByRole('option').filter({ hasText: 'Weekly, Ida' });
    await found.waitFor();
    await hands.by({ keys: () => press('Enter'), mouse: () => found.click() });
    await patient.waitFor({ state: 'detached' });
    await hands.pick(dialog().getByLabel('Doctor', { exact: true }), 'Dr. Ana Ruiz');
    await dialog().getByLabel('Time', { exact: true }).fill('14:00');
    await hands.choose(dialog().getByLabel('Repeat'));
    await hands.write(dialog().getByLabel('Number of visits'), '4');
    await dialog().getByText('4 dates: 1 does not fit').waitFor();
    expect(await misfits(page)).toEqual([]);
    await hands.press(dialog().getByRole('button', { name: /^Leave out: .*9 Mar/ }));
    await hands.press(dialog().getByRole('button', { name: 'Book 3 visits' }));
    await dialog().waitFor({ state: 'detached' });
    expect(await starts(patientId)).toEqual([
      wall('14:00', TODAY),
      wall('14:00', '2026-03-16'),
      wall('14:00', '2026-03-23'),
    ]);

    const [first] = await visitsOf(patientId);
    if (first === undefined) throw new Error('not booked');
    await move(first, 'Only this one', '14:30');
    await expect.poll(async () => (await starts(patientId))[0]).toBe(wall('14:30', TODAY));
    await move(first, 'This and the following', '15:00');
    await expect
      .poll(() => starts(patientId))
      .toEqual([wall('15:00', TODAY), wall('14:30', '2026-03-16'), wall('14:30', '2026-03-23')]);
    await hands.by({
      keys: async () => {
        await walkTo(page, block(first));
        await press('c');
      },
      mouse: async () => {
        await block(first).click({ button: 'right' });
        await page.getByRole('menuitem', { name: /^Cancel the visit/ }).click();
      },
    });
    await hands.choose(dialog().getByRole('radio', { name: /^All still to come/ }));
    await dialog().getByText('These are cancelled:').waitFor();
    await hands.press(dialog().getByRole('button', { name: 'Cancel 3 visits' }));
    await dialog().waitFor({ state: 'detached' });
    expect(await visitsOf(patientId)).toEqual([]);
    expect((await rowOf(clinic, first.id)).status).toBe('cancelled');
  });
  async function move(visit: AppointmentDto, which: string, time: string): Promise<void> {
    await hands.by({
      keys: async () => {
        await walkTo(page, block(visit));
        await press('m');
      },
      mouse: async () => {
        await block(visit).click({ button: 'right' });
        await page.getByRole('menuitem', { name: /^Move to another time/ }).click();
      },
    });
    await dialog().getByText('Which visits?').waitFor();
    await hands.choose(dialog().getByRole('radio', { name: new RegExp(`^${which}`) }));
    await dialog().getByLabel('Time', { exact: true }).fill(time);
    await hands.press(dialog().getByRole('button', { name: /^Move (to|\d+ visits)/ }));
    await dialog().waitFor({ state: 'detached' });
  }
});

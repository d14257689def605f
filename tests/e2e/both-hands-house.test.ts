import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { visitCodeOf } from '../../server/lib/visit-code.ts';
import type { AppointmentId } from '../../shared/ids.ts';
import { addMinutes, toInstant } from '../../shared/time/instant.ts';
import { launchChromium } from '../support/browser.ts';
import { insertPatient, insertVisit } from '../support/factories.ts';
import { arrowTo, EVERY_WAY, goTo, type Hands, handsOn, walkTo } from '../support/hands.ts';
import { screenOf } from '../support/screen-of.ts';
import { type ListeningClinic, listen, TEST_SEAL } from '../support/start-clinic.ts';
import { book, rowOf, wall } from '../support/visits.ts';
import { misfits } from '../support/walk-screens.ts';

/** Monday 2 March 2026, 10:00 at the clinic; the doctors work on weekdays from 09:00 to 17:00. */
const TODAY = '2026-03-02';
const TOMORROW = '2026-03-03';
const NOW = wall('10:00', TODAY);

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

describe.each(EVERY_WAY)('the house by $way at $at', ({ way, size }) => {
  let clinic: ListeningClinic;
  let page: Page;
  let hands: Hands;
  /** A screen in the hall, of nobody. */
  let hall: Page;
  let hallHands: Hands;
  beforeAll(async () => {
    clinic = await listen({ now: NOW });
    page = await screenOf(browser, { clinic, who: 'reception' }, { path: '/waiting', size });
    hall = await screenOf(browser, { clinic, who: null }, { path: '/call-screen', size });
    hands = await handsOn(page, way);
    hallHands = await handsOn(hall, way);
    await page.getByText('In sync').waitFor();
  });
  afterEach(() => {
    hands.haveDoneIt();
    hallHands.haveDoneIt();
  });
  afterAll(async () => {
    await page.context().close();
    await hall.context().close();
    await clinic.close();
  });

  const desk = () => clinic.call(clinic.actors.reception);
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  const dialog = () => page.getByRole('dialog');
  const row = (familyName: string) => page.getByRole('row').filter({ hasText: familyName });
  const block = (id: string) => page.locator(`[data-event="${id}"]`);
  const someone = (familyName: string, over: object = {}) =>
    clinic.db.transact(({ q }) => insertPatient(q, { givenName: 'Ida', familyName, ...over }));
  const statusOf = async (id: AppointmentId) => (await rowOf(clinic, id)).status;
  /** Written as it stands: a visit of this time may lie behind. */
  async function visitAt(
    familyName: string,
    time: string,
    over: Partial<Parameters<typeof insertVisit>[1]> = {},
  ) {
    const { doctor: doctorId, type: appointmentTypeId } = clinic.cast;
    const patientId = await someone(familyName);
    const base = { doctorId, patientId, appointmentTypeId, startsAt: wall(time, TODAY) };
    return await clinic.db.transact(({ q }) => insertVisit(q, { ...base, ...over }));
  }
  /** Nobody scrolls what hangs on a wall. */
  const isWhole = (on: Page) =>
    on.evaluate(() => document.documentElement.scrollHeight <= innerHeight && scrollY === 0);
  const fits = async (on = page) => expect(await misfits(on)).toEqual([]);

  it('somebody who simply came is registered and told an honest wait', async () => {
    for (const [index, minutes] of [20, 30, 40, 50, 60].entries()) {
      const startsAt = addMinutes(toInstant(NOW), -(index + 1) * 1440);
      const stamps = { arrivedAt: startsAt, withDoctorAt: startsAt, endedAt: addMinutes(startsAt, minutes) };
      await visitAt('Before', '10:00', { startsAt, ...stamps, status: 'completed' });
    }
    await book(clinic, { patientId: await someone('First'), startsAt: NOW, isWalkIn: true });
    await hands.by({ keys: () => press('w'), mouse: () => button('Walk-in').click() });
    const patient = dialog().getByRole('combobox', { name: 'Patient' });
    await patient.and(page.locator(':focus')).waitFor();
    await page.keyboard.type('lop');
    const lopez = dialog().getByRole('option', { name: /Lopez, Maria/ });
    await lopez.waitFor();
    await hands.by({ keys: () => press('Enter'), mouse: () => lopez.click() });
    await patient.waitFor({ state: 'detached' });
    await hands.write(dialog().getByLabel('Reason'), 'Fever');
    await hands.choose(dialog().getByRole('radio', { name: /Dr. Ana Ruiz/ }));
    await fits();
    await hands.press(dialog().getByRole('button', { name: /^Register to/ }));
    const slip = page.getByRole('dialog', { name: 'In the line' });
    await slip.getByText('No. 2').waitFor();
    await slip.getByText('The wait is about 30 to 50 mins. Going by 5 visits').waitFor();
    await hands.press(slip.getByRole('button', { name: 'Done' }));
    await row('Lopez').getByText('No. 2').waitFor();
    const { items } = await desk().appointments.listForPatient({ patientId: clinic.cast.patient, limit: 5 });
    expect(items).toMatchObject([{ status: 'arrived', source: 'walk_in', reason: 'Fever' }]);
  });

  it('who has waited too long is checked in and led into a room, which is cleaned', async () => {
    const id = await visitAt('Waits', '09:00', {
      status: 'arrived',
      arrivedAt: toInstant(wall('09:00', TODAY)),
      statusSince: toInstant(wall('09:00', TODAY)),
    });
    const { otherDoctor: doctorId } = clinic.cast;
    const other = await book(clinic, {
      patientId: await someone('Comes'),
      doctorId,
      startsAt: wall('10:30', TODAY),
    });
    // Whatever changes tells the list.
    await desk().appointments.setStatus({ id: other.id, status: 'arrived', expectedVersion: other.version });
    await row('Waits').getByText('too long').waitFor();
    expect(await row('Waits').textContent()).toMatch(/1 hr/);
    await fits();
    await hands.by({
      keys: async () => {
        await press('Escape');
        await page.locator('[role="row"] button:focus, tr button:focus').waitFor();
        await arrowTo(page, row('Waits').getByRole('button', { name: 'Waits, Ida' }));
        await press('i');
      },
      mouse: () => row('Waits').getByRole('button', { name: 'Ready' }).click(),
    });
    const checkIn = page.getByRole('dialog', { name: 'Check in' });
    await checkIn.getByText('No ID seen yet').waitFor();
    await fits();
    await hands.choose(checkIn.getByRole('checkbox', { name: 'Insurance seen' }));
    await hands.write(checkIn.getByLabel('Phone number of the patient'), '+1 555 222');
    await hands.write(checkIn.getByLabel('Amount of the co-pay'), '15,5');
    await hands.press(checkIn.getByRole('button', { name: /^Check in \(/ }));
    await checkIn.waitFor({ state: 'detached' });
    expect(await statusOf(id)).toBe('checked_in');
    const { checkIn: seen } = await desk().appointments.get({ id });
    expect(seen?.items).toEqual(expect.arrayContaining(['insurance', 'phone', 'copay']));
    await hands.by({
      keys: () => press('r'),
      mouse: () => row('Waits').getByRole('button', { name: 'In room' }).click(),
    });
    const rooms = page.getByRole('region', { name: 'Rooms' });
    await expect.poll(() => statusOf(id)).toBe('in_room');
    await hands.by({
      keys: () => press('d', 'f'),
      mouse: async () => {
        await row('Waits').getByRole('button', { name: 'With doctor' }).click();
        await row('Waits').getByRole('button', { name: 'Done' }).click();
      },
    });
    await expect.poll(() => statusOf(id)).toBe('completed');
    await hands.press(rooms.getByRole('button', { name: /^Room 1 To clean/ }));
    await rooms.getByRole('button', { name: /^Room 1 Free/ }).waitFor();
    await hands.by({ keys: () => press('Control+z'), mouse: () => button('Undo').last().click() });
    await hands.press(rooms.getByRole('button', { name: /^Room 1 To clean/ }));
    await rooms.getByRole('button', { name: /^Room 1 Free/ }).waitFor();
  });

  it('who is late is missed or comes after all, who cancels late is counted', async () => {
    const missed = await visitAt('Missed', '09:30');
    const { otherDoctor: doctorId } = clinic.cast;
    const comes = await visitAt('Slow', '09:50', { doctorId });
    const cancels = await book(clinic, {
      patientId: await someone('Cancels'),
      startsAt: wall('15:00', TODAY),
    });
    const late = page.getByRole('region', { name: 'Not here yet' });
    const of = (familyName: string) => late.getByRole('listitem').filter({ hasText: familyName });
    await of('Missed').getByText('30 mins late').waitFor();
    await fits();
    await hands.press(of('Missed').getByRole('button', { name: 'No-show', exact: true }));
    await expect.poll(() => statusOf(missed)).toBe('no_show');
    await hands.press(of('Slow').getByRole('button', { name: 'Arrived' }));
    await expect.poll(() => statusOf(comes)).toBe('arrived');
    await goTo(page, hands, 'Day board');
    await page.getByRole('grid').waitFor();
    await hands.by({
      keys: async () => {
        await walkTo(page, block(cancels.id));
        await press('c');
      },
      mouse: async () => {
        await page.getByRole('grid').evaluate((grid) => grid.scrollTo(0, grid.scrollHeight));
        await block(cancels.id).click({ button: 'right' });
        await page.getByRole('menuitem', { name: /^Cancel the visit/ }).click();
      },
    });
    await dialog().getByText('This counts as a late cancellation.').waitFor();
    await fits();
    await hands.press(dialog().getByRole('button', { name: 'Cancel the visit' }));
    await dialog().waitFor({ state: 'detached' });
    expect((await desk().appointments.get({ id: cancels.id })).appointment.cancel).toMatchObject({
      isLate: true,
    });
  });

  it('a call screen is paired, calls, calls again, and goes dark', async () => {
    await goTo(page, hands, 'Screens and kiosks');
    await hands.press(button('Add a screen'));
    await hands.write(dialog().getByLabel('Where it hangs'), 'Hall');
    await hands.press(dialog().getByRole('button', { name: 'Make the code' }));
    const slip = page.getByRole('dialog', { name: 'Pair this screen' });
    const code = (await slip.locator('code').textContent()) ?? '';
    await fits();
    await hallHands.write(hall.getByLabel('Code'), code);
    await hallHands.press(hall.getByRole('button', { name: 'Pair this screen' }));
    await hall.getByRole('heading', { name: 'Who is called' }).waitFor({ state: 'attached' });
    await hands.by({
      keys: () => press('Enter'),
      mouse: () => slip.getByRole('button', { name: 'Done' }).click(),
    });
    await slip.waitFor({ state: 'detached' });

    const { id, version } = await book(clinic, {
      patientId: await someone('Called'),
      startsAt: wall('12:00', TODAY),
    });
    await goTo(page, hands, 'Day board');
    await desk().appointments.setStatus({ id, status: 'checked_in', expectedVersion: version });
    await hands.by({
      keys: async () => {
        await walkTo(page, block(id));
        await press('r');
      },
      mouse: async () => {
        await block(id).click({ button: 'right' });
        await page.getByRole('menuitem', { name: /^In room/ }).click();
      },
    });
    const called = hall.getByText(/, please come to Room 1$/);
    await called.waitFor({ state: 'attached' });
    expect(await hall.locator('body').innerText()).not.toContain('Called, Ida');
    expect(await isWhole(hall)).toBe(true);
    await hands.by({
      keys: () => press('r'),
      mouse: async () => {
        await block(id).click({ button: 'right' });
        await page.getByRole('menuitem', { name: /^Call again/ }).click();
      },
    });
    await page.getByText('Ida Called is called again').waitFor();
    await hallHands.press(hall.getByRole('button', { name: 'Turn the sound off' }));
    await hall.getByRole('button', { name: 'Turn the sound on' }).waitFor();
    await goTo(page, hands, 'Screens and kiosks');
    await hands.press(button('Remove Hall'));
    await hall.getByText('The front desk has removed this screen.').waitFor();
    expect((await desk().displays.list({})).items).toEqual([]);
  });

  it('a kiosk takes a birth date, and the code of a card', async () => {
    const patientId = await someone('Kiosk', { birthDate: '1971-02-03' });
    const first = await book(clinic, { patientId, startsAt: wall('13:00', TODAY) });
    const second = await book(clinic, { patientId: await someone('Card'), startsAt: wall('13:30', TODAY) });
    const { code } = await desk().displays.add({ kind: 'kiosk', name: 'Entrance', shows: 'ticket' });
    await hall.goto(`${clinic.url}/kiosk`);
    await hallHands.write(hall.getByLabel('Code'), code);
    await hallHands.press(hall.getByRole('button', { name: 'Pair this screen' }));
    const asks = hall.getByRole('heading', { name: 'Are you here for a visit?' });
    await asks.waitFor();
    expect(await misfits(hall)).toEqual([]);
    const arrive = hall.getByRole('button', { name: 'I am here' });
    // The whole of it is in sight: nobody scrolls a kiosk.
    const box = await arrive.boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(size.height);
    await hallHands.write(hall.getByLabel('Day'), '03');
    await hallHands.write(hall.getByLabel('Month'), '02');
    await hallHands.write(hall.getByLabel('Year'), '1971');
    await hallHands.write(hall.getByLabel('The first 3 letters'), 'kio');
    await hallHands.press(arrive);
    await hall.getByRole('heading', { name: 'Thank you, we know that you are here' }).waitFor();
    expect(await statusOf(first.id)).toBe('arrived');
    await hallHands.press(hall.getByRole('button', { name: 'Done' }));
    await asks.waitFor();
    await hallHands.press(hall.getByRole('button', { name: 'I have an appointment card' }));
    await hallHands.write(
      hall.getByLabel('Code on your appointment card'),
      visitCodeOf(TEST_SEAL, second.id),
    );
    await hallHands.press(arrive);
    await hall.getByRole('heading', { name: 'Thank you, we know that you are here' }).waitFor();
    expect(await statusOf(second.id)).toBe('arrived');
  });

  it('a doctor is away: the visits are looked over, moved, and all is taken back', async () => {
    const visit = await book(clinic, { patientId: await someone('Sick'), startsAt: wall('10:00', TOMORROW) });
    const startsAt = async () => (await rowOf(clinic, visit.id)).startsAt;
    await goTo(page, hands, 'A doctor is away');
    const doctor = page.getByRole('combobox', { name: 'Doctor', exact: true });
    await hands.by({
      keys: async () => {
        await hands.write(doctor, 'Ana');
        await page.getByRole('option', { name: 'Dr. Ana Ruiz' }).waitFor();
        await press('ArrowDown', 'Enter');
      },
      mouse: async () => {
        await doctor.click();
        await page.getByRole('option', { name: 'Dr. Ana Ruiz' }).click();
      },
    });
    await page.getByLabel('First day').fill(TOMORROW);
    await hands.choose(page.getByRole('radio', { name: 'To the same doctor, later' }));
    await fits();
    await hands.press(button('Look it over'));
    await page.getByText('1 move, 0 stay to be called about, 0 are cancelled').waitFor();
    await fits();
    await hands.press(button('Carry out'));
    await page.getByText('1 visit was moved').waitFor();
    expect(await startsAt()).toBe(wall('10:00', '2026-03-04'));
    await hands.press(button('Take all of it back'));
    await page.getByText('All visits are where they were').waitFor();
    expect(await startsAt()).toBe(wall('10:00', TOMORROW));
  });

  it('the day, the way through the house and the card are put on paper', async () => {
    const visit = await book(clinic, { patientId: await someone('Paper'), startsAt: wall('11:00', TODAY) });
    const saved = async () => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        hands.press(button('Save as PDF')),
      ]);
      const start = readFileSync(await download.path())
        .subarray(0, 5)
        .toString();
      return `${download.suggestedFilename()} ${start}`;
    };
    await page.evaluate(() =>
      Object.assign(window, {
        printed: 0,
        print: () => (window as unknown as { printed: number }).printed++,
      }),
    );
    const printed = () => page.evaluate(() => (window as unknown as { printed: number }).printed);
    await goTo(page, hands, 'Day board');
    await page.getByRole('grid').waitFor();
    await hands.press(page.getByRole('link', { name: 'Day sheet…' }));
    await page.getByRole('article', { name: 'Dr. Ana Ruiz' }).getByText('Paper, Ida').waitFor();
    await fits();
    expect(await saved()).toBe(`day-sheet-${TODAY}.pdf %PDF-`);
    await hands.press(button('Print'));
    expect(await printed()).toBe(1);
    await goTo(page, hands, 'Day board');
    await hands.by({
      keys: async () => {
        await walkTo(page, block(visit.id));
        await press('Enter');
      },
      mouse: () => block(visit.id).click(),
    });
    await hands.press(page.getByRole('link', { name: 'Print for the patient' }));
    await page.getByRole('article', { name: 'Routing slip' }).getByText('Paper, Ida').waitFor();
    await fits();
    expect(await saved()).toBe('routing-slip.pdf %PDF-');
    await hands.choose(page.getByRole('radio', { name: 'Appointment card' }));
    await page.getByRole('article', { name: 'Appointment card' }).getByText('Monday 2 March').waitFor();
    expect(await saved()).toBe('appointment-card.pdf %PDF-');
    await hands.press(button('Print'));
    expect(await printed()).toBe(2);
  });
});

import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AppointmentDto } from '../../shared/contracts/appointments.ts';
import { launchChromium } from '../support/browser.ts';
import { untilKept } from '../support/drafts.ts';
import { insertSpecialization } from '../support/factories.ts';
import { typeInDialog } from '../support/keyboard.ts';
import { axeProblems } from '../support/phone.ts';
import { screenOf } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { bookInput, newRequestId, wall } from '../support/visits.ts';

/** Monday 2 March 2026, 08:30 at the clinic; the doctors work from 09:00 to 17:00. */
const NOW = '2026-03-02T07:30:00Z';
const DAY = '2026-03-02';

let browser: Browser;
let clinic: ListeningClinic;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});
beforeEach(async () => {
  clinic = await listen({ now: NOW, settings: { isOverbookingAllowed: true, checkInItems: [] } });
});
afterEach(async () => {
  await context.close();
  await clinic.close();
});

async function open(who: 'reception' | 'doctor'): Promise<void> {
  page = await screenOf(browser, { clinic, who });
  context = page.context();
  await page.getByText('In sync').waitFor();
  if (who === 'reception') await page.getByRole('grid').waitFor();
}

const desk = () => clinic.call(clinic.actors.reception);

async function visits(): Promise<AppointmentDto[]> {
  const board = await desk().appointments.dayBoard({ day: DAY });
  return board.columns.flatMap((column) => column.appointments);
}

async function bookAt(time: string): Promise<AppointmentDto> {
  return desk().appointments.book(bookInput(clinic, { startsAt: wall(time, DAY) }));
}

/** A sign-in later than the booking: the visit is there when the board opens. */
async function openOnVisit(time: string): Promise<AppointmentDto> {
  const visit = await bookAt(time);
  await open('reception');
  await block(visit).focus();
  return visit;
}

const block = (visit: { id: string }) => page.locator(`[data-event="${visit.id}"]`);
const search = () => page.getByRole('combobox', { name: 'Patient' });
const dialog = () => page.getByRole('dialog');
/** What a screen reader says of the element with the focus. */
const focused = () =>
  page.evaluate(() => {
    const element = document.activeElement;
    const named = element?.hasAttribute('aria-label') === true ? element : element?.firstElementChild;
    return named?.getAttribute('aria-label') ?? '';
  });
/** As soon as what is typed goes into this field. */
async function typingIn(label: string): Promise<void> {
  const field = page.getByLabel(label);
  await expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true);
}
/** Finds a patient by these words and Enter; the picker goes away with that. */
async function pick(words: string, name: string): Promise<void> {
  await typeInDialog(page, words);
  await page.getByRole('option').filter({ hasText: name }).waitFor();
  await press('Enter');
  await search().waitFor({ state: 'detached' });
}
const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};

describe('booking at the desk', () => {
  it('books a new patient by keyboard alone', async () => {
    await open('reception');
    await press('Escape');
    await expect.poll(focused).toContain('Free at 09:00, Dr. Ana Ruiz');
    await press('ArrowDown', 'ArrowDown', 'Enter');
    await search().waitFor();
    await typeInDialog(page, 'anna keller');
    await page.getByText('Nobody found').waitFor();
    await press('Enter');
    await typingIn('First name');
    await press('Tab', 'Tab');
    await page.keyboard.type('6.10.2014');
    await page.getByText('6 Oct 2014, 11 years old').waitFor();
    await press('Tab');
    await page.keyboard.type('+49 170 5550');
    await press('Enter');
    await page.getByText('Anna Keller').waitFor();
    await typingIn('Reason');
    await page.keyboard.type('Earache');
    await press('Enter');
    await dialog().waitFor({ state: 'detached' });

    expect(await visits()).toMatchObject([
      {
        patient: { givenName: 'Anna', familyName: 'Keller', birthDate: '2014-10-06', phone: '+49 170 5550' },
        doctorId: clinic.cast.doctor,
        startsAt: wall('09:30', DAY),
        reason: 'Earache',
        status: 'booked',
      },
    ]);
    // The time that was free has become the visit, and the focus is on it.
    await expect.poll(focused).toContain('Anna Keller');
  });

  it('finds a known patient by chart number and warns of a second chart', async () => {
    await open('reception');
    await press('b');
    await search().waitFor();
    await typeInDialog(page, 'maria lopez');
    await page.getByRole('option').filter({ hasText: 'Lopez, Maria' }).waitFor();
    await page.getByRole('option').filter({ hasText: 'register a new patient' }).click();
    await page.getByLabel('Birth date').fill('12 April 1980');
    await page.getByRole('button', { name: 'Register' }).click();
    await page.getByText('already here').waitFor();
    await page.getByRole('button', { name: 'This is the one' }).click();
    await dialog().getByText('Chart 1001').waitFor();
    expect(await desk().patients.find({ query: 'lopez' })).toMatchObject({ items: [{ chartNumber: 1001 }] });
  });

  it('begins anew for the next caller, and takes the one before up where that is meant, after a reload, too', async () => {
    await open('reception');
    await page.locator('[data-slot]').focus();
    await press('b');
    await search().waitFor();
    await pick('1002', 'Weber, Noah');
    await page.getByLabel('Reason').fill('Back pain');
    await press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await press('b');
    await search().waitFor();
    expect(await page.getByLabel('Reason').inputValue()).toBe('');
    await page.getByRole('button', { name: /^Not finished: Noah Weber/ }).click();
    await expect.poll(() => page.getByLabel('Reason').inputValue()).toBe('Back pain');
    await untilKept(clinic, clinic.actors.reception, ['Back pain']);
    await press('Escape', 'Control+k');
    await page.getByRole('dialog', { name: 'Book or go to' }).waitFor();
    await press('Escape');
    await expect.poll(focused).toMatch(/^Free at|^\d\d:\d\d, outside/);
    await page.reload();
    await page.getByRole('grid').waitFor();
    await press('b');
    await search().waitFor();
    await page.getByRole('button', { name: /^Not finished: Noah Weber/ }).click();
    await dialog().getByText('Noah Weber').waitFor();
    await expect.poll(() => page.getByLabel('Reason').inputValue()).toBe('Back pain');
  });

  it('keeps the keyboard where it was when the next dialog is asked for in the very moment one closes', async () => {
    await open('reception');
    await page.locator('[data-slot]').focus();
    const place = await focused();
    await press('b');
    await search().waitFor();
    // Before the next frame: a slow computer leaves time enough between two keys.
    await page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const closes = new MutationObserver(() => {
            if (document.querySelector('[role="dialog"]') !== null) return;
            closes.disconnect();
            window.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true }));
            resolve();
          });
          closes.observe(document.body, { childList: true, subtree: true });
          window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
        }),
    );
    await page.getByRole('dialog', { name: 'Book or go to' }).waitFor();
    await press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(focused).toBe(place);
  });

  it('offers the nearest times when another desk was faster, and books one of them', async () => {
    await open('reception');
    await press('Escape', 'Enter');
    await search().waitFor();
    await pick('weber', 'Weber, Noah');
    await bookAt('09:00');
    await dialog().getByRole('button', { name: 'Book 09:00' }).click();
    const refusal = dialog().getByRole('alert');
    await refusal.getByText('09:00').first().waitFor();
    await refusal.getByRole('button', { name: '09:30' }).click();
    await press('Enter');
    await dialog().waitFor({ state: 'detached' });
    expect((await visits()).map((visit) => [visit.patient.familyName, visit.startsAt])).toEqual([
      ['Lopez', wall('09:00', DAY)],
      ['Weber', wall('09:30', DAY)],
    ]);
  });

  it('offers what is free with others of the same field, and books there by keys', async () => {
    const { doctor, otherDoctor } = clinic.cast;
    await clinic.db.transact(({ q }) => insertSpecialization(q, 'Cardiology', [doctor, otherDoctor]));
    await bookAt('09:00');
    await open('reception');
    await press('b');
    await search().waitFor();
    await pick('weber', 'Weber, Noah');
    await page.getByLabel('Doctor', { exact: true }).selectOption({ label: 'Dr. Ana Ruiz' });
    await page.getByLabel('Time', { exact: true }).fill('09:00');
    await dialog().getByRole('button', { name: 'Book 09:00' }).click();
    const refusal = dialog().getByRole('alert');
    const near = refusal.getByRole('group', { name: 'Free near it:' });
    const elsewhere = refusal.getByRole('group', { name: 'Free with others of the same field:' });
    await elsewhere.getByRole('button', { name: /^09:00\s*Dr\. Ben Osei$/ }).waitFor();
    if (process.env['MEDLINK_SHOTS'] !== undefined)
      await page.screenshot({ path: `${process.env['MEDLINK_SHOTS']}/refused-elsewhere.png` });
    expect(await axeProblems(page)).toEqual([]);
    // The arrows lead from the one row of times into the other.
    await near.getByRole('button').last().focus();
    await press('ArrowRight');
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toMatch(/Ben Osei/);
    await press('Enter');
    await expect
      .poll(() => page.getByLabel('Doctor', { exact: true }).locator('option:checked').textContent())
      .toBe('Dr. Ben Osei');
    await press('Enter');
    await dialog().waitFor({ state: 'detached' });
    expect((await visits()).map(({ doctorId }) => doctorId).toSorted()).toEqual(
      [doctor, otherDoctor].toSorted(),
    );
  });

  it('picks the patient by an Enter that is faster than the answer', async () => {
    await open('reception');
    await press('b');
    await search().waitFor();
    const { promise: pressed, resolve: answer } = Promise.withResolvers<void>();
    await page.route('**/trpc/*patients.find*', async (route) => {
      await pressed;
      await route.continue();
    });
    await typeInDialog(page, 'weber');
    await press('Enter');
    answer();
    await dialog().getByText('Chart 1002').waitFor();
    await typingIn('Reason');
  });

  it('books over a taken time only with a reason', async () => {
    await bookAt('09:00');
    await open('reception');
    await press('b');
    await search().waitFor();
    await pick('weber', 'Weber, Noah');
    await page.getByLabel('Doctor', { exact: true }).selectOption({ label: 'Dr. Ben Osei' });
    await page.getByLabel('Time', { exact: true }).fill('08:45');
    await dialog().getByRole('button', { name: 'Book 08:45' }).click();
    // On the smallest screen of the staff it lies above the fold, and above the buttons.
    const way = await page.getByLabel('Book anyway, because').boundingBox();
    const buttons = await dialog().locator('footer').boundingBox();
    expect((way?.y ?? 0) + (way?.height ?? 0)).toBeLessThanOrEqual(buttons?.y ?? 0);
    expect((buttons?.y ?? 0) + (buttons?.height ?? 0)).toBeLessThanOrEqual(720);
    await dialog().getByRole('button', { name: 'Book anyway' }).click();
    await dialog().getByText('at least 3 characters').waitFor();
    await page.getByLabel('Book anyway, because').fill('Came with a fever');
    await press('Enter');
    await dialog().waitFor({ state: 'detached' });
    expect((await visits()).find((visit) => visit.isOverride)).toMatchObject({
      patient: { familyName: 'Weber' },
      startsAt: wall('08:45', DAY),
    });
  });
});

describe('a visit on the board', () => {
  it('takes one key for each step, as fast as they are pressed', async () => {
    const visit = await openOnVisit('10:00');
    await press(' ', 'a', 'i', 'r');
    await expect.poll(focused).toContain('In room');
    await expect.poll(async () => (await visits())[0]?.status).toBe('in_room');
    clinic.clock.advance({ minutes: 1 });
    await press('d');
    await expect.poll(async () => (await visits())[0]?.status).toBe('with_doctor');
    await press('Backspace');
    await expect.poll(async () => (await visits())[0]?.status).toBe('in_room');
    await press('x');
    await page.getByText('is In room and cannot become No-show').waitFor();
    expect((await visits())[0]?.status).toBe('in_room');
    expect(await block(visit).isVisible()).toBe(true);
  });

  it('takes a status back with the toast', async () => {
    await openOnVisit('10:00');
    await press('v');
    await expect.poll(async () => (await visits())[0]?.status).toBe('confirmed');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(async () => (await visits())[0]?.status).toBe('booked');
  });

  it('goes back act by act with Ctrl+Z: the step, the move, the booking itself', async () => {
    const visit = await openOnVisit('10:00');
    await press('c');
    await dialog().getByRole('button', { name: 'Cancel the visit' }).press('Enter');
    await page.getByRole('button', { name: 'Undo' }).press('Enter');
    await expect.poll(async () => (await visits())[0]?.status).toBe('booked');
    await block(visit).focus();
    await press('m');
    await dialog().getByRole('button', { name: '09:00' }).first().press('Enter');
    await dialog()
      .getByRole('button', { name: /^Move to/ })
      .press('Enter');
    await dialog().waitFor({ state: 'detached' });
    await expect.poll(async () => (await visits())[0]?.startsAt).toBe(wall('09:00', DAY));
    await block(visit).focus();
    await press('v');
    await expect.poll(async () => (await visits())[0]?.status).toBe('confirmed');
    await press('Control+z');
    await expect.poll(async () => (await visits())[0]?.status).toBe('booked');
    await press('Control+z');
    await expect.poll(async () => (await visits())[0]?.startsAt).toBe(wall('10:00', DAY));
    await page.getByText('Taken back: Maria Lopez is where it was').waitFor();
    await press('Control+z');
    await page.getByText('Taken back: the booking of Maria Lopez').waitFor();
    expect(await visits()).toEqual([]);
    await press('Control+z');
    await page.getByText('There is nothing to take back').waitFor();
  });

  it('shows the true status again, with words, when the clinic does not answer', async () => {
    const visit = await openOnVisit('10:00');
    await page.route('**/trpc/appointments.setStatus*', (route) => route.abort());
    await press('a');
    await page.getByText('is not Arrived').waitFor();
    await expect.poll(focused).toContain('Booked');
    await page.unroute('**/trpc/appointments.setStatus*');
    await block(visit).focus();
    await press('a');
    await expect.poll(async () => (await visits())[0]?.status).toBe('arrived');
  });

  it('moves to another free time by keyboard', async () => {
    const visit = await openOnVisit('10:00');
    await press('m');
    const first = dialog().getByRole('button', { name: '09:00' }).first();
    await first.waitFor();
    await expect.poll(() => first.evaluate((button) => button === document.activeElement)).toBe(true);
    await press('ArrowRight', 'Enter');
    await dialog()
      .getByRole('button', { name: /^Move to .*09:30/ })
      .waitFor();
    await press('Enter');
    await dialog().waitFor({ state: 'detached' });
    expect(await visits()).toMatchObject([{ id: visit.id, startsAt: wall('09:30', DAY) }]);
    await expect.poll(focused).toContain('09:30');
  });

  it('cancels with a coded reason and leaves the time free', async () => {
    await openOnVisit('10:00');
    await press('c');
    await dialog().locator('input[type="radio"]:focus').waitFor();
    await press('ArrowDown', 'ArrowDown', 'Enter');
    await dialog().waitFor({ state: 'detached' });
    expect(await visits()).toMatchObject([{ status: 'cancelled', cancel: { code: 'pat-fb', isLate: true } }]);
    // The closed dialog gives the focus back to the visit.
    await expect.poll(focused).toContain('10:00 – 10:30');
    await press('ArrowLeft');
    await expect.poll(focused).toContain('Free at 10:00');
  });

  it('opens with its history, and Esc gives the focus back', async () => {
    const visit = await openOnVisit('10:00');
    await press('Enter');
    await dialog().getByText('Booked for').waitFor();
    await dialog().getByText('+1 555 010-2030').waitFor();
    await press('a');
    await dialog().getByRole('listitem').filter({ hasText: 'Arrived' }).waitFor();
    await press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await expect.poll(() => block(visit).evaluate((el) => el === document.activeElement)).toBe(true);
  });

  it('is changed by the menu as by the keys', async () => {
    const visit = await openOnVisit('10:00');
    await block(visit).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Arrived' }).click();
    await expect.poll(async () => (await visits())[0]?.status).toBe('arrived');
    // The closed menu gives the focus back to the visit.
    await expect.poll(focused).toContain('Arrived');
    await press('.');
    await page.getByRole('menuitem', { name: 'Back to Booked' }).press('Enter');
    await expect.poll(async () => (await visits())[0]?.status).toBe('booked');
  });
});

describe('the board', () => {
  it('goes through the days and back to today by keys', async () => {
    await openOnVisit('10:00');
    await press('Shift+ArrowRight');
    await page.getByRole('heading', { name: 'Tuesday 3 March' }).waitFor();
    await page.locator('[data-event]').waitFor({ state: 'detached' });
    await press('t');
    await page.locator('[data-event]').waitFor();
  });

  it('shows only the doctors that were asked for', async () => {
    await open('reception');
    await press('/');
    await page.locator('input[type="search"]:focus').waitFor();
    await page.keyboard.type('osei');
    await page.waitForURL(/find=osei/);
    await expect.poll(() => page.getByRole('rowheader').count()).toBe(1);
    await page.getByRole('searchbox').or(page.getByRole('combobox')).first().fill('nobody');
    await page.getByText('No doctor matches').waitFor();
  });

  it('tells its keys', async () => {
    await open('reception');
    await press('?');
    await dialog().getByText('Take the last status back').waitFor();
    await press('Escape');
    await dialog().waitFor({ state: 'detached' });
  });
});

async function askFor(dayPart: 'morning' | 'afternoon', urgency: 'low' | 'emergency', reason: string) {
  const input = { doctorId: clinic.cast.doctor, date: DAY, dayPart, urgency, reason };
  return clinic.call(clinic.actors.patient).requests.create({ ...input, requestId: newRequestId() });
}

describe('requests', () => {
  it('stand in order of urgency and are accepted into the part of the day that was asked for', async () => {
    await askFor('morning', 'low', 'A form to sign');
    await open('reception');
    await askFor('afternoon', 'emergency', 'Chest feels tight');
    await page.getByText('Chest feels tight').waitFor();
    const cards = page.locator('[data-request]');
    await expect.poll(() => cards.first().textContent()).toContain('Emergency');

    await cards.first().getByRole('button', { name: 'Accept' }).focus();
    await press('Enter');
    const first = dialog().getByRole('group', { name: 'Afternoon' }).getByRole('button').first();
    await first.waitFor();
    await expect.poll(() => first.evaluate((button) => button === document.activeElement)).toBe(true);
    await press('Enter', 'Enter');
    await dialog().waitFor({ state: 'detached' });
    expect(await visits()).toMatchObject([{ startsAt: wall('12:00', DAY), urgency: 'emergency' }]);
    await expect.poll(() => cards.count()).toBe(1);
  });

  it('are declined with words for the patient', async () => {
    await askFor('morning', 'low', 'A form to sign');
    await open('reception');
    await page.getByRole('button', { name: 'Decline' }).click();
    await dialog().locator('input:focus, textarea:focus').waitFor();
    await press('Enter');
    await dialog().getByText('is needed').waitFor();
    await page.keyboard.type('Please come without an appointment');
    await press('Enter');
    await page.getByText('Nobody waits for an answer').waitFor();
    const { items } = await clinic.call(clinic.actors.patient).requests.listOwn({});
    expect(items).toMatchObject([
      { status: 'rejected', decisionReason: 'Please come without an appointment' },
    ]);
    // It was the wrong one: the key that undoes takes the no back.
    await dialog().waitFor({ state: 'detached' });
    await press('Control+z');
    await page.getByRole('button', { name: 'Decline' }).waitFor();
    expect((await clinic.call(clinic.actors.patient).requests.listOwn({})).items).toMatchObject([
      { status: 'pending', decisionReason: null },
    ]);
    await page.getByText('Lopez waits for an answer again').waitFor();

    // The patient asks anew before a second no is taken back: the desk is told so, in its own words.
    await page.getByRole('button', { name: 'Decline' }).click();
    await dialog().locator('input:focus, textarea:focus').waitFor();
    await page.keyboard.type('Full');
    await press('Enter');
    await dialog().waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Decline' }).waitFor({ state: 'detached' });
    await askFor('morning', 'low', 'A form to sign');
    await page.getByRole('button', { name: 'Decline' }).waitFor();
    await press('Control+z');
    await page.getByText(/^Not taken back\. The patient has asked again for the same doctor/).waitFor();
  });
});

describe("the doctor's day", () => {
  it('goes on with one key: call in, begin, done', async () => {
    const visit = await bookAt('09:00');
    await desk().appointments.setStatus({
      id: visit.id,
      status: 'checked_in',
      expectedVersion: visit.version,
    });
    await open('doctor');
    await page.getByRole('heading', { name: 'Maria Lopez' }).waitFor();
    await press(' ');
    await page.getByRole('region', { name: 'Now' }).getByText('In room').waitFor();
    await press(' ', ' ');
    await page.getByText('Nobody is left for today').waitFor();
    await expect.poll(async () => (await visits())[0]?.status).toBe('completed');
  });

  it('shows who has come as soon as the desk knows', async () => {
    const visit = await bookAt('09:00');
    await open('doctor');
    await page.getByText('Nobody is waiting').waitFor();
    await desk().appointments.setStatus({ id: visit.id, status: 'arrived', expectedVersion: visit.version });
    await page.getByRole('region', { name: 'Next' }).getByText('Maria Lopez').waitFor();
  });
});

/** Everything axe finds in light and in dark, in words short enough to read. */
async function complaints(): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
    // With motion reduced every colour still takes a frame to change.
    await page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    );
    // What lies behind an open dialog was looked at before, and only colours differ in the dark.
    const within = (await dialog().isVisible()) ? '[role=dialog]' : undefined;
    const rules = colorScheme === 'dark' ? ['color-contrast'] : undefined;
    const problems = await axeProblems(page, rules, within);
    found.push(...problems.map((problem) => `${colorScheme}: ${problem}`));
  }
  return found;
}

describe('accessibility', () => {
  it('finds nothing on the board and in its dialogs', async () => {
    for (const [time, status] of [
      ['09:00', 'completed'],
      ['10:00', 'checked_in'],
      ['12:00', 'confirmed'],
    ] as const) {
      const visit = await bookAt(time);
      await desk().appointments.setStatus({ id: visit.id, status, expectedVersion: visit.version });
    }
    const gone = await bookAt('11:00');
    await desk().appointments.cancel({ id: gone.id, code: 'pat', expectedVersion: gone.version });
    await bookAt('14:00');
    await askFor('morning', 'emergency', 'Chest feels tight');
    await open('reception');
    await page.getByText('Chest feels tight').waitFor();
    expect(await complaints()).toEqual([]);

    await press('b');
    await search().waitFor();
    await typeInDialog(page, 'weber');
    await page.getByRole('option').filter({ hasText: 'Weber, Noah' }).waitFor();
    expect(await complaints()).toEqual([]);
    await press('Enter');
    await typingIn('Reason');
    await dialog().getByRole('button', { name: 'Book' }).click();
    expect(await complaints()).toEqual([]);
    await press('Escape');
    await dialog().waitFor({ state: 'detached' });

    const booked = page.locator('[data-event]', { has: page.locator('[data-status=booked]') });
    for (const key of ['Enter', 'm', 'c']) {
      await booked.focus();
      await press(key);
      await dialog().locator(':focus').waitFor();
      expect(await complaints()).toEqual([]);
      await press('Escape');
      await dialog().waitFor({ state: 'detached' });
    }
    await page.getByRole('button', { name: 'Accept' }).click();
    await dialog().getByText('Asks for').waitFor();
    expect(await complaints()).toEqual([]);
  });

  it("finds nothing on the doctor's day", async () => {
    const visit = await bookAt('09:00');
    await desk().appointments.setStatus({ id: visit.id, status: 'arrived', expectedVersion: visit.version });
    await bookAt('10:00');
    await open('doctor');
    await page.getByRole('heading', { name: 'Maria Lopez' }).waitFor();
    expect(await complaints()).toEqual([]);
  });
});

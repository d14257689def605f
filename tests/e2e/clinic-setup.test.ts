import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../server/trpc/context.ts';
import { PASSWORD } from '../support/actors.ts';
import { launchChromium } from '../support/browser.ts';
import { untilKept } from '../support/drafts.ts';
import { tabTo, typeInDialog } from '../support/keyboard.ts';
import { axeProblems } from '../support/phone.ts';
import { proposeHours } from '../support/proposals.ts';
import { screenOf } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { book, wall } from '../support/visits.ts';

const NOW = '2026-03-02T07:30:00Z';
/** The Tuesday after. */
const DAY = '2026-03-03';

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

const setUp = (section: string, scheme: 'light' | 'dark' = 'light') =>
  screenOf(browser, { clinic, who: 'admin' }, { path: `/clinic?section=${section}`, scheme });
const overview = () => clinic.call(clinic.actors.admin).clinic.overview({});
const calendar = (doctorId = clinic.cast.doctor) =>
  clinic.call(clinic.actors.admin).clinic.doctorCalendar({ doctorId });
const draftsOf = async (actor: Actor) =>
  (await clinic.call(actor).drafts.list({})).items.map(({ name }) => name);
/** The week as it is, without its Friday. */
async function fridaysOff() {
  const { doctorId, weeklyHours } = await calendar();
  return { doctorId, hours: weeklyHours.filter(({ weekday }) => weekday !== 5) };
}
const dialog = (page: Page) => page.getByRole('dialog').last();
const shoot = async (page: Page, name: string) => {
  if (process.env['SHOT']) await page.screenshot({ path: `${process.env['SHOT']}/${name}.png` });
};

/** Into the field that has the focus in a dialog, once it has it. */
async function typeInto(page: Page, label: string, words: string): Promise<void> {
  const field = dialog(page).getByLabel(label, { exact: true });
  await expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.type(words);
}

/** From one hour to another in the column of a weekday, as a hand draws it. */
async function draw(page: Page, weekday: number, [from, to]: readonly [number, number]): Promise<void> {
  const column = page.locator('[class*="column"]').nth(weekday - 1);
  const box = await column.boundingBox();
  if (box === null) throw new Error('the week is not drawn');
  const y = (hour: number) => box.y + ((hour - 6) / 16) * box.height;
  await page.mouse.move(box.x + box.width / 2, y(from) + 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, y(to) - 2, { steps: 6 });
  await page.mouse.up();
}

describe('the clinic is set up', () => {
  it('by keyboard: a room, a doctor with a lunch break, a type, a closed day', async () => {
    const page = await setUp('rooms');
    await page.getByRole('button', { name: 'Add a room' }).press('Enter');
    await typeInto(page, 'Name', 'Garden room');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Garden room' }).press('Enter');
    await dialog(page).getByLabel('In use').press('Space');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Garden room not in use' }).waitFor();
    await shoot(page, 'setup-rooms');
    expect(await axeProblems(page)).toEqual([]);
    await page.getByRole('button', { name: /^Doctors and hours/ }).press('Enter');
    await page.getByRole('button', { name: 'Add a doctor' }).press('Enter');
    await typeInto(page, 'Name', 'Dr. Iris Novak');
    expect(await axeProblems(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Dr. Iris Novak' }).waitFor();
    await page.getByLabel('Mon', { exact: true }).fill('9-12, 13:30-17');
    await page.getByRole('button', { name: 'Monday to Friday alike' }).press('Enter');
    expect(await axeProblems(page)).toEqual([]);
    await shoot(page, 'setup-hours');
    await page.getByRole('button', { name: 'Save, from today on' }).press('Enter');
    await page.getByText('The hours are saved.').waitFor();

    const added = (await overview()).doctors.find(({ name }) => name === 'Dr. Iris Novak');
    const { weeklyHours } = await calendar(added?.id);
    expect(weeklyHours).toHaveLength(10);
    expect(weeklyHours).toContainEqual({
      weekday: 5,
      kind: 'break',
      startTime: '12:00',
      endTime: '13:30',
      validFrom: '2026-03-02',
      validTo: null,
    });

    // As long as nobody offers anything with the new doctor, a notice leads there.
    await page.getByRole('button', { name: 'Types of visit', exact: true }).press('Enter');
    await page.getByRole('button', { name: 'Add a type' }).press('Enter');
    await typeInto(page, 'Name', 'Check-up');
    await dialog(page).getByLabel('Takes', { exact: true }).fill('7');
    await page.keyboard.press('Enter');
    await dialog(page).getByText('goes in steps of five').waitFor();
    await dialog(page).getByLabel('Takes', { exact: true }).fill('20');
    expect(await axeProblems(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Check-up' }).waitFor();
    await page.getByRole('button', { name: 'Closed days' }).press('Enter');
    await page.getByRole('button', { name: 'Add closed days' }).press('Enter');
    await typeInto(page, 'What it is', 'Staff outing');
    await dialog(page).getByLabel('First day').fill('2026-03-06');
    await page.keyboard.press('Enter');
    await page.getByText('Friday 6 March').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    // What is removed comes back by the key that undoes, as often as it goes.
    for (let time = 0; time < 2; time += 1) {
      await page.getByRole('button', { name: 'Remove: Staff outing' }).press('Enter');
      await page.getByText('Staff outing is removed.').waitFor();
      await page.getByText('No closed days ahead').waitFor();
      await page.keyboard.press('Control+z');
      await page.getByText('Friday 6 March').waitFor();
      await page.getByText('Staff outing is removed.').waitFor({ state: 'detached' });
    }
    const type = (await overview()).types.find(({ name }) => name === 'Check-up');
    expect(type).toMatchObject({ durationMin: 20, isOnline: true });
    expect(type?.doctorIds).toContain(added?.id);
    await page.context().close();
  });

  it('with the visits shown that were booked into a room before it is given up', async () => {
    await book(clinic, { startsAt: wall('10:00', DAY) });
    const page = await setUp('rooms');
    await page.getByRole('button', { name: 'Room 1', exact: true }).press('Enter');
    await dialog(page).getByLabel('In use').press('Space');
    await page.keyboard.press('Enter');
    const touched = page.getByRole('dialog', { name: 'This touches 1 coming visit' });
    await touched.getByText('the room is given up').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await shoot(page, 'setup-room-touched');
    // Esc closes what lies on top; what was filled in beneath stays.
    await page.keyboard.press('Escape');
    await touched.waitFor({ state: 'detached' });
    expect(await dialog(page).getByLabel('In use').isChecked()).toBe(false);
    await dialog(page).getByRole('button', { name: 'Save' }).press('Enter');
    await touched.getByRole('button', { name: 'Save all the same' }).press('Enter');
    await page.getByRole('button', { name: 'Room 1 not in use' }).waitFor();
    await page.context().close();
  });

  it('by mouse: hours drawn and taken away, with what it touches shown before and found at the desk', async () => {
    await book(clinic, { startsAt: wall('10:00', DAY) });
    const page = await setUp('doctors', 'dark');
    await page.getByRole('button', { name: 'Dr. Ana Ruiz' }).click();
    const tuesday = page.getByLabel('Tue', { exact: true });
    await tuesday.waitFor();
    const before = await calendar();
    await draw(page, 2, [9, 12]);
    await expect.poll(() => tuesday.inputValue()).toBe('12:00–17:00');
    await draw(page, 6, [8, 11]);
    await expect.poll(() => page.getByLabel('Sat', { exact: true }).inputValue()).toBe('08:00–11:00');
    await page.getByRole('button', { name: 'Save, from today on' }).click();
    await dialog(page).getByText('Tue 3 Mar, 10:00').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await shoot(page, 'setup-touched');
    await dialog(page).getByRole('button', { name: 'Back' }).click();
    expect(await calendar()).toEqual(before);
    await page.getByRole('button', { name: 'Save, from today on' }).click();
    await dialog(page).getByRole('button', { name: 'Save all the same' }).click();
    await page.getByText('The hours are saved.').waitFor();
    expect((await calendar()).weeklyHours).toContainEqual(
      expect.objectContaining({ weekday: 6, startTime: '08:00', endTime: '11:00' }),
    );

    const desk = await screenOf(browser, { clinic, who: 'reception' }, { path: '/board' });
    await desk.getByRole('link', { name: '1 coming visit has lost its place' }).click();
    await desk.getByText('Outside the hours').waitFor();
    expect(await axeProblems(desk)).toEqual([]);
    await shoot(desk, 'stranded');
    await desk.getByRole('button', { name: 'Move the visit of Lopez, Maria' }).press('Enter');
    await dialog(desk).getByLabel('Time', { exact: true }).fill('13:00');
    await dialog(desk).getByRole('button', { name: 'Move to Tue 3 Mar, 13:00' }).click();
    await desk.getByText('Every visit is in its place').waitFor();
    await desk.context().close();
    await page.context().close();
  });

  it('its settings are saved with the password, and nothing before', async () => {
    const page = await setUp('clinic');
    await page.getByLabel('Name of the clinic').fill('Willow Park');
    const horizon = page.getByLabel('Patients book at most so far ahead');
    const held = await horizon.inputValue();
    await horizon.fill('');
    await horizon.press('Tab');
    // What was left empty has not changed, and shows what holds.
    await expect.poll(() => horizon.inputValue()).toBe(held);
    await horizon.fill('30');
    await horizon.press('Tab');
    await page.getByText('In force for everybody at once').waitFor();
    // What is chosen waits for the one who chose it: over a look at another part, and over a lock.
    await page.getByRole('button', { name: /^Rooms and fields/ }).press('Enter');
    await page.getByRole('button', { name: 'Add a room' }).waitFor();
    await page.getByRole('button', { name: 'Clinic', exact: true }).press('Enter');
    await expect.poll(() => horizon.inputValue()).toBe('30 days');
    await page.keyboard.press('Control+l');
    await page.getByRole('heading', { name: 'Ada Admin' }).waitFor();
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await expect.poll(() => horizon.inputValue()).toBe('30 days');
    expect(await axeProblems(page)).toEqual([]);
    await page.getByRole('combobox', { name: 'Arrived', exact: true }).click();
    await page.getByRole('option', { name: 'Violet' }).click();
    await page.getByRole('combobox', { name: 'Colour for patients' }).press('Enter');
    await page.getByRole('option', { name: 'Rose' }).click();
    await page.getByText('4 changes').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await shoot(page, 'setup-colors');
    await page.getByRole('button', { name: 'Save' }).click();
    await typeInDialog(page, 'wrong');
    await page.keyboard.press('Enter');
    await dialog(page).getByText('is not right').waitFor();
    expect((await overview()).settings.clinicName).toBe('Test clinic');
    await dialog(page).getByLabel('Your password', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByText('The settings are in force.').waitFor();

    await expect.poll(async () => (await draftsOf(clinic.actors.admin)).length).toBe(0);
    const statusColors = { arrived: 'violet' };
    expect((await overview()).settings).toMatchObject({
      clinicName: 'Willow Park',
      accent: 'rose',
      horizonDays: 30,
      statusColors,
    });
    // On every screen at once, this one too.
    const drawn = () =>
      page.evaluate(() => document.documentElement.style.getPropertyValue('--ml-status-arrived'));
    await expect.poll(drawn).toBe('var(--ml-violet-ink)');
    await page.context().close();
  });

  it('another time zone shows the visits it touches, and given up it is no fault', async () => {
    await book(clinic, { startsAt: wall('10:00', DAY) });
    const page = await setUp('clinic');
    await page.getByLabel('Time zone').fill('New_York');
    await page.getByRole('option', { name: /New.York/ }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).press('Enter');
    await dialog(page).getByLabel('Your password', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    const touched = page.getByRole('dialog', { name: 'This touches 1 coming visit' });
    await touched.getByText('outside the hours').waitFor();
    await page.keyboard.press('Escape');
    await touched.waitFor({ state: 'detached' });
    const asked = page.getByRole('dialog', { name: 'Save these settings?' });
    await expect.poll(() => asked.getByRole('button', { name: 'Save' }).isEnabled()).toBe(true);
    expect(await asked.getByRole('alert').count()).toBe(0);
    expect((await overview()).settings.timeZone).toBe('Europe/Berlin');
    await page.context().close();
  });

  it('a day of other hours is typed, a wrong one told beside its field, and a doctor leaves', async () => {
    await book(clinic, { startsAt: wall('10:00', DAY) });
    const page = await setUp('doctors');
    await page.getByRole('button', { name: 'Dr. Ana Ruiz' }).press('Enter');
    await page.getByRole('button', { name: 'Other hours on one day' }).press('Enter');
    await dialog(page).getByLabel('Hours of that day').fill('nine');
    await page.keyboard.press('Enter');
    await dialog(page).getByText('such as 9-12, 13:30-17').waitFor();
    const day = dialog(page).getByLabel('Day', { exact: true });
    // A slip of the year, or no day at all, is not saved to where nobody sees it.
    await day.fill('2025-03-07');
    await dialog(page).getByLabel('Hours of that day').fill('9-12');
    await page.keyboard.press('Enter');
    await dialog(page).getByText('has passed; choose today or later').waitFor();
    await day.fill('');
    await page.keyboard.press('Enter');
    await dialog(page).getByText('is needed').waitFor();
    await day.fill('2026-03-07');
    await page.keyboard.press('Enter');
    await page.getByText('Saturday 7 March').waitFor();
    expect((await calendar()).exceptions).toEqual([
      { date: '2026-03-07', open: [{ startTime: '09:00', endTime: '12:00' }] },
    ]);
    const saturday = page.getByRole('button', { name: 'Remove: Saturday 7 March' });
    await saturday.press('Enter');
    await saturday.waitFor({ state: 'detached' });
    expect((await calendar()).exceptions).toEqual([]);
    await page.getByRole('button', { name: 'Undo' }).click();
    await saturday.waitFor();
    // The toast of the one is gone before that of the next is looked for.
    await page.getByText('Saturday 7 March is removed.').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Time off' }).press('Enter');
    await dialog(page).getByLabel('First day').fill(DAY);
    await dialog(page).getByLabel('Last day').fill(DAY);
    await page.keyboard.press('Enter');
    // The same visit that was looked over when it was saved is no question when it comes back.
    await dialog(page).getByRole('button', { name: 'Save all the same' }).press('Enter');
    const timeOff = page.getByRole('button', { name: /^Remove the time off/ });
    await timeOff.press('Enter');
    await timeOff.waitFor({ state: 'detached' });
    expect((await calendar()).timeOff).toEqual([]);
    await page.getByRole('button', { name: 'Undo' }).click();
    await timeOff.waitFor();
    const away = { startsAt: wall('00:00', DAY), endsAt: wall('00:00', '2026-03-04') };
    expect((await calendar()).timeOff).toMatchObject([away]);
    await timeOff.press('Enter');
    await timeOff.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Time off' }).press('Enter');
    await dialog(page).getByLabel('First day').fill('2025-03-07');
    await dialog(page).getByLabel('Last day').fill('2025-03-09');
    await page.keyboard.press('Enter');
    await dialog(page).getByText('has passed; choose today or later').waitFor();
    expect((await calendar()).timeOff).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
    // A week that is drawn outlasts the page it is drawn on.
    await page.getByLabel('Thu', { exact: true }).fill('14-18');
    await page.getByLabel('Wed', { exact: true }).fill('nine');
    await untilKept(clinic, clinic.actors.admin, ['nine']);
    await page.reload();
    await expect.poll(() => page.getByLabel('Thu', { exact: true }).inputValue()).toBe('14:00–18:00');
    expect(await page.getByLabel('Wed', { exact: true }).inputValue()).toBe('nine');
    await page.getByRole('button', { name: 'Undo' }).press('Enter');
    await expect.poll(() => draftsOf(clinic.actors.admin)).toEqual([]);
    const shorter = await fridaysOff();
    await page.getByLabel('Thu', { exact: true }).fill('14-18');
    await clinic.call(clinic.actors.admin).clinic.replaceWeeklyHours(shorter);
    await page.getByRole('button', { name: 'Save, from today on' }).press('Enter');
    await page.getByText('Somebody changed this meanwhile').waitFor();
    await expect.poll(() => page.getByLabel('Fri', { exact: true }).inputValue()).toBe('');
    await page.getByLabel('until', { exact: true }).fill('2026-03-31');
    await page.getByLabel('Thu', { exact: true }).fill('14-18');
    await page.getByRole('button', { name: /^Save, from today until/ }).press('Enter');
    await page.getByText('The hours are saved.').waitFor();
    await page.getByRole('button', { name: /1 Apr/ }).waitFor();
    expect((await calendar()).weeklyHours).toContainEqual(
      expect.objectContaining({ weekday: 4, startTime: '14:00', validTo: '2026-03-31' }),
    );
    await shoot(page, 'setup-until');
    await page.getByRole('button', { name: 'Edit' }).press('Enter');
    await dialog(page).getByLabel('Works here').press('Space');
    await page.keyboard.press('Enter');
    await dialog(page).getByText('doctor no longer works here').waitFor();
    await dialog(page).getByRole('button', { name: 'Save all the same' }).press('Enter');
    await page.getByText('Dr. Ana Ruiz is saved.').waitFor();

    const doctor = (await overview()).doctors.find(({ id }) => id === clinic.cast.doctor);
    expect(doctor?.isActive).toBe(false);
    await page.context().close();
  });
});

describe('a doctor proposes other hours', () => {
  const myHours = (scheme: 'light' | 'dark' = 'light') =>
    screenOf(browser, { clinic, who: 'doctor' }, { path: '/my-hours', scheme });

  it('by keyboard, with what they touch; an administrator sees it at once, and accepts what holds then', async () => {
    const early = await book(clinic, { startsAt: wall('10:00', DAY) });
    const admin = await setUp('doctors');
    await admin.getByRole('button', { name: 'Dr. Ana Ruiz' }).waitFor();
    const page = await myHours();
    const tuesday = page.getByLabel('Tue', { exact: true });
    await expect.poll(() => tuesday.inputValue()).toBe('09:00–17:00');
    expect(await axeProblems(page)).toEqual([]);
    await shoot(page, 'my-hours');
    await tabTo(page, tuesday);
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('13-17');
    await tabTo(page, page.getByLabel('A word to the administration'));
    await page.keyboard.type('I teach in the mornings');
    await tabTo(page, page.getByRole('button', { name: 'Propose, from today on' }));
    await page.keyboard.press('Enter');
    const touched = page.getByRole('dialog', { name: 'This touches 1 coming visit' });
    await touched.getByText('Tue 3 Mar, 10:00').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await shoot(page, 'my-hours-touched');
    await tabTo(page, touched.getByRole('button', { name: 'Propose all the same' }));
    await page.keyboard.press('Enter');
    await page.getByText('Your proposal is sent.').waitFor();
    await page.getByRole('heading', { name: 'Your proposal waits for an answer' }).waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await shoot(page, 'my-hours-waits');
    await expect.poll(() => tuesday.inputValue()).toBe('09:00–17:00');

    // Without a reload, on a screen that was open before.
    await admin.getByText('Hours proposed').waitFor();
    await shoot(admin, 'hours-proposed-list');
    await admin.getByRole('link', { name: '1 doctor proposes other hours' }).press('Enter');
    const proposed = admin.getByRole('region', { name: 'Proposed hours' });
    await proposed.getByText('I teach in the mornings').waitFor();
    await proposed.getByRole('row', { name: 'Tue 09:00–17:00 13:00–17:00 changes' }).waitFor();
    await proposed.getByText('1 coming visit would lose its place').waitFor();
    expect(await axeProblems(admin)).toEqual([]);
    await shoot(admin, 'hours-proposed');
    // Another visit has come since it was shown: that is not accepted unseen.
    await book(clinic, { startsAt: wall('11:00', DAY), patientId: clinic.cast.otherPatient });
    await proposed.getByRole('button', { name: 'Accept all the same' }).press('Enter');
    await proposed.getByText('nothing was accepted').waitFor();
    await proposed.getByText('2 coming visits would lose their place').waitFor();
    expect((await calendar()).weeklyHours).toHaveLength(5);
    await proposed.getByRole('button', { name: 'Accept all the same' }).press('Enter');
    await admin.getByText('Accepted: these are the hours of Dr. Ana Ruiz now.').waitFor();
    await proposed.waitFor({ state: 'detached' });
    await admin.locator('h2:focus').getByText('Dr. Ana Ruiz').waitFor();
    await expect.poll(() => admin.getByLabel('Tue', { exact: true }).inputValue()).toBe('13:00–17:00');

    await page.getByText('Your proposal was accepted').waitFor();
    await expect.poll(() => tuesday.inputValue()).toBe('13:00–17:00');
    const stranded = await clinic.call(clinic.actors.reception).appointments.listStranded({});
    expect(stranded.items.map(({ visit }) => visit.id)).toContain(early.id);
    await admin.context().close();
    await page.context().close();
  });

  it('by mouse, takes them back, and reads at once why others are declined', async () => {
    const page = await myHours('dark');
    const saturday = page.getByLabel('Sat', { exact: true });
    await saturday.waitFor();
    await draw(page, 6, [8, 11]);
    await expect.poll(() => saturday.inputValue()).toBe('08:00–11:00');
    await page.getByLabel('until', { exact: true }).fill('2026-03-31');
    await page.getByRole('button', { name: /^Propose, from today until/ }).click();
    const waits = page.getByRole('region', { name: 'Your proposal waits for an answer' });
    await waits.getByRole('row', { name: 'Sat off 08:00–11:00 changes' }).waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await shoot(page, 'my-hours-waits-dark');
    await waits.getByRole('button', { name: 'Take back' }).click();
    await waits.waitFor({ state: 'detached' });
    await page.locator('h1:focus').getByText('My hours').waitFor();

    await proposeHours(clinic, { note: 'Saturdays, please' });
    await waits.getByText('Saturdays, please').waitFor();
    const admin = await setUp('doctors', 'dark');
    await admin.getByRole('button', { name: 'Dr. Ana Ruiz' }).click();
    const proposed = admin.getByRole('region', { name: 'Proposed hours' });
    await proposed.getByText('No coming visit is touched.').waitFor();
    expect(await axeProblems(admin)).toEqual([]);
    await shoot(admin, 'hours-proposed-dark');
    await proposed.getByRole('button', { name: 'Decline …' }).click();
    await typeInDialog(admin, 'Nobody covers the mornings');
    expect(await axeProblems(admin)).toEqual([]);
    await shoot(admin, 'hours-declined-dialog');
    await admin.keyboard.press('Enter');
    await proposed.waitFor({ state: 'detached' });

    await page.getByText('Why: Nobody covers the mornings').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await shoot(page, 'my-hours-declined');
    expect((await calendar()).weeklyHours).toHaveLength(5);
    await admin.context().close();
    await page.context().close();
  });

  it('which another administrator answers first: the others are told, and keep their words until then', async () => {
    const { id } = await proposeHours(clinic);
    const admin = await setUp('doctors');
    await admin.getByRole('button', { name: 'Dr. Ana Ruiz' }).press('Enter');
    const proposed = admin.getByRole('region', { name: 'Proposed hours' });
    await proposed.getByText('No coming visit is touched.').waitFor();
    await proposed.getByRole('button', { name: 'Decline …' }).press('Enter');
    const reason = 'Why (the doctor reads it)';
    await typeInto(admin, reason, 'Nobody');
    // Counted anew beneath the dialog, as after each change of the clinic.
    await book(clinic, { startsAt: wall('10:00', '2026-03-10') });
    const colleague = clinic.call(clinic.actors.admin);
    await colleague.clinic.replaceWeeklyHours({ doctorId: clinic.cast.otherDoctor, hours: [] });
    await admin.getByText('1 coming visit would lose its place').waitFor();
    await expect.poll(() => dialog(admin).getByLabel(reason).inputValue()).toBe('Nobody');

    const { proposal, present, touched } = await colleague.hours.review({ id });
    const marks = { seenHours: present.hoursMark, touched: touched.mark };
    await colleague.hours.accept({ id, expectedVersion: proposal.version, ...marks });
    await admin.getByText('This proposal was taken back, replaced or answered meanwhile.').waitFor();
    await dialog(admin).waitFor({ state: 'detached' });
    await admin.locator('h2:focus').getByText('Dr. Ana Ruiz').waitFor();
    await admin.context().close();
  });

  it('beneath one that waits, in fields that the buttons below do not cover', async () => {
    await proposeHours(clinic);
    const page = await myHours();
    const [monday, tuesday] = ['Mon', 'Tue'].map((day) => page.getByLabel(day, { exact: true }));
    const isInSight = (field = monday) =>
      field?.evaluate((element) => {
        const { left, width, top, bottom } = element.getBoundingClientRect();
        const isOnTop = (y: number) => document.elementFromPoint(left + width / 2, y) === element;
        return element === document.activeElement && isOnTop(top + 3) && isOnTop(bottom - 3);
      });
    await monday?.click();
    await page.keyboard.press('End');
    await page.keyboard.type(', 18-19');
    await page.getByText('Not sent yet.').waitFor();
    await expect.poll(() => isInSight()).toBe(true);
    await page.keyboard.press('Tab');
    await expect.poll(() => isInSight(tuesday)).toBe(true);
    await page.getByRole('textbox', { name: /word/ }).fill('For my daughter');
    await untilKept(clinic, clinic.actors.doctor, ['For my daughter']);
    await untilKept(clinic, clinic.actors.doctor, ['1140']);
    await page.reload();
    await expect.poll(() => monday?.inputValue()).toMatch(/18:00–19:00$/);
    await page.getByText('Not sent yet.').waitFor();
    expect(await page.getByRole('textbox', { name: /word/ }).inputValue()).toBe('For my daughter');
    await page.context().close();
  });
});

import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/browser.ts';
import { insertPatient, insertSpecialization, insertVisit } from '../support/factories.ts';
import { createMailbox, type Mailbox } from '../support/mailbox.ts';
import { axeProblems } from '../support/phone.ts';
import { DESK_SIZE, screenOf, WIDE_SIZE } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { book, wall } from '../support/visits.ts';

const NOW = '2026-03-02T07:30:00Z';
const DAY = '2026-03-03';

let browser: Browser;
let clinic: ListeningClinic;
let mailbox: Mailbox;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  mailbox = createMailbox();
  clinic = await listen({ now: NOW, mail: mailbox });
  await book(clinic, { startsAt: wall('10:00', DAY) });
  await clinic.db.transact(async ({ q }) => {
    const { doctor: doctorId, type: appointmentTypeId } = clinic.cast;
    const patientId = await insertPatient(q, {
      familyName: 'Adams',
      givenName: 'Ann',
      email: 'ann@mail.test',
    });
    await insertVisit(q, { doctorId, patientId, appointmentTypeId, startsAt: wall('11:00', DAY) });
  });
});
afterEach(() => clinic.close());

const open = (path: string, scheme: 'light' | 'dark', size = DESK_SIZE): Promise<Page> =>
  screenOf(browser, { clinic, who: 'reception' }, { path, scheme, size });

/** The doctor and the day the form begins with. */
const filled = async (page: Page) => [
  await page.getByRole('combobox', { name: 'Doctor', exact: true }).inputValue(),
  await page.getByLabel('First day').inputValue(),
];

/** How many ways a row that is kept in sight looks while what is behind it goes by. */
async function looksOf(page: Page, row: Locator): Promise<number> {
  const looks = new Set<string>();
  const kept = await row.boundingBox();
  if (kept === null) throw new Error('the row is not drawn');
  let top = 0;
  for (; top < 400; top += 8) {
    await page.locator('main').evaluate((element, to) => {
      for (let each: Element | null = element; each !== null; each = each.parentElement) each.scrollTop = to;
    }, top);
    if ((await row.boundingBox())?.y !== kept.y) break;
    looks.add((await page.screenshot({ clip: kept })).toString('base64'));
  }
  // Below its own place it is kept nowhere any more.
  expect(top).toBeGreaterThan(80);
  return looks.size;
}

const starts = () =>
  clinic.db.read(async (q) =>
    (await q.selectFrom('appointment').select('startsAt').orderBy('startsAt').execute()).map(
      (row) => row.startsAt,
    ),
  );

describe('a doctor is away', () => {
  it('and by keyboard alone the visits move, one patient is told, one is called, and all is taken back', async () => {
    const page = await open('/board', 'light');
    await page.getByRole('grid').waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').waitFor();
    await page.keyboard.type('away');
    await page.getByRole('option', { name: /A doctor is away/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByLabel('First day').waitFor();
    const doctor = page.getByRole('combobox', { name: 'Doctor' });
    await doctor.pressSequentially('Ana');
    await page.getByRole('option', { name: 'Dr. Ana Ruiz' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByLabel('First day').fill(DAY);
    expect(await axeProblems(page)).toEqual([]);
    await page.getByRole('radio', { name: 'To the same doctor, later' }).press('Space');
    await page.getByRole('button', { name: 'Look it over', exact: true }).press('Enter');
    await page.getByText('2 move, 0 stay to be called about, 0 are cancelled').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Carry out' }).press('Enter');

    await page.getByText('1 patient was told by mail').waitFor();
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Lopez, Maria' })
      .filter({ hasText: '+1 555 010-2030' })
      .waitFor();
    expect(await axeProblems(page)).toEqual([]);
    expect(await starts()).toEqual([wall('10:00', '2026-03-04'), wall('11:00', '2026-03-04')]);
    expect(mailbox.messages.map(({ to }) => to)).toEqual(['ann@mail.test']);
    await page.getByRole('button', { name: 'Take all of it back' }).press('Enter');
    await page.getByText('All visits are where they were').waitFor();
    // And nobody is said to be away any more.
    await page.getByText('Dr. Ana Ruiz is away:').waitFor({ state: 'detached' });
    expect(await starts()).toEqual([wall('10:00', DAY), wall('11:00', DAY)]);
    await page.context().close();
  });

  it('is said in one line, and by a key on the board, and stands filled in', async () => {
    const page = await open('/board', 'light');
    await page.getByRole('grid').waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('ruiz sick tomorrow');
    await page.getByRole('option', { name: 'Dr. Ana Ruiz is away, Tue 3 Mar' }).waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByLabel('First day').waitFor();
    await expect.poll(() => filled(page)).toEqual(['Dr. Ana Ruiz', DAY]);
    await page.getByRole('button', { name: 'Look it over', exact: true, disabled: false }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('2 move, 0 stay to be called about').waitFor();
    await page.getByText('Dr. Ana Ruiz is away: Tue 3 Mar').waitFor();

    await page.getByRole('link', { name: 'Day board' }).press('Enter');
    await page.getByRole('gridcell').first().waitFor();
    await page.getByRole('gridcell', { name: /^Free at|outside the hours/ }).press('.');
    await page.getByRole('menuitem', { name: 'Is sick or away…' }).press('Enter');
    await page.getByLabel('First day').waitFor();
    await expect.poll(() => filled(page)).toEqual(['Dr. Ana Ruiz', '2026-03-02']);
    await page.context().close();
  });

  it('and who would have to come earlier than booked is told apart, and counted', async () => {
    const { doctor, otherDoctor, otherPatient: patientId, type: appointmentTypeId } = clinic.cast;
    await clinic.db.transact(async ({ q }) => {
      await insertSpecialization(q, 'General', [doctor, otherDoctor]);
      const long = { startsAt: wall('10:00', DAY), minutes: 7 * 60 };
      await insertVisit(q, { doctorId: otherDoctor, patientId, appointmentTypeId, ...long });
    });
    const page = await open(`/absence?doctor=${doctor}&day=${DAY}`, 'light');
    await expect.poll(() => filled(page)).toEqual(['Dr. Ana Ruiz', DAY]);
    await page.getByRole('radio', { name: 'To a colleague of the same field, the same day' }).click();
    await page.getByRole('button', { name: 'Look it over', exact: true }).click();
    await page.getByText('2 patients would have to come earlier than booked').waitFor();
    const row = (name: string) => page.getByRole('row').filter({ hasText: name });
    await row('Lopez, Maria').getByText('Earlier than booked, by 30 min').waitFor();
    await row('Adams, Ann').getByText('Earlier than booked, by 2 hr').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await page.getByLabel(/^What becomes of the visit of Ann Adams/).selectOption('leave');
    await page.getByText('1 patient would have to come earlier than booked').waitFor();
    // Where the plan is longer than the screen, nothing of it shows through what is pressed.
    await page.setViewportSize({ width: 1280, height: 280 });
    expect(await looksOf(page, page.getByRole('button', { name: 'Carry out' }).locator('..'))).toBe(1);
    await page.context().close();
  });

  it('is said in German, too', async () => {
    const page = await screenOf(browser, { clinic, who: 'reception' }, { path: '/board', language: 'de' });
    await page.getByRole('grid').waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('ruiz krank morgen');
    await page.getByRole('option', { name: /^Dr. Ana Ruiz fehlt, Di.* 3. März/ }).click();
    await page.getByLabel('Erster Tag').waitFor();
    await expect.poll(() => page.getByLabel('Erster Tag').inputValue()).toBe(DAY);
    await page.context().close();
  });

  it('and by mouse from the board one visit is decided otherwise; a plan that is no longer true changes nothing', async () => {
    const page = await open(`/board?day=${DAY}`, 'dark', WIDE_SIZE);
    await page.getByRole('button', { name: 'What can be done with Dr. Ana Ruiz’s day' }).click();
    await page.getByRole('menuitem', { name: 'Print the day sheet' }).waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await page.getByRole('menuitem', { name: 'Is sick or away…' }).click();
    await page.getByLabel('First day').waitFor();
    await expect.poll(() => filled(page)).toEqual(['Dr. Ana Ruiz', DAY]);
    await page.getByRole('radio', { name: 'To the same doctor, later' }).click();
    await page.getByRole('button', { name: 'Look it over', exact: true }).click();
    await page.getByLabel(/^What becomes of the visit of Ann Adams/).selectOption('leave');
    await page.getByText('1 move, 1 stay to be called about, 0 are cancelled').waitFor();
    // Her mail says nothing of a visit that stays, and she has no number.
    await page
      .getByRole('row', { name: /Adams, Ann/ })
      .getByRole('cell', { name: 'No number' })
      .waitFor();
    expect(await axeProblems(page)).toEqual([]);

    await book(clinic, { patientId: clinic.cast.otherPatient, startsAt: wall('10:00', '2026-03-04') });
    await page.getByRole('button', { name: 'Carry out' }).click();
    await page.getByText('Nothing was changed: look the plan over again.').waitFor();
    expect(await starts()).toContain(wall('10:00', DAY));
    await page.getByRole('button', { name: 'Look it over again' }).click();
    await page.getByText('2 move, 0 stay to be called about').waitFor();
    await page.getByRole('button', { name: 'Carry out' }).click();
    await page.getByText('2 visits were moved').waitFor();
    expect(await starts()).not.toContain(wall('10:00', DAY));
    await page.context().close();
  });
});

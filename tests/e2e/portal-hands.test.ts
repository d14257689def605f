import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/browser.ts';
import { chooseByKeys, tabTo } from '../support/keyboard.ts';
import { axeProblems, touchProblems } from '../support/phone.ts';
import { PHONE_SIZE, screenOf } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { book, newRequestId, wall } from '../support/visits.ts';

type Hands = {
  readonly press: (page: Page, target: Locator) => Promise<void>;
  readonly choose: (page: Page, radio: Locator) => Promise<void>;
  readonly write: (page: Page, field: Locator, words: string) => Promise<void>;
};
const THUMB: Hands = {
  press: (_page, target) => target.tap(),
  // A thumb presses the words: some radio buttons are drawn by their label alone.
  choose: async (page, radio) => {
    const id = await radio.getAttribute('id');
    await (id === null ? radio : page.locator(`label[for="${id}"]`)).tap();
  },
  write: async (page, field, words) => {
    await field.tap();
    await page.keyboard.type(words);
  },
};
const KEYS: Hands = {
  press: async (page, target) => {
    await tabTo(page, target);
    await page.keyboard.press('Enter');
  },
  choose: chooseByKeys,
  write: async (page, field, words) => {
    await tabTo(page, field);
    await page.keyboard.type(words);
  },
};

let browser: Browser;
let clinic: ListeningClinic;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  clinic = await listen({ now: wall('07:30') });
});
afterEach(() => clinic.close());

const phone = (path = '/portal') => screenOf(browser, { clinic, who: 'patient' }, { path, size: PHONE_SIZE });
const visits = async () =>
  (await clinic.db.read((q) => q.selectFrom('appointment').selectAll().execute())).map((visit) => [
    visit.startsAt,
    visit.status,
  ]);
const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name });

describe.each([
  ['a thumb', THUMB],
  ['the keyboard', KEYS],
] as const)('with %s alone', (_hands, { press, choose, write }) => {
  it('a visit is found, booked, moved and cancelled', async () => {
    const page = await phone();
    await press(page, page.getByRole('link', { name: 'New visit' }));
    await press(page, page.getByRole('link', { name: /Ana Ruiz/ }));
    await press(page, button(page, '10:30'));
    await press(page, button(page, 'Book the visit'));
    await page.getByRole('heading', { name: 'Your next visit' }).waitFor();
    expect(await visits()).toEqual([[wall('10:30'), 'booked']]);

    await press(page, page.getByRole('link', { name: /^Move,/ }));
    await press(page, button(page, '14:00'));
    await press(page, button(page, 'Move the visit'));
    await page.getByText('Your visit is now on').waitFor();
    await page.getByRole('heading', { name: 'Your next visit' }).waitFor();
    expect(await visits()).toEqual([[wall('14:00'), 'booked']]);

    await press(page, button(page, /^Cancel visit,/));
    await choose(page, page.getByRole('dialog').getByLabel('I feel better'));
    await press(page, button(page, 'Cancel the visit'));
    await press(
      page,
      page.getByRole('dialog', { name: 'Your visit is cancelled' }).getByRole('button', { name: 'Done' }),
    );
    await page.getByText('No visit ahead').waitFor();
    expect(await visits()).toEqual([[wall('14:00'), 'cancelled']]);
    await page.context().close();
  });

  it('the clinic is asked for a time of the day, and the request is withdrawn', async () => {
    const page = await phone(`/portal/new/${clinic.cast.otherDoctor}`);
    await choose(page, page.getByLabel('Ask the clinic'));
    await page.getByLabel('Day', { exact: true }).fill('2026-03-04');
    await choose(page, page.getByLabel(/^Afternoon/));
    await write(page, page.getByLabel(/What it is about/), 'Knee hurts on stairs');
    await choose(page, page.getByLabel(/^Normal/));
    await press(page, button(page, 'Send the request'));
    await page.getByText('The clinic will answer here').waitFor();
    await press(page, button(page, /^Withdraw,/));
    await page.getByText('Your request is withdrawn').waitFor();
    await page.context().close();
  });

  it('an earlier time is wished for, offered and taken', async () => {
    const page = await phone('/portal/earlier');
    await press(page, button(page, 'Put me on the list'));
    await button(page, /^Take me off,/).waitFor();
    await clinic.call(clinic.actors.reception).waitlist.offer({
      doctorId: clinic.cast.doctor,
      startsAt: wall('10:00'),
      endsAt: wall('10:30'),
      requestId: newRequestId(),
    });
    await press(page, button(page, /^Take it,/));
    await page.getByText('It is yours:').waitFor();
    expect(await visits()).toEqual([[wall('10:00'), 'booked']]);
    await page.context().close();
  });

  it('what the clinic knows of oneself is put right, and a correction asked for', async () => {
    const page = await phone('/portal/profile');
    await press(page, button(page, 'Change: How to reach you'));
    await write(page, page.getByLabel('Address'), '12 Mill Lane');
    await press(page, button(page, 'Save'));
    await page.getByText('12 Mill Lane').waitFor();
    await write(page, page.getByLabel('What it should say'), 'López');
    await press(page, button(page, 'Send'));
    await button(page, /^Take it back,/).waitFor();
    await page.context().close();
  });
});

describe('the free times a phone is shown', () => {
  it('are as long as the visit that moves, which is longer than its kind', async () => {
    const visit = await book(clinic, { startsAt: wall('10:00', '2026-03-05') });
    await book(clinic, { patientId: clinic.cast.otherPatient, startsAt: wall('14:30', '2026-03-05') });
    await clinic.call(clinic.actors.reception).appointments.move({
      id: visit.id,
      startsAt: visit.startsAt,
      durationMin: 60,
      expectedVersion: visit.version,
      requestId: newRequestId(),
    });
    const page = await phone(`/portal/visits/${visit.id}/move`);
    await page.getByRole('button', { name: /^Thu 5/, pressed: true }).waitFor();
    await button(page, '13:30').waitFor();
    const times = await page
      .getByRole('region', { name: /5 March/ })
      .getByRole('button')
      .allTextContents();
    // Where it stands now it is in nobody's way; that time itself is no other one.
    const around = ['09:00', '09:15', '09:30', '09:45', '10:15', '10:30', '10:45', '11:00'];
    expect(times.filter((time) => time <= '11:00')).toEqual(around);
    expect(times.filter((time) => time > '13:00')).toEqual([
      '13:15',
      '13:30',
      '15:00',
      '15:15',
      '15:30',
      '15:45',
      '16:00',
    ]);
    await page.context().close();
  });

  it('are found as far ahead as the clinic books, with one doctor and with any', async () => {
    await clinic.close();
    clinic = await listen({ now: wall('07:30'), settings: { horizonDays: 200 } });
    clinic.db.file.exec("UPDATE weekly_hours SET valid_from = '2026-08-03'");
    const page = await phone(`/portal/new/${clinic.cast.doctor}`);
    await page.getByRole('button', { name: /^Mon 3/, pressed: true }).waitFor();
    await button(page, '09:00').waitFor();
    await page.goto(`${clinic.url}/portal/new/any`);
    await page.getByRole('region', { name: 'Monday 3 August' }).waitFor();
    // Where nobody is free at all, it ends with the horizon.
    clinic.db.file.exec("UPDATE weekly_hours SET valid_from = '2026-09-30'");
    await page.reload();
    await page.getByText('No free time can be booked online').waitFor();
    await page.context().close();
  });
});

it('a name of one long word stays inside the phone', async () => {
  clinic.db.file.exec("UPDATE doctor SET name = 'Prof. Wolfeschlegelsteinhausenbergerdorff-von-Hohenlohe'");
  await book(clinic, { startsAt: wall('10:00', '2026-03-05') });
  await book(clinic, { startsAt: wall('10:00', '2026-03-06') });
  const page = await phone();
  await page.getByRole('heading', { name: 'Later visits' }).waitFor();
  expect(await touchProblems(page)).toEqual([]);
  await page.getByRole('link', { name: 'New visit' }).tap();
  await page.getByText('2 doctors').waitFor();
  const list = page.getByRole('link', { name: /Wolfe/ }).first();
  expect(await list.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  await list.tap();
  await page.getByRole('heading', { name: /Wolfe/ }).waitFor();
  await button(page, '10:30').waitFor();
  expect(await touchProblems(page)).toEqual([]);
  await page.context().close();
});

it('a visit that the clinic cancels does not go in silence, also while its patient is about to cancel it', async () => {
  const visit = await book(clinic, { startsAt: wall('15:00') });
  const page = await phone();
  await button(page, /^Cancel visit/).tap();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('heading', { name: 'Cancel this visit?' }).waitFor();
  await clinic
    .call(clinic.actors.reception)
    .appointments.cancel({ id: visit.id, code: 'prov', expectedVersion: visit.version });
  await sheet.getByRole('heading', { name: 'There is nothing left to cancel' }).waitFor();
  await button(page, 'Done').tap();
  await sheet.waitFor({ state: 'detached' });
  const cancelled = page.locator('section').filter({ hasText: 'Cancelled visits' });
  await cancelled.getByText('15:00').waitFor();
  expect(await axeProblems(page)).toEqual([]);
  expect(await touchProblems(page)).toEqual([]);
  await cancelled.getByRole('link', { name: /^Find another time/ }).tap();
  await page.getByRole('heading', { name: 'Dr. Ana Ruiz' }).waitFor();

  // What the patient called off, by whomever it was written down, is no news.
  const own = await book(clinic, { startsAt: wall('16:00') });
  await clinic
    .call(clinic.actors.reception)
    .appointments.cancel({ id: own.id, code: 'pat', expectedVersion: own.version });
  await page.goto(`${clinic.url}/portal`);
  await cancelled.getByText('15:00').waitFor();
  expect(await cancelled.getByRole('listitem').count()).toBe(1);
  await page.context().close();
});

it('both ways to a visit are read whole on a narrow phone, in German, too', async () => {
  const size = { width: 320, height: 640 };
  const path = `/portal/new/${clinic.cast.doctor}`;
  const page = await screenOf(browser, { clinic, who: 'patient' }, { path, size, language: 'de' });
  for (const words of ['Freie Zeit wählen', 'Praxis fragen']) {
    const shown = page.getByText(words, { exact: true });
    await shown.waitFor();
    const isWhole = await shown.evaluate((label) => {
      const range = document.createRange();
      range.selectNodeContents(label);
      return range.getBoundingClientRect().right <= window.innerWidth - 16;
    });
    expect([words, isWhole]).toEqual([words, true]);
  }
  await page.context().close();
});

it('what can be pressed on the next visit stays where it is when its questions are known', async () => {
  await book(clinic, { startsAt: wall('15:00', '2026-03-05') });
  let letThrough = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  const prepare = async (context: BrowserContext) => {
    await context.route('**/trpc/*ofOwnVisit*', async (route) => {
      await held;
      await route.continue();
    });
  };
  const page = await screenOf(
    browser,
    { clinic, who: 'patient' },
    { path: '/portal', size: PHONE_SIZE, prepare },
  );
  const move = page.getByRole('link', { name: /^Move,/ });
  await move.waitFor();
  const before = await move.boundingBox();
  letThrough();
  await page.getByRole('link', { name: 'Answer the questions' }).waitFor();
  expect((await move.boundingBox())?.y).toBe(before?.y);
  await page.context().close();
});

import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { emailOf, PASSWORD } from '../support/actors.ts';
import { launchChromium } from '../support/browser.ts';
import { typeInDialog } from '../support/keyboard.ts';
import { axeProblems } from '../support/phone.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { bookInput, wall } from '../support/visits.ts';

/** Monday 2 March 2026, 08:30 at the clinic. */
const NOW = '2026-03-02T07:30:00Z';
const DAY = '2026-03-02';
const PIN = '2580';
/** What the board and the dialog of this test show of patients: names, numbers, births, reasons. */
const PATIENT_DATA = [
  'Lopez',
  'Maria',
  'Weber',
  'Noah',
  '010-2030',
  '1001',
  '1002',
  '1975',
  'Earache',
  'Migraine',
];

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
  clinic = await listen({ now: NOW });
  await clinic
    .call(clinic.actors.reception)
    .appointments.book({ ...bookInput(clinic, { startsAt: wall('10:00', DAY) }), reason: 'Migraine' });
  await clinic.call(clinic.actors.reception).auth.setPin({ pin: PIN, password: PASSWORD });
  context = await browser.newContext({
    viewport: { width: 1280, height: 720 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
  });
  page = await context.newPage();
  await page.clock.setFixedTime(NOW);
  await page.goto(clinic.url);
});
afterEach(async () => {
  await context.close();
  await clinic.close();
});

async function signIn(who: 'reception' | 'doctor', on = page): Promise<void> {
  await on.getByLabel('Email').fill(emailOf(who));
  await on.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await on.keyboard.press('Enter');
}

async function openBoard(): Promise<void> {
  await signIn('reception');
  await page.getByRole('grid').waitFor();
  await page.getByText('In sync').waitFor();
  await page.locator('[data-event]').filter({ hasText: 'Lopez' }).waitFor();
}

/** A booking for Noah Weber, begun and not sent. */
async function beginBooking(): Promise<void> {
  await page.keyboard.press('b');
  await page.getByRole('combobox', { name: 'Patient' }).waitFor();
  await typeInDialog(page, '1002');
  await page.getByRole('option').filter({ hasText: 'Weber, Noah' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByText('Chart 1002').waitFor();
  await page.getByLabel('Reason').fill('Earache');
  await page.getByLabel('Time', { exact: true }).fill('11:15');
}

const lockedScreen = () => page.getByRole('heading', { name: 'Rita Desk' });
async function lock(): Promise<void> {
  await page.keyboard.press('Control+l');
  await lockedScreen().waitFor();
}

async function typePin(pin: string): Promise<void> {
  await page.getByLabel('PIN', { exact: true }).waitFor();
  await page.keyboard.type(pin);
  await page.keyboard.press('Enter');
}

/** Everything of a page that the next person at the PC can look at or open. */
async function everythingIn(on: Page): Promise<string> {
  return on.evaluate(async () => {
    const databases = await Promise.all(
      (await indexedDB.databases()).map(async ({ name }) => {
        const open = indexedDB.open(name ?? '');
        await new Promise((resolve) => open.addEventListener('success', resolve));
        const stores = [...open.result.objectStoreNames];
        const rows = await Promise.all(
          stores.map((store) => {
            const all = open.result.transaction(store).objectStore(store).getAll();
            return new Promise((resolve) => all.addEventListener('success', () => resolve(all.result)));
          }),
        );
        return JSON.stringify([name, rows]);
      }),
    );
    const caches = globalThis.isSecureContext ? await globalThis.caches.keys() : [];
    const typed = [...document.querySelectorAll<HTMLInputElement>('input, textarea')].map(
      ({ value }) => value,
    );
    return [
      document.documentElement.outerHTML,
      document.title,
      window.location.href,
      JSON.stringify(window.history.state),
      JSON.stringify(Object.entries(localStorage)),
      JSON.stringify(Object.entries(sessionStorage)),
      document.cookie,
      ...databases,
      ...caches,
      ...typed,
    ].join('\n');
  });
}

async function patientDataIn(on: Page): Promise<string[]> {
  const everything = await everythingIn(on);
  return PATIENT_DATA.filter((word) => everything.includes(word));
}

describe('a locked screen', () => {
  it('comes by itself when the desktop window says that the computer goes to sleep', async () => {
    await page.addInitScript(() => {
      const bridge = { onAway: (listener: () => void) => addEventListener('asleep', listener) };
      Object.assign(window, { medlinkDesktop: bridge });
    });
    await page.reload();
    await openBoard();
    await page.evaluate(() => dispatchEvent(new Event('asleep')));
    await lockedScreen().waitFor();

    const content = await page.content();
    expect(PATIENT_DATA.filter((word) => content.includes(word))).toEqual([]);
    await expect
      .poll(() =>
        clinic.db.file.prepare('SELECT count(*) FROM session WHERE locked_at IS NOT NULL').pluck().get(),
      )
      .toBe(1);
  });

  it('leaves no patient anywhere in the browser, and comes back by PIN with what was typed', async () => {
    await openBoard();
    await beginBooking();
    expect((await patientDataIn(page)).length).toBeGreaterThan(5);
    await lock();

    expect(await patientDataIn(page)).toEqual([]);
    expect(await page.title()).toBe('Locked · Test clinic');
    console.log(`locked: ${PATIENT_DATA.length} words of patients looked for, 0 found`);
    await expect
      .poll(async () => (await clinic.services.auth.listSessions(clinic.actors.reception))[0]?.isLocked)
      .toBe(true);
    await typePin(PIN);

    const dialog = page.getByRole('dialog');
    await dialog.getByText('Chart 1002').waitFor();
    expect(await dialog.getByLabel('Reason').inputValue()).toBe('Earache');
    expect(await dialog.getByLabel('Time', { exact: true }).inputValue()).toBe('11:15');
    await page.locator('[data-event]').filter({ hasText: 'Lopez' }).waitFor();
    await page.getByText('In sync').waitFor();
    expect(await page.title()).toBe('Test clinic');
  });

  it('stays locked after a reload and in a second tab, and opens in both', async () => {
    await openBoard();
    const second = await context.newPage();
    await second.clock.setFixedTime(NOW);
    await second.goto(clinic.url);
    await second.getByRole('grid').waitFor();
    await lock();
    await second.getByRole('heading', { name: 'Rita Desk' }).waitFor();
    expect(await patientDataIn(second)).toEqual([]);
    await page.reload();
    await lockedScreen().waitFor();
    expect(await patientDataIn(page)).toEqual([]);
    await typePin(PIN);

    await page.getByRole('grid').waitFor();
    await second.getByRole('grid').waitFor();
  });

  it('takes the password after five wrong PINs', async () => {
    await openBoard();
    await lock();
    await typePin('9999');
    await page.getByText('4 tries are left').waitFor();
    for (const left of [3, 2]) {
      await typePin('9998');
      await page.getByText(`${left} tries are left`).waitFor();
    }
    await typePin('9998');
    await page.getByText('One try is left').waitFor();
    await typePin('9998');
    await page.getByText('Too many wrong PINs').waitFor();
    await page.getByLabel('Password', { exact: true }).fill('not this one at all');
    await page.keyboard.press('Enter');
    await page.getByText('That password is not right').waitFor();
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');

    await page.getByRole('grid').waitFor();
  });

  it('comes by itself when nobody is there, also when the live line tells of changes', async () => {
    await openBoard();
    clinic.clock.advance({ minutes: 4, seconds: 59 });
    await clinic
      .call(clinic.actors.reception)
      .appointments.book(
        bookInput(clinic, { startsAt: wall('13:00', DAY), patientId: clinic.cast.otherPatient }),
      );
    await page.locator('[data-event]').filter({ hasText: 'Weber' }).waitFor();
    clinic.clock.advance({ seconds: 1 });

    await lockedScreen().waitFor();
    expect(await patientDataIn(page)).toEqual([]);
  });

  it('comes by itself also while the server knows of no limit, and tells it', async () => {
    const alone = await context.newPage();
    await alone.clock.install({ time: NOW });
    await alone.goto(clinic.url);
    await signIn('reception', alone);
    await alone.locator('[data-event]').filter({ hasText: 'Lopez' }).waitFor();
    await alone.clock.fastForward(5 * 60_000 + 1000);

    await alone.getByRole('heading', { name: 'Rita Desk' }).waitFor();
    expect(await patientDataIn(alone)).toEqual([]);
    await expect
      .poll(async () =>
        (await clinic.services.auth.listSessions(clinic.actors.reception)).map((s) => s.isLocked),
      )
      .toContain(true);
  });

  it('is usable without a mouse and clean for a screen reader', async () => {
    await openBoard();
    await lock();
    await page.getByLabel('PIN', { exact: true }).waitFor();

    expect(await axeProblems(page)).toEqual([]);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('PIN');
  });
});

describe('switching to somebody else', () => {
  it('takes seconds, shows nothing of the first to the second, and gives each their own back', async () => {
    await openBoard();
    await beginBooking();
    await lock();
    const startedAt = performance.now();
    await page.getByRole('button', { name: 'Someone else' }).click();
    await signIn('doctor');
    await page.getByText('Dr. Ana Ruiz').first().waitFor();
    await page.getByText('In sync').waitFor();
    console.log(`switched to another person in ${(performance.now() - startedAt).toFixed(0)} ms`);
    const everything = await everythingIn(page);
    expect(['Weber', 'Noah', 'Earache', '1002'].filter((word) => everything.includes(word))).toEqual([]);
    await page.keyboard.press('b');
    await page.getByRole('dialog').waitFor();
    expect(await page.getByRole('dialog').getByText('Chart 1002').count()).toBe(0);
    expect(await page.getByLabel('Reason').inputValue()).toBe('');
    await page.getByLabel('Reason').fill('Blood test');
    await page.keyboard.press('Control+l');
    await page.getByRole('heading', { name: 'Dr. Ana Ruiz' }).waitFor();
    await page.getByRole('button', { name: 'Someone else' }).click();
    await signIn('reception');

    await page.getByRole('dialog').getByText('Chart 1002').waitFor();
    expect(await page.getByLabel('Reason').inputValue()).toBe('Earache');
    expect((await everythingIn(page)).includes('Blood test')).toBe(false);
  });

  it('leads to the screen of the one who comes, not into the chart the one before had open', async () => {
    await signIn('reception');
    await page.getByText('In sync').waitFor();
    await page.goto(`${clinic.url}/charts?patient=${clinic.cast.patient}`);
    await page.getByRole('heading', { name: /Lopez/ }).waitFor();
    await lock();
    const readBy = () =>
      clinic.db.file
        .prepare('SELECT count(*) FROM audit_event WHERE patient_id IS NOT NULL AND user_id = ?')
        .pluck()
        .get(clinic.actors.doctor.userId);
    await page.getByRole('button', { name: 'Someone else' }).click();
    await signIn('doctor');
    await page.getByRole('heading', { name: 'The day' }).waitFor();

    expect(new URL(page.url()).search).toBe('');
    expect(readBy()).toBe(0);
  });

  it('takes along what was just said of a patient, also when the one before signs out', async () => {
    await openBoard();
    await page.locator('[data-event]').filter({ hasText: 'Lopez' }).focus();
    await page.keyboard.press('a');
    await page.getByText('Maria Lopez: Arrived').waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('Email').waitFor();

    expect(await page.content()).not.toContain('Lopez');
    await signIn('doctor');
    await page.getByText('Dr. Ana Ruiz').first().waitFor();
    expect(await page.getByText('Maria Lopez: Arrived').count()).toBe(0);
  });

  it('goes back when it was only looked at', async () => {
    await openBoard();
    await lock();
    await page.getByRole('button', { name: 'Someone else' }).click();
    await page.getByRole('button', { name: 'Back to Rita Desk' }).click();
    await typePin(PIN);

    await page.getByRole('grid').waitFor();
  });
});

describe('the page of one’s sign-in', () => {
  it('ends a sign-in elsewhere, whose screen closes, and sets the PIN', async () => {
    await signIn('doctor');
    await page.getByText('In sync').waitFor();
    const elsewhere = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/Berlin' });
    const other = await elsewhere.newPage();
    await other.clock.setFixedTime(NOW);
    await other.goto(clinic.url);
    await signIn('doctor', other);
    await other.getByText('In sync').waitFor();
    await page.getByRole('link', { name: /Dr. Ana Ruiz/ }).click();
    await page.getByText('This one').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    // The cast's own session, past any browser, is in the list, too.
    expect(await page.getByRole('listitem').count()).toBe(3);
    await page.getByRole('button', { name: 'End all others' }).click();
    await page.getByText('2 sign-ins were ended.').waitFor();
    await other.getByText('Your sign-in has ended').waitFor();
    await elsewhere.close();

    await page.getByRole('button', { name: 'Set a PIN' }).click();
    await page.getByLabel('New PIN').fill('1234');
    await page.getByLabel('Your password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Save the PIN' }).click();
    await page.getByText('is too easy to guess').waitFor();
    await page.getByLabel('New PIN').fill('8146');
    await page.getByRole('button', { name: 'Save the PIN' }).click();
    await page.getByText('You have a PIN.').waitFor();
    await page.keyboard.press('Control+l');
    await typePin('8146');
    await page.getByRole('heading', { name: 'Sign-in and security' }).waitFor();
  });
});

describe('what was typed', () => {
  it('of a patient who is being registered waits for its person, too', async () => {
    await openBoard();
    await page.keyboard.press('b');
    await page.getByRole('combobox', { name: 'Patient' }).waitFor();
    await typeInDialog(page, 'anna keller');
    await page.getByText('Nobody found').waitFor();
    await page.keyboard.press('Enter');
    await page.getByLabel('Phone').fill('+49 170 5550');
    await lock();
    expect((await everythingIn(page)).match(/keller|5550/i)).toBeNull();
    await typePin(PIN);

    await page.getByLabel('Phone').waitFor();
    expect(await page.getByLabel('Phone').inputValue()).toBe('+49 170 5550');
    expect(await page.getByLabel('Last name').inputValue()).toBe('Keller');
  });

  it('comes back after the browser crashed, to its person alone', async () => {
    await openBoard();
    await beginBooking();
    await expect
      .poll(async () => JSON.stringify(await clinic.services.drafts.list(clinic.actors.reception)))
      .toContain('11:15');
    await page.close();
    page = await context.newPage();
    await page.clock.setFixedTime(NOW);
    await page.goto(clinic.url);

    await page.getByRole('dialog').getByText('Chart 1002').waitFor();
    expect(await page.getByLabel('Time', { exact: true }).inputValue()).toBe('11:15');
  });
});

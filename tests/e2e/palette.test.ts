import { mkdirSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { palette as paletteWords } from '../../renderer/locales/en/palette.ts';
import { PASSWORD } from '../support/actors.ts';
import { launchChromium } from '../support/browser.ts';
import { insertPatient, insertType } from '../support/factories.ts';
import { axeProblems } from '../support/phone.ts';
import { sessionState } from '../support/session-state.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { book, bookInput, countVisits, wall } from '../support/visits.ts';

/** Monday 2 March 2026, 08:30 at the clinic; Dr. Ana Ruiz and another doctor work from 09:00 to 17:00. */
const NOW = '2026-03-02T07:30:00Z';
const OWN_TIME_BAR_MS = 300;
const OPEN_BAR_MS = 50;
const KEYS_BAR = 8;
const SHOTS = process.env.MEDLINK_SHOTS;

let browser: Browser;
let clinic: ListeningClinic;
let contexts: BrowserContext[];
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  clinic = await listen({ now: NOW });
  contexts = [];
});
afterEach(async () => {
  for (const context of contexts) await context.close();
  await clinic.close();
});

async function openDesk(
  look: {
    who?: 'reception' | 'admin';
    colorScheme?: 'light' | 'dark';
    wide?: boolean;
    isAwaited?: boolean;
  } = {},
): Promise<Page> {
  const { who = 'reception', colorScheme = 'light', wide = false, isAwaited = true } = look;
  const context = await browser.newContext({
    viewport: wide ? { width: 1920, height: 1080 } : { width: 1280, height: 720 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
    colorScheme,
    ...(await sessionState(clinic, who)),
  });
  contexts.push(context);
  const page = await context.newPage();
  await page.clock.setFixedTime(NOW);
  if (!isAwaited) return page;
  const arrived = Object.values(LATE_PARTS).map((isIt) =>
    page.waitForResponse(
      async (response) => isScript(new URL(response.url())) && isIt(response.url(), await response.text()),
    ),
  );
  await page.goto(clinic.url);
  await page.getByText('In sync').waitFor();
  await Promise.all(arrived);
  return page;
}

/** What is fetched once the screen is out: the palette, and what it says in English. */
const LATE_PARTS = {
  palette: (url: string) => url.includes('/desk-palette-'),
  // By what it holds: another part of that name comes with the screen.
  words: (url: string, body: string) => url.includes('/palette-') && body.includes(paletteWords.call),
};
const isScript = ({ pathname }: URL) => /\/(desk-)?palette-[^/]*\.js$/.test(pathname);

/** Holds one part back on its way to the page, from when it is asked for until it is released. */
async function holdBack(page: Page, part: keyof typeof LATE_PARTS) {
  const asked = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  await page.route(isScript, async (route) => {
    const response = await route.fetch();
    if (LATE_PARTS[part](route.request().url(), await response.text())) {
      asked.resolve();
      await released.promise;
    }
    await route.fulfill({ response });
  });
  return { asked: asked.promise, release: released.resolve };
}

const line = (page: Page) => page.getByRole('combobox', { name: 'Who, what and when' });
const choices = (page: Page) => page.getByRole('option').filter({ hasText: /\d\d:\d\d/ });

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await line(page).waitFor();
}

/** Visits that take somebody's time. */
const countBlocking = async () =>
  (await clinic.db.read((q) => q.selectFrom('appointment').select('status').execute())).filter(
    ({ status }) => status === 'booked',
  ).length;

/** Until every answer to what is typed is drawn. */
async function settled(page: Page): Promise<void> {
  await page.locator('[role=listbox][aria-busy=false]').waitFor();
}

async function shoot(page: Page, name: string): Promise<void> {
  if (SHOTS === undefined) return;
  mkdirSync(SHOTS, { recursive: true });
  await page.screenshot({ path: `${SHOTS}/${name}.png` });
}

/** A household, a follow-up and a visit that stands: what a call usually touches. */
async function furnish(): Promise<void> {
  const { doctor, otherDoctor, patient } = clinic.cast;
  const phone = '+1 555 010-7777';
  const [smith, wife] = await clinic.db.transact(async ({ q }) => {
    await insertType(q, { name: 'Follow-up', doctorIds: [doctor, otherDoctor], color: 'violet' });
    await insertPatient(q, { familyName: 'Smithers', givenName: 'Ada', birthDate: '1991-05-06' });
    const given = { familyName: 'Smith', phone };
    return [
      await insertPatient(q, { ...given, givenName: 'John', birthDate: '1980-02-05' }),
      await insertPatient(q, { ...given, givenName: 'Mary', birthDate: '1983-11-20' }),
    ] as const;
  });
  await book(clinic, { patientId: smith, startsAt: wall('09:00', '2026-03-05') });
  await book(clinic, { patientId: wife, doctorId: otherDoctor, startsAt: wall('11:00', '2026-03-02') });
  await book(clinic, { patientId: patient, startsAt: wall('09:30', '2026-03-16') });
}

describe('a phone booking by one line', () => {
  it('takes at most 8 keys after the three letters of a known patient, and under 300 ms of the program, the first time as later', async () => {
    await furnish();
    const best = { first: NOT_YET, later: NOT_YET };
    // The bars are the program's; a busy machine may spoil a round, not three.
    for (let round = 0; round < 3 && !(isWithin(best.first) && isWithin(best.later)); round++) {
      const page = await openDesk();
      await page.getByRole('grid').waitFor();
      for (const which of ['first', 'later'] as const) {
        const before = await countVisits(clinic);
        const call = await phoneBooking(page);
        expect(await countVisits(clinic)).toBe(before + 1);
        console.log(
          `${which} phone booking: ${call.keys} keys after the name; opened in ${call.openMs.toFixed(0)} ms, ` +
            `answered in ${call.answerMs.toFixed(0)} ms, booked in ${call.bookMs.toFixed(0)} ms: ` +
            `${call.ownMs.toFixed(0)} ms in all`,
        );
        if (call.ownMs < best[which].ownMs) best[which] = call;
      }
    }
    const timed = await clinic.db.read((q) => q.selectFrom('callTime').selectAll().execute());
    expect(timed.length).toBeGreaterThan(0);
    for (const call of [best.first, best.later]) {
      expect(call.keys).toBeLessThanOrEqual(KEYS_BAR);
      expect(call.openMs).toBeLessThan(OPEN_BAR_MS);
      expect(call.ownMs).toBeLessThan(OWN_TIME_BAR_MS);
    }
  });

  it('opens by a press that comes before its part and its words, as soon as they are here, and keeps what is typed', async () => {
    await furnish();
    for (const late of ['palette', 'words'] as const) {
      const page = await openDesk({ isAwaited: false });
      const held = await holdBack(page, late);
      await page.goto(clinic.url, { waitUntil: 'commit' });
      await page.getByText('In sync').waitFor();
      await page.getByRole('grid').waitFor();
      await held.asked;
      await page.keyboard.press('Control+k');
      await page.keyboard.type('smi');
      expect(await line(page).count()).toBe(0);
      held.release();
      await line(page).waitFor();
      await expect.poll(() => line(page).inputValue()).toBe('smi');
      await page.keyboard.press('Escape');
      await line(page).waitFor({ state: 'detached' });
    }
  });

  it('shows how it was understood, and what stands already, light and dark, small and wide', async () => {
    await furnish();
    for (const look of [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { wide: true }] as const) {
      const page = await openDesk(look);
      const name = `${'colorScheme' in look ? look.colorScheme : 'wide'}`;
      await openPalette(page);
      await shoot(page, `palette-empty-${name}`);
      await page.keyboard.type('smi follow 2w am ana xyz');
      await choices(page).nth(2).waitFor();
      await settled(page);
      const understood = page.getByRole('list', { name: 'Understood as' });
      for (const words of [/Follow-up/, /Mon,? 16 Mar/, /Morning/, /Not understood\s*xyz/])
        await understood.getByRole('listitem').filter({ hasText: words }).waitFor();
      await page.getByText('Has already').waitFor();
      await page.getByText('Same phone, today').waitFor();
      await shoot(page, `palette-${name}`);
      expect(await axeProblems(page)).toEqual([]);
    }
  });

  it('books nothing by the first Enter where a word was not understood, and takes a line of any length', async () => {
    await furnish();
    const page = await openDesk();
    await openPalette(page);
    await page.keyboard.type('smi follow before 10');
    await choices(page).nth(2).waitFor();
    await settled(page);
    await page.getByText('These times do not keep to “before and 10”.').waitFor();
    const first = page.getByRole('option').first();
    expect(await first.getAttribute('aria-selected')).toBe('true');
    expect(await first.textContent()).toContain('Open the chart of John Smith');
    const before = await countVisits(clinic);
    await page.keyboard.press('Alt+1');
    await page.keyboard.press('Enter');
    await page.getByText(/^Booked: John Smith/).waitFor();
    expect(await countVisits(clinic)).toBe(before + 1);

    await openPalette(page);
    await page.keyboard.type(`${'von Hohenstein '.repeat(8)}, Maximiliane`);
    const register = page.getByRole('option', { name: /^Nobody found\. Register “von Hohenstein/ });
    await register.waitFor();
    await settled(page);
    await page.keyboard.press('Enter');
    await page.getByLabel('First name').waitFor();
    expect(await page.getByLabel('Last name').inputValue()).toContain('von Hohenstein');
  });

  it('books the chosen one with the mouse or the arrows, and once for two Enters', async () => {
    await furnish();
    const page = await openDesk();
    await openPalette(page);
    await page.keyboard.type('smi tue');
    await choices(page).first().waitFor();
    await settled(page);
    await choices(page).nth(1).click();
    await page.getByText(/^Booked: John Smith/).waitFor();
    const booked = await countBlocking();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(countBlocking).toBe(booked - 1);
    await openPalette(page);
    await page.keyboard.type('smi fri');
    await choices(page).first().waitFor();
    await settled(page);
    await page.keyboard.press('ArrowDown');
    const before = await countVisits(clinic);
    const ids = new Set<string | undefined>();
    page.on('request', (request) => {
      if (!request.url().includes('appointments.book')) return;
      for (const [, id] of (request.postData() ?? '').matchAll(/"requestId":"([^"]+)"/g)) ids.add(id);
    });
    await page.evaluate(() => {
      for (let n = 0; n < 2; n++)
        document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    });
    await line(page).waitFor({ state: 'detached' });
    expect(await countVisits(clinic)).toBe(before + 1);
    // Had the second one an id of its own, it would be a second wish, refused by luck alone.
    expect(ids.size).toBe(1);
  });

  it('leads from a name to the visit they have already, by keys and by mouse', async () => {
    await furnish();
    const page = await openDesk();
    await openPalette(page);
    await page.keyboard.type('smith john');
    const standing = page.getByRole('option', { name: /^Has already\s*Thu,? 5 Mar, 09:00/ });
    await standing.waitFor();
    await settled(page);
    while ((await standing.getAttribute('aria-selected')) !== 'true') await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const panel = page.getByRole('dialog', { name: 'Visit' });
    await panel.getByText('John Smith').waitFor();
    await page.getByRole('grid', { name: /Thursday 5 March/ }).waitFor();
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    await openPalette(page);
    await page.keyboard.type('smith john');
    await standing.click();
    await panel.getByText('John Smith').waitFor();
  });

  it('says why it was refused, offers what is free near it, and keeps the line through a lock', async () => {
    await furnish();
    const page = await openDesk();
    await openPalette(page);
    await page.keyboard.type('smi follow wed 10:00 ana');
    await choices(page).first().waitFor();
    await settled(page);
    await book(clinic, bookInput(clinic, { startsAt: wall('10:00', '2026-03-04') }));
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('This time is taken').waitFor();
    await shoot(page, 'palette-refused');
    await page.keyboard.press('Escape');
    await line(page).waitFor({ state: 'detached' });
    await page.keyboard.press('Control+l');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('grid').waitFor();
    await openPalette(page);
    expect(await line(page).inputValue()).toBe('smi follow wed 10:00 ana');
  });

  it('asks which of two of one name is meant before it books, by keys and by mouse', async () => {
    const [older, younger] = await clinic.db.transact(async ({ q }) => {
      const name = { familyName: 'Twin', givenName: 'Pat' };
      return [
        await insertPatient(q, { ...name, birthDate: '1950-01-02', phone: '+1 555 010-1111' }),
        await insertPatient(q, { ...name, birthDate: '1990-03-04', phone: '+1 555 010-2222' }),
      ];
    });
    const page = await openDesk();
    const which = (year: string) =>
      page.getByRole('option').filter({ hasText: 'Pat Twin' }).filter({ hasText: year });
    const booked = async () =>
      (await clinic.db.read((q) => q.selectFrom('appointment').select('patientId').execute())).map(
        ({ patientId }) => patientId,
      );
    await openPalette(page);
    await page.keyboard.type('twin pat wed');
    await page.getByText('2 patients are called Pat Twin. Who is it?').waitFor();
    await which('1950').getByText('+1 555 010-1111').waitFor();
    await which('1990').getByText('+1 555 010-2222').waitFor();
    await settled(page);
    expect(await choices(page).count()).toBe(0);
    await shoot(page, 'palette-namesakes');
    expect(await axeProblems(page)).toEqual([]);
    while ((await which('1990').getAttribute('aria-selected')) !== 'true')
      await page.keyboard.press('ArrowDown');
    // Twice at once: the second one books for nobody yet.
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await choices(page).first().waitFor();
    await settled(page);
    expect(await booked()).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByText(/^Booked: Pat Twin/).waitFor();
    expect(await booked()).toEqual([younger]);

    await line(page).waitFor({ state: 'detached' });
    await openPalette(page);
    await page.keyboard.type('twin pat thu');
    await which('1950').click();
    await choices(page).first().waitFor();
    await settled(page);
    await choices(page).first().click();
    await expect.poll(booked).toEqual(expect.arrayContaining([older, younger]));
  });

  it('books from a screen that does nothing by itself, where the same key takes it back', async () => {
    await furnish();
    const page = await openDesk();
    await page.getByRole('link', { name: 'Charts' }).click();
    await page.getByRole('heading', { name: 'Charts' }).waitFor();
    const before = await countBlocking();
    await openPalette(page);
    await page.keyboard.type('smi thu');
    await choices(page).first().waitFor();
    await settled(page);
    await page.keyboard.press('Enter');
    await line(page).waitFor({ state: 'detached' });
    await page.getByText(/^Booked: John Smith/).waitFor();
    expect(await countBlocking()).toBe(before + 1);
    await page.getByRole('link', { name: 'Charts' }).focus();
    await page.keyboard.press('Control+z');
    await page.getByText('Taken back: the booking of John Smith').waitFor();
    expect(await countBlocking()).toBe(before);
  });

  it('registers who is not found, and goes on with them', async () => {
    const page = await openDesk();
    await openPalette(page);
    await page.keyboard.type('quill, zoe');
    await page.getByText('Nobody found. Register').waitFor();
    await settled(page);
    await page.keyboard.press('Enter');
    await page.getByText('In lists: Quill, Zoe').waitFor();
    await page.getByRole('button', { name: 'Swap the names' }).click();
    await page.getByText('In lists: Zoe, Quill').waitFor();
    await page.getByRole('button', { name: 'Swap the names' }).click();
    await page.getByLabel('Birth date').fill('6.10.2014');
    await shoot(page, 'palette-register');
    await page.keyboard.press('Enter');
    await choices(page).first().waitFor();
    await settled(page);
    await page.keyboard.press('Enter');
    await page.getByText(/^Booked: Zoe Quill/).waitFor();
  });

  it('hands over to the dialog with all fields', async () => {
    await furnish();
    const page = await openDesk();
    await openPalette(page);
    await page.keyboard.type('smi follow 2w');
    await choices(page).first().waitFor();
    await settled(page);
    await page.keyboard.press('Control+Enter');
    const dialog = page.getByRole('dialog', { name: 'Book a visit' });
    await dialog.getByText('John Smith').waitFor();
    expect(await dialog.getByLabel('Day', { exact: true }).inputValue()).toBe('2026-03-16');
  });
});

describe('the palette as a way to the screens', () => {
  it('leads to each by its name, those who do not book among them', async () => {
    for (const [at, callSec] of [14, 19, 38].entries())
      await book(clinic, { callSec, startsAt: wall(`1${at}:00`) });
    const page = await openDesk({ who: 'admin' });
    await page
      .getByText('nine of ten within 19 s')
      .or(page.getByText('nine of ten within 38 s'))
      .first()
      .waitFor();
    await shoot(page, 'palette-admin');
    expect(await axeProblems(page)).toEqual([]);
    await page.keyboard.press('Control+k');
    await line(page).waitFor();
    await page.keyboard.type('>aud');
    await page.getByRole('option', { name: /Audit/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/audit');
    expect(await line(page).count()).toBe(0);
  });
});

type Call = { keys: number; openMs: number; answerMs: number; bookMs: number; ownMs: number };
const NEVER = Number.POSITIVE_INFINITY;
const NOT_YET: Call = { keys: NEVER, openMs: NEVER, answerMs: NEVER, bookMs: NEVER, ownMs: NEVER };

const isWithin = ({ openMs, ownMs }: Call) => openMs < OPEN_BAR_MS && ownMs < OWN_TIME_BAR_MS;

/** From Ctrl+K to the visit in the book, for a patient who is known. */
async function phoneBooking(page: Page): Promise<Call> {
  const openMs = await measured(page, 'k', 'shown');
  for (const key of 'lop') await page.keyboard.press(key);
  const typed = ' fo 2';
  for (const key of typed) await page.keyboard.press(key === ' ' ? 'Space' : key);
  const answerMs = await measured(page, 'w', 'answered');
  const bookMs = await measured(page, 'Enter', 'gone');
  const keys = typed.length + 'w'.length + 1;
  return { keys, openMs, answerMs, bookMs, ownMs: openMs + answerMs + bookMs };
}

type Moment = 'shown' | 'answered' | 'gone';

/** Milliseconds from the key to the frame that shows what it led to, by the page's own clock. */
async function measured(page: Page, key: string, until: Moment): Promise<number> {
  // The listener stands before the key is pressed: a busy page takes keys before scripts.
  const watch = await page.evaluateHandle((moment) => {
    let tell: (ms: number) => void = () => undefined;
    const done = new Promise<number>((resolve) => {
      tell = resolve;
    });
    let since = Number.NaN;
    const isThere = () => {
      const input = document.querySelector('input[role=combobox]');
      if (moment === 'shown') return input !== null && document.activeElement === input;
      if (moment === 'gone') return input === null;
      const list = document.querySelector('[role=listbox]');
      return list?.getAttribute('aria-busy') === 'false' && list.querySelectorAll('kbd').length === 3;
    };
    const look = () => {
      if (isThere()) tell(performance.now() - since);
      else requestAnimationFrame(look);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Control') return;
      removeEventListener('keydown', onKey, true);
      since = performance.now();
      // What was there before the key does not count: the next frame has what it led to.
      requestAnimationFrame(look);
    };
    addEventListener('keydown', onKey, true);
    return { done };
  }, until);
  await page.keyboard.press(key === 'k' ? 'Control+k' : key);
  return await watch.evaluate(({ done }) => done);
}

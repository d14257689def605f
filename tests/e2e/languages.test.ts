import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/browser.ts';
import { axeProblems } from '../support/phone.ts';
import { type Look, PHONE_SIZE, screenOf } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { bookInput, wall } from '../support/visits.ts';

/** Monday 2 March 2026, 08:30 at the clinic. */
const NOW = '2026-03-02T07:30:00Z';

let browser: Browser;
let clinic: ListeningClinic;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  clinic = await listen({ now: NOW });
  await clinic
    .call(clinic.actors.reception)
    .appointments.book(bookInput(clinic, { startsAt: wall('15:00', '2026-03-02') }));
});
afterEach(() => clinic.close());

const german = (who: 'reception' | 'doctor' | 'patient' | null, look: Look = {}): Promise<Page> =>
  screenOf(browser, { clinic, who }, { language: 'de', ...look });
const languageOf = (page: Page) => page.evaluate(() => document.documentElement.lang);

describe('a German reader', () => {
  it('is met in German at the desk', async () => {
    const page = await german('reception');
    await page.getByRole('grid', { name: /Termine am Montag, 2. März/ }).waitFor();
    expect(await languageOf(page)).toBe('de-DE');
    await page.getByRole('link', { name: 'Wartezimmer' }).click();
    await page.getByText('Der nächste Termin ist um 15:00.').waitFor();
    await page.context().close();
  });

  it('is met in German on the phone, and reads why a way in is refused', async () => {
    const page = await german(null, { path: '/portal', size: PHONE_SIZE });
    await page.getByLabel('E-Mail').fill('nobody@example.org');
    await page.getByLabel('Passwort', { exact: true }).fill('not the right words');
    await page.keyboard.press('Enter');
    await page.getByText('E-Mail und Passwort passen nicht zusammen.').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await page.context().close();

    const home = await german('patient', { path: '/portal', size: PHONE_SIZE });
    await home.getByText('Ihr nächster Termin').waitFor();
    await home.getByText('Montag, 2. März').first().waitFor();
    await home.context().close();
  });

  it('fetches no English words, and an English one no German', async () => {
    const scripts = async (language: 'de' | undefined) => {
      const page = await screenOf(
        browser,
        { clinic, who: null },
        { path: '/portal', ...(language && { language }) },
      );
      const bodies: string[] = [];
      page.on('response', (response) => {
        if (response.url().endsWith('.js'))
          void response.text().then(
            (body) => bodies.push(body),
            () => undefined,
          );
      });
      await page.reload({ waitUntil: 'networkidle' });
      await page.context().close();
      return bodies.join('\n');
    };
    const [de, en] = [await scripts('de'), await scripts(undefined)];
    expect([de.includes('Passwort vergessen?'), de.includes('Forgot your password?')]).toEqual([true, false]);
    expect([en.includes('Passwort vergessen?'), en.includes('Forgot your password?')]).toEqual([false, true]);
  });
});

describe('the choice of a language', () => {
  it('turns the page at once, keeps what is typed, and is known at the next visit', async () => {
    const page = await screenOf(browser, { clinic, who: null }, { path: '/portal', size: PHONE_SIZE });
    await page.getByLabel('Email').fill('ana@example.org');
    await page.getByLabel('Language').selectOption({ label: 'Deutsch' });
    await page.getByRole('button', { name: 'Anmelden' }).waitFor();
    expect(await page.getByLabel('E-Mail').inputValue()).toBe('ana@example.org');
    expect(await languageOf(page)).toBe('de-GB');
    await page.reload();
    await page.getByRole('button', { name: 'Anmelden' }).waitFor();
    await page.context().close();
  });
});

describe('the language of a person', () => {
  it('goes with them: chosen once, it wins over the browser of every device, until they leave it', async () => {
    const look = { path: '/portal/security', size: PHONE_SIZE };
    const page = await screenOf(browser, { clinic, who: 'patient' }, look);
    const saved = page.waitForResponse((answer) => answer.url().includes('languages.choose'));
    await page.getByLabel('Language').selectOption({ label: 'Deutsch' });
    expect((await saved).status()).toBe(200);
    await page.context().close();

    const other = await screenOf(browser, { clinic, who: 'patient' }, { ...look, path: '/portal' });
    await other.getByText('Ihr nächster Termin').waitFor();
    await other.getByRole('button', { name: 'Abmelden' }).click();
    await other.getByRole('button', { name: 'Sign in' }).waitFor();
    await other.context().close();
  });

  it('is the clinic’s where the browser asks for none that has words', async () => {
    await clinic.db.transact(({ q }) =>
      q
        .insertInto('setting')
        .values({ key: 'language', value: '"de"', updatedAt: clinic.clock.now() })
        .execute(),
    );
    const context = await browser.newContext({ locale: 'fr-FR', viewport: PHONE_SIZE });
    const page = await context.newPage();
    await page.goto(`${clinic.url}/portal`);
    await page.getByRole('button', { name: 'Anmelden' }).waitFor();
    expect(await languageOf(page)).toBe('de-FR');
    await context.close();
  });

  it('stands on what they take home, the clinic’s on what stays in the house', async () => {
    const { patient } = clinic.cast;
    clinic.db.file.prepare("UPDATE patient SET language = 'Deutsch' WHERE id = ?").run(patient);
    const id = clinic.db.file.prepare('SELECT id FROM appointment').pluck().get();
    const path = `/paper?visit=${String(id)}`;
    const page = await screenOf(browser, { clinic, who: 'reception' }, { path });
    await page.getByRole('article', { name: 'Routing slip' }).waitFor();
    await page.getByText('Appointment card').click();
    const card = page.getByRole('article', { name: 'Terminzettel' });
    await card.getByText('bei Dr. Ana Ruiz').waitFor();
    await card.getByText('Montag, 2. März').waitFor();
    await page.getByRole('button', { name: 'Print' }).waitFor();
    await page.context().close();
  });
});

describe('a language that runs from right to left', () => {
  const sideOf = async (page: Page, control: Locator): Promise<'left' | 'right'> => {
    const box = await control.boundingBox();
    const middle = (page.viewportSize()?.width ?? 0) / 2;
    return (box?.x ?? 0) + (box?.width ?? 0) / 2 > middle ? 'right' : 'left';
  };
  it('mirrors the desk', async () => {
    const page = await screenOf(browser, { clinic, who: 'reception' }, { language: 'ar-XB' });
    await page.getByRole('grid').waitFor();
    expect(await sideOf(page, page.locator('header nav a').first())).toBe('right');
    expect(await sideOf(page, page.locator('header button').last())).toBe('left');
    await page.context().close();
  });

  it('turns the arrows of the board along the text', async () => {
    const page = await screenOf(browser, { clinic, who: 'reception' }, { language: 'ar-XB' });
    await page.getByRole('grid').waitFor();
    const columnOf = () =>
      page.evaluate(() => document.activeElement?.getBoundingClientRect().x ?? Number.NaN);
    await page.locator('[role="gridcell"][tabindex="0"]').first().focus();
    const first = await columnOf();
    await page.keyboard.press('ArrowLeft');
    expect(await columnOf()).toBeLessThan(first);
    await page.keyboard.press('ArrowRight');
    expect(await columnOf()).toBe(first);
    await page.context().close();
  });

  it('mirrors the phone', async () => {
    const look = { path: '/portal/earlier', language: 'ar-XB', size: PHONE_SIZE } as const;
    const page = await screenOf(browser, { clinic, who: 'patient' }, look);
    await page.getByRole('main').waitFor();
    expect(await sideOf(page, page.locator('header a').first())).toBe('right');
    expect(await sideOf(page, page.locator('header button').last())).toBe('left');
    await page.context().close();
  });
});

describe('every word', () => {
  /** Names that are data, the browser's own dates, keys of the keyboard, and languages in their own words. */
  const DATA =
    /Test clinic|Rita Desk|Ada Admin|Maria Lopez|Lopez, Maria|Dr\. (Ana Ruiz|Ben Osei)|Room 1|Consultation|Ctrl|Alt|Esc|Tab|Enter|English|Deutsch|\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b|\b(January|February|March|April|June|July|Jan|Feb|Mar|Apr|May|Jun|Jul)\b|\b(min|hr?)\b|\bin \d+ (minutes|hours)\b|\S+@\S+|https?:\S+|\/portal/g;

  /** What a person reads or hears on the page and no language holds. */
  async function wordless(page: Page): Promise<string[]> {
    const texts = await page.evaluate(() => {
      const found: string[] = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        if (node.parentElement?.closest('script, style, noscript') === null)
          found.push(node.textContent ?? '');
      }
      for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
        for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
          found.push(element.getAttribute(name) ?? '');
      }
      return found;
    });
    const rest = texts.map((text) => {
      let left = text.replace(DATA, '');
      for (let before = ''; before !== left; ) {
        before = left;
        left = left.replace(/⟦[^⟦⟧]*⟧/g, '');
      }
      return left;
    });
    return [...new Set(rest.filter((text) => /\p{L}{2}/u.test(text)))];
  }

  it('of the main screens stands in the languages’ files', async () => {
    const walk = [
      [null, ['/', '/portal', '/portal/register']],
      ['reception', ['/', '/waiting', '/waitlist', '/security']],
      ['doctor', ['/']],
      ['admin', ['/']],
      ['patient', ['/portal', '/portal/earlier']],
    ] as const;
    for (const [who, paths] of walk) {
      const page = await screenOf(browser, { clinic, who }, { path: paths[0], language: 'en-XA' });
      for (const path of paths) {
        if (path !== paths[0]) await page.goto(`${clinic.url}${path}`);
        await page.locator('main').first().waitFor();
        await page.waitForLoadState('networkidle');
        expect({ path, who, wordless: await wordless(page) }).toEqual({ path, who, wordless: [] });
      }
      await page.context().close();
    }
  });
});

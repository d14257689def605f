import type { Browser, Page } from 'playwright-core';
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
  it('is met in German at the desk, in light and dark', async () => {
    for (const scheme of ['light', 'dark'] as const) {
      const page = await german('reception', { scheme });
      await page.getByRole('grid', { name: /Termine am Montag, 2. März/ }).waitFor();
      expect(await languageOf(page)).toBe('de-DE');
      expect(await axeProblems(page)).toEqual([]);
      await page.getByRole('link', { name: 'Wartezimmer' }).click();
      await page.getByText('Der nächste Termin ist um 15:00.').waitFor();
      expect(await axeProblems(page)).toEqual([]);
      await page.context().close();
    }
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
    expect(await axeProblems(home)).toEqual([]);
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

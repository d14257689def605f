import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openClinicServer, readConfig } from '../../server/app/create-clinic-server.ts';
import { createLogger } from '../../server/lib/logger.ts';
import { emailOf, PASSWORD } from '../support/actors.ts';
import { launchChromium } from '../support/browser.ts';
import { typeInDialog } from '../support/keyboard.ts';
import { DESK_SIZE, PHONE_SIZE } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { bookInput, wall } from '../support/visits.ts';
import { type Watch, watchPages } from '../support/watch-page.ts';

/** Monday 2 March 2026, 08:30 at the clinic; the doctors work from 09:00 to 17:00. */
const NOW = '2026-03-02T07:30:00Z';
const DAY = '2026-03-02';

let browser: Browser;
let clinic: ListeningClinic;
const sums = { screens: 0, requests: 0 };

beforeAll(async () => {
  browser = await launchChromium();
  clinic = await listen({ now: NOW });
  const desk = clinic.call(clinic.actors.reception);
  await desk.appointments.book(bookInput(clinic, { startsAt: wall('10:00', DAY) }));
});
afterAll(async () => {
  await browser.close();
  await clinic.close();
  console.log(`content policy: ${sums.screens} screens, ${sums.requests} requests, all to the clinic itself`);
});

type Watched = Watch & { page: Page; context: BrowserContext };

/** A browser of somebody who has not signed in, watched. The screens as they are opened are watched where they are walked through. */
async function watchedBrowser(url: string, phone = false): Promise<Watched> {
  const context = await browser.newContext({
    viewport: phone ? PHONE_SIZE : DESK_SIZE,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
  });
  const watch = await watchPages(context, url);
  const page = await context.newPage();
  await page.clock.setFixedTime(NOW);
  return { ...watch, page, context };
}

async function signIn(page: Page, who: 'reception' | 'patient'): Promise<void> {
  await page.getByLabel('Email').fill(emailOf(who));
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
}

async function expectQuiet({ page, context, faults, requests }: Watched, screens: number): Promise<void> {
  // What is loaded late is loaded by now.
  await page.waitForLoadState('networkidle');
  await context.close();
  sums.screens += screens;
  sums.requests += requests();
  expect(faults).toEqual([]);
}

describe('under the strict policy, with nothing in red and nothing from elsewhere,', () => {
  it('the watch sees what a stricter eye would', async () => {
    const watched = await watchedBrowser(clinic.url);
    await watched.page.goto(clinic.url);
    await watched.page.evaluate(() => {
      document.body.insertAdjacentHTML('beforeend', '<p style="color: red">inline</p>');
      const script = document.createElement('script');
      script.textContent = 'window.wasRun = true';
      document.body.append(script);
      const picture = new Image();
      picture.src = 'http://evil.example/pixel.png';
    });
    await expect
      .poll(() =>
        watched.faults.filter((fault) => fault.startsWith('policy:')).map((fault) => fault.split(' ')[1]),
      )
      .toEqual(expect.arrayContaining(['style-src-attr', 'script-src-elem', 'img-src']));
    expect(await watched.page.evaluate(() => 'wasRun' in window)).toBe(false);
    await watched.context.close();
  });

  it('a clinic is set up', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'medlink-empty-'));
    const config = readConfig({}, { port: '0', logLevel: 'silent' });
    const empty = await openClinicServer({ dataDir: folder, config, logger: createLogger('silent') });
    const url = await empty.listen();
    const watched = await watchedBrowser(url);
    await watched.page.goto(url);
    await watched.page.getByRole('heading', { name: 'Set up your clinic' }).waitFor();
    await watched.page.getByRole('button', { name: 'Set up the clinic' }).click();
    await watched.page.getByText('4 things need your attention').waitFor();
    await expectQuiet(watched, 1);
    await empty.close();
    rmSync(folder, { recursive: true });
  });

  it('the desk signs in, books and looks at a visit, in light and dark', async () => {
    const watched = await watchedBrowser(clinic.url);
    const { page } = watched;
    await page.goto(clinic.url);
    await signIn(page, 'reception');
    await page.getByText('In sync').waitFor();
    await page.getByRole('grid').waitFor();
    await page.keyboard.press('b');
    await page.getByRole('combobox', { name: 'Patient' }).waitFor();
    await typeInDialog(page, 'lopez');
    await page.getByRole('option').filter({ hasText: 'Lopez, Maria' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByLabel('Reason').fill('Back pain');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.locator('[data-event]').first().click();
    await page.getByRole('dialog').locator(':focus').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.reload();
    await page.getByRole('grid').waitFor();
    await expectQuiet(watched, 5);
  });

  it('a patient registers, signs in, and goes through the portal', async () => {
    const watched = await watchedBrowser(clinic.url, true);
    const { page } = watched;
    await page.goto(`${clinic.url}/portal/register`);
    await page.getByLabel('First name').waitFor();
    await page.goto(`${clinic.url}/portal`);
    await signIn(page, 'patient');
    await page.getByText(', Patient').waitFor();
    await page.getByRole('link', { name: 'New visit' }).click();
    await page.getByRole('link', { name: /Ruiz/ }).click();
    await page.waitForLoadState('networkidle');
    await page.goto(`${clinic.url}/portal/no/such/page`);
    await expectQuiet(watched, 5);
  });
});

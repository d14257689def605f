import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { visitCodeOf } from '../../server/lib/visit-code.ts';
import { launchChromium } from '../support/browser.ts';
import { axeProblems, touchProblems } from '../support/phone.ts';
import { DESK_SIZE, screenOf } from '../support/screen-of.ts';
import { type ListeningClinic, listen, TEST_SEAL } from '../support/start-clinic.ts';
import { book, wall } from '../support/visits.ts';

const SHOTS = process.env.MEDLINK_SHOTS;
const TABLET = { width: 820, height: 1180 };

let browser: Browser;
let clinic: ListeningClinic;
let contexts: BrowserContext[];
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  clinic = await listen({ now: wall('09:00') });
  contexts = [];
});
afterEach(async () => {
  for (const context of contexts) await context.close();
  await clinic.close();
});

async function shot(page: Page, name: string): Promise<void> {
  if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/${name}.png` });
}

type Look = { readonly colorScheme?: 'light' | 'dark'; readonly locale?: 'en-GB' | 'de-DE' };

/** A paired tablet whose clock the test moves on. */
async function kiosk({ colorScheme = 'light', locale = 'en-GB' }: Look = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: TABLET,
    hasTouch: true,
    locale,
    reducedMotion: 'reduce',
    colorScheme,
  });
  contexts.push(context);
  const page = await context.newPage();
  await page.clock.install({ time: clinic.clock.now() });
  await page.goto(`${clinic.url}/kiosk`);
  const made = await clinic
    .call(clinic.actors.reception)
    .displays.add({ kind: 'kiosk', name: 'Entrance', shows: 'ticket' });
  await page.getByLabel('Code').fill(made.code);
  await page.keyboard.press('Enter');
  await page
    .getByRole('heading', { name: /Are you here for a visit|Haben Sie heute einen Termin/ })
    .waitFor();
  return page;
}

describe('the kiosk at the entrance', () => {
  it('takes a birth date and three letters, by keyboard alone, and is on the desk’s list at once', async () => {
    await book(clinic);
    const front = await screenOf(
      browser,
      { clinic, who: 'reception' },
      { path: '/waiting', size: DESK_SIZE },
    );
    contexts.push(front.context());
    await front.getByText('In sync').waitFor();
    const page = await kiosk();
    expect(await axeProblems(page)).toEqual([]);
    expect(await touchProblems(page)).toEqual([]);
    await shot(page, 'kiosk');
    await page.locator('input:focus').waitFor();
    await page.keyboard.type('12041980');
    await page.keyboard.press('Tab');
    await page.keyboard.type('lop');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Thank you, we know that you are here' }).waitFor();
    await page.getByText('1', { exact: true }).waitFor();
    expect(await page.content()).not.toMatch(/Lopez|Maria|Ruiz/);
    expect(await axeProblems(page)).toEqual([]);
    await shot(page, 'kiosk-here');
    const lopez = front.getByRole('row').filter({ hasText: 'Lopez' });
    await lopez.getByText('Kiosk').waitFor();
    await page.clock.fastForward(20_000);
    await page.getByRole('heading', { name: 'Are you here for a visit?' }).waitFor();
    expect(await page.getByLabel('Year').inputValue()).toBe('');
  });

  it('takes the code of a card, by touch, in German and in the dark', async () => {
    const { id } = await book(clinic);
    const page = await kiosk({ colorScheme: 'dark', locale: 'de-DE' });
    await shot(page, 'kiosk-german-dark');
    await page.getByRole('button', { name: 'Ich habe eine Terminkarte' }).tap();
    await page.getByLabel('Code auf Ihrer Terminkarte').fill(visitCodeOf(TEST_SEAL, id).toLowerCase());
    expect(await axeProblems(page)).toEqual([]);
    await shot(page, 'kiosk-card-german-dark');
    await page.getByRole('button', { name: 'Ich bin da' }).tap();
    await page.getByRole('heading', { name: 'Danke, wir wissen, dass Sie da sind' }).waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await shot(page, 'kiosk-here-german-dark');
    await page.getByRole('button', { name: 'Fertig' }).tap();
    await page.getByRole('heading', { name: 'Haben Sie heute einen Termin?' }).waitFor();
  });

  it('sends whom it does not know to the desk, says what is missing, and forgets what was typed', async () => {
    const page = await kiosk();
    await page.getByRole('button', { name: 'I am here' }).tap();
    await page.getByText('Please look at the date again').waitFor();
    await page.getByLabel('Day').fill('1');
    await page.getByLabel('Month').fill('2');
    await page.getByLabel('Year').fill('1980');
    await page.getByRole('button', { name: 'I am here' }).tap();
    await page.getByText('Please type how your last name begins.').waitFor();
    await page.clock.fastForward(20_000);
    await page.getByLabel('Year').waitFor();
    await expect.poll(() => page.getByLabel('Year').inputValue()).toBe('');
    await page.locator('input:focus').waitFor();
    await page.keyboard.type('01021980');
    await page.getByLabel('The first 3 letters').fill('abc');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Please go to the front desk' }).waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await shot(page, 'kiosk-desk');
  });
});

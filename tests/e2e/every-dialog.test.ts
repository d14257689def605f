import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from '../support/browser.ts';
import { axeProblems } from '../support/phone.ts';
import { screenOf, WIDE_SIZE } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { book, newRequestId, wall } from '../support/visits.ts';
import { misfits } from '../support/walk-screens.ts';

/** Monday 2 March 2026, 08:30 at the clinic. */
const NOW = '2026-03-02T07:30:00Z';
const DAY = '2026-03-02';

let browser: Browser;
let clinic: ListeningClinic;
let page: Page;
beforeAll(async () => {
  browser = await launchChromium();
  clinic = await listen({ now: NOW });
  await book(clinic, { startsAt: wall('10:00', DAY) });
  const asked = { doctorId: clinic.cast.doctor, date: DAY, dayPart: 'morning', urgency: 'high' } as const;
  const request = { ...asked, patientId: clinic.cast.otherPatient, reason: 'Cough' };
  await clinic.call(clinic.actors.reception).requests.createFor({ ...request, requestId: newRequestId() });
  page = await screenOf(browser, { clinic, who: 'reception' }, { size: WIDE_SIZE });
});
afterAll(async () => {
  await browser.close();
  await clinic.close();
});

const onVisit = async (key: string) => {
  await page.locator('[data-event]').focus();
  await page.keyboard.press(key);
};
const press = (key: string) => page.keyboard.press(key);
const click = (name: string) => page.getByRole('button', { name, exact: true }).click();

/** Each by what opens it, where it is opened. */
const DIALOGS: readonly (readonly [path: string, opened: Readonly<Record<string, () => Promise<void>>>])[] = [
  [
    '/board',
    {
      booking: () => press('b'),
      walkIn: () => press('w'),
      visit: () => onVisit('Enter'),
      move: () => onVisit('m'),
      cancel: () => onVisit('c'),
      checkIn: () => onVisit('i'),
      filters: () => press('s'),
      views: () => press('o'),
      keys: () => press('?'),
      palette: () => press('Control+k'),
      accept: () => click('Accept'),
      decline: () => click('Decline'),
    },
  ],
  ['/waitlist', { wish: () => click('Put on the waitlist') }],
  ['/recalls', { recall: () => click('Put on the list') }],
];

it('no dialog of the desk has a fault on a wide monitor, in light and dark', {
  timeout: 90_000,
}, async () => {
  const problems: string[] = [];
  for (const [path, dialogs] of DIALOGS) {
    await page.goto(`${clinic.url}${path}`);
    await page.getByText('In sync').waitFor();
    if (path === '/board') await page.locator('[data-event]').waitFor();
    await page.waitForLoadState('networkidle');
    for (const [name, open] of Object.entries(dialogs)) {
      await open();
      const dialog = page.locator('[role="dialog"]');
      // It has its name a moment after it is drawn.
      await page.locator('[role="dialog"]:is([aria-label], [aria-labelledby])').waitFor();
      await page.waitForLoadState('networkidle');
      const found = [...(await axeProblems(page, undefined, '[role="dialog"]')), ...(await misfits(page))];
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.locator('html[data-mantine-color-scheme=dark]').waitFor();
      found.push(...(await axeProblems(page, ['color-contrast'], '[role="dialog"]')));
      problems.push(...found.map((problem) => `${name}: ${problem}`));
      await page.emulateMedia({ colorScheme: 'light' });
      await press('Escape');
      await dialog.waitFor({ state: 'detached' });
    }
  }
  expect(problems).toEqual([]);
});

import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MORE_SCREENS, SCREENS } from '../../renderer/app/screens.ts';
import { launchChromium } from '../support/browser.ts';
import { type DemoClinic, listenDemo } from '../support/demo-clinic.ts';
import { axeProblems, touchProblems } from '../support/phone.ts';
import { type Look, PHONE_SIZE, screenOf, WIDE_SIZE } from '../support/screen-of.ts';

/** Pictures of every screen, where somebody asks for them: a folder. */
const SHOTS = process.env['MEDLINK_SHOTS'];
const PORTAL_PAGES = [
  '',
  '/new',
  '/new/any',
  '/visits',
  '/earlier',
  '/access',
  '/my-data',
  '/profile',
  '/security',
];

let browser: Browser;
let clinic: DemoClinic;
beforeAll(async () => {
  browser = await launchChromium();
  clinic = await listenDemo();
  if (SHOTS !== undefined) mkdirSync(SHOTS, { recursive: true });
});
afterAll(async () => {
  await browser.close();
  await clinic.close();
});

type Visitor = {
  readonly who: 'admin' | 'reception' | 'doctor' | 'patient';
  readonly paths: readonly string[];
  readonly look: Look;
};

/** Opens one page after the other and says what is wrong with each. */
async function walk({ who, paths, look }: Visitor): Promise<string[]> {
  const page = await screenOf(browser, { clinic, who }, { ...look, path: paths[0] });
  const problems: string[] = [];
  for (const path of paths) {
    if (path !== paths[0]) await page.goto(`${clinic.url}${path}`);
    await page.getByRole('main').waitFor();
    await page.waitForLoadState('networkidle');
    for (const scheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.locator(`html[data-mantine-color-scheme=${scheme}]`).waitFor();
      const found = await (scheme === 'dark' ? colorProblems(page) : allProblems(page, look));
      problems.push(...found.map((problem) => `${who} ${path} ${scheme}: ${problem}`));
      await shoot(page, `${who}${path.replaceAll('/', '-')}-${scheme}`);
    }
  }
  await page.context().close();
  return problems;
}

/** Only the colours differ in the dark. */
const colorProblems = (page: Page) => axeProblems(page, ['color-contrast']);

async function allProblems(page: Page, { size }: Look): Promise<string[]> {
  const problems = [...(await axeProblems(page)), ...(await misfits(page))];
  if (size === PHONE_SIZE) problems.push(...(await touchProblems(page)));
  return problems;
}

/** A page that can be pushed sideways, words that do not fit into their control, and controls that stand out of their form. */
async function misfits(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    if (document.documentElement.scrollWidth > window.innerWidth) found.push('wider than the window');
    for (const control of document.querySelectorAll<HTMLElement>('button, nav a, h1, h2, th')) {
      const isCut =
        control.scrollWidth > control.clientWidth + 1 && getComputedStyle(control).overflowX !== 'visible';
      if (isCut && control.clientWidth > 0 && control.title === '')
        found.push(`cut: ${control.innerText.slice(0, 80)}`);
    }
    for (const field of document.querySelectorAll<HTMLElement>('input, select, textarea, button')) {
      const around = field.closest<HTMLElement>('form, section, li, main');
      const isOut =
        around !== null && field.getBoundingClientRect().right > around.getBoundingClientRect().right + 1;
      const isReached =
        around !== null &&
        around.scrollWidth > around.clientWidth &&
        getComputedStyle(around).overflowX !== 'visible';
      if (isOut && !isReached) found.push(`out of its form: ${field.outerHTML.slice(0, 80)}`);
    }
    return found;
  });
}

async function shoot(page: Page, name: string): Promise<void> {
  if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/${name}.png` });
}

describe('every screen, in light and dark,', () => {
  it.each([
    ['reception', 'receptionist'],
    ['doctor', 'doctor'],
    ['admin', 'admin'],
  ] as const)('of the %s is without fault on a wide monitor', { timeout: 120_000 }, async (who, role) => {
    const paths = [...SCREENS[role], ...MORE_SCREENS[role]].map(({ to }) => to);
    expect(await walk({ who, paths, look: { size: WIDE_SIZE } })).toEqual([]);
  });

  it('of the portal is without fault on a phone', { timeout: 120_000 }, async () => {
    const paths = PORTAL_PAGES.map((path) => `/portal${path}`);
    expect(await walk({ who: 'patient', paths, look: { size: PHONE_SIZE } })).toEqual([]);
  });
});

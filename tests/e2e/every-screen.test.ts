import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MORE_SCREENS, SCREENS } from '../../renderer/app/screens.ts';
import { launchChromium } from '../support/browser.ts';
import { type DemoClinic, listenDemo } from '../support/demo-clinic.ts';
import { axeProblems, touchProblems } from '../support/phone.ts';
import { DESK_SIZE, PHONE_SIZE, screenOf, WIDE_SIZE } from '../support/screen-of.ts';
import { PORTAL_PAGES, type Visitor, walkScreens } from '../support/walk-screens.ts';

let browser: Browser;
let clinic: DemoClinic;
beforeAll(async () => {
  browser = await launchChromium();
  clinic = await listenDemo();
});
afterAll(async () => {
  await browser.close();
  await clinic.close();
});

const walk = (visitor: Visitor) => walkScreens(browser, clinic, visitor);

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
    expect(await walk({ who: 'patient', paths: PORTAL_PAGES, look: { size: PHONE_SIZE } })).toEqual([]);
  });
});

describe('a page that is not there', () => {
  it.each([
    ['reception', '/nowhere', DESK_SIZE],
    ['patient', '/portal/nowhere', PHONE_SIZE],
  ] as const)('says so to the %s, and leads to the first one', async (who, path, size) => {
    const page = await screenOf(browser, { clinic, who }, { path, size });
    const main = page.getByRole('main');
    await main.getByRole('heading', { level: 1, name: 'There is no such page' }).waitFor();
    const forThumbs = size === PHONE_SIZE ? await touchProblems(page) : [];
    expect([...(await axeProblems(page)), ...forThumbs]).toEqual([]);
    await main.getByRole('link', { name: 'Go to the start page' }).press('Enter');
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor({ state: 'detached' });
    await page.context().close();
  });
});

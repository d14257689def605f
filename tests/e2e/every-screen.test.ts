import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MORE_SCREENS, SCREENS } from '../../renderer/app/screens.ts';
import { launchChromium } from '../support/browser.ts';
import { type DemoClinic, listenDemo } from '../support/demo-clinic.ts';
import { PHONE_SIZE, WIDE_SIZE } from '../support/screen-of.ts';
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

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/browser.ts';
import { type DemoClinic, listenDemo } from '../support/demo-clinic.ts';
import type { Look } from '../support/screen-of.ts';
import { visitorsOf } from '../support/visitors.ts';
import { walkLayouts, walkScreens } from '../support/walk-screens.ts';

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

type Walk = typeof walkScreens;
/** All at once: a walk mostly waits. */
const problemsOf = async (walk: Walk, language: NonNullable<Look['language']>) =>
  (await Promise.all(visitorsOf(clinic, language).map((visitor) => walk(browser, clinic, visitor)))).flat();

describe('every screen', () => {
  it('in German is without fault at the desk and on a phone, in light and dark', {
    timeout: 150_000,
  }, async () => {
    expect(await problemsOf(walkScreens, 'de')).toEqual([]);
  });

  it('from right to left stays inside its window, with its words whole', { timeout: 150_000 }, async () => {
    expect(await problemsOf(walkLayouts, 'ar-XB')).toEqual([]);
  });
});

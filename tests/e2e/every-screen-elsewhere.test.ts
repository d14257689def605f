import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MORE_SCREENS, SCREENS } from '../../renderer/app/screens.ts';
import { SECTIONS } from '../../renderer/features/clinic-setup/sections.ts';
import { launchChromium } from '../support/browser.ts';
import { type DemoClinic, listenDemo } from '../support/demo-clinic.ts';
import { DESK_SIZE, type Look, PHONE_SIZE } from '../support/screen-of.ts';
import { PORTAL_PAGES, type Visitor, walkLayouts, walkScreens } from '../support/walk-screens.ts';

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

const one = (sql: string, ...of: unknown[]) =>
  String(
    clinic.db.file
      .prepare(sql)
      .pluck()
      .get(...of),
  );

/** Everybody who comes, each with the screens they have; those that show one visit or doctor with one of the demo. */
function visitors(language: NonNullable<Look['language']>): Visitor[] {
  const desk = { language, size: DESK_SIZE };
  const phone = { language, size: PHONE_SIZE };
  const pathsOf = (role: 'receptionist' | 'doctor' | 'admin') =>
    [...SCREENS[role], ...MORE_SCREENS[role]].map(({ to }) => to as string);
  const visit = one("SELECT id FROM appointment WHERE status = 'booked' ORDER BY starts_at LIMIT 1");
  const doctor = one('SELECT id FROM doctor ORDER BY name LIMIT 1');
  const slips = ['routing-slip', 'appointment-card'].map((kind) => `/paper?visit=${visit}&kind=${kind}`);
  const sections = SECTIONS.slice(1).map((section) => `/clinic?section=${section}`);
  const hours = `/clinic?section=doctors&doctor=${doctor}`;
  return [
    { who: 'reception', paths: [...pathsOf('receptionist'), ...slips, '/security'], look: desk },
    { who: 'doctor', paths: pathsOf('doctor'), look: desk },
    { who: 'admin', paths: [...pathsOf('admin'), ...sections, hours, '/retention'], look: desk },
    { who: 'patient', paths: [...PORTAL_PAGES, `/portal/new/${doctor}`], look: phone },
    { who: null, paths: ['/', '/forgot', '/call-screen', '/kiosk'], look: desk },
    { who: null, paths: ['/portal', '/portal/register', '/portal/forgot'], look: phone },
  ];
}

type Walk = typeof walkScreens;
/** All at once: a walk mostly waits. */
const problemsOf = async (walk: Walk, language: NonNullable<Look['language']>) =>
  (await Promise.all(visitors(language).map((visitor) => walk(browser, clinic, visitor)))).flat();

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

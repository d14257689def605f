import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addMinutes, toInstant } from '../../shared/time/instant.ts';
import { launchChromium } from '../support/browser.ts';
import { type Control, controlsOf, unreachableByKeys } from '../support/controls.ts';
import { insertVisit } from '../support/factories.ts';
import { axeProblems, touchProblems } from '../support/phone.ts';
import { type Look, PHONE_SIZE, screenOf } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { book, newRequestId, wall } from '../support/visits.ts';
import { PORTAL_PAGES } from '../support/walk-screens.ts';

const ROUTES = join(import.meta.dirname, '../../renderer/app/portal-routes.tsx');

let browser: Browser;
let clinic: ListeningClinic;
let visitId: string;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  clinic = await listen({ now: wall('09:30') });
  visitId = (await book(clinic)).id;
  await book(clinic, { startsAt: wall('11:00', '2026-03-04') });
  await fillPortal();
});
afterEach(() => clinic.close());

/** Something on every screen: a visit that was, a request, a wish for an earlier time and an offer, an opened chart. */
async function fillPortal(): Promise<void> {
  const { doctor: doctorId, patient: patientId, type: appointmentTypeId } = clinic.cast;
  await clinic.db.transact(({ q }) =>
    insertVisit(q, {
      doctorId,
      patientId,
      appointmentTypeId,
      startsAt: '2026-02-02T09:00:00Z',
      status: 'completed',
    }),
  );
  const own = clinic.call(clinic.actors.patient);
  for (const date of ['2026-03-05', '2026-03-06']) {
    const wish = { doctorId: clinic.cast.otherDoctor, date, dayPart: 'morning', urgency: 'medium' } as const;
    await own.requests.create({ ...wish, reason: 'Knee pain', requestId: newRequestId() });
  }
  for (const field of ['familyName', 'givenName'] as const)
    await own.corrections.ask({ field, wanted: 'López', requestId: newRequestId() });
  for (const [earliestDate, latestDate, time] of [
    ['2026-03-05', '2026-03-10', '10:00'],
    ['2026-03-09', '2026-03-20', '13:00'],
  ] as const) {
    const days = { earliestDate, latestDate };
    await own.waitlist.join({ appointmentTypeId, ...days, requestId: newRequestId() });
    const startsAt = wall(time, earliestDate);
    const endsAt = addMinutes(toInstant(startsAt), 30);
    const offer = { doctorId, startsAt, endsAt, requestId: newRequestId() };
    await clinic.call(clinic.actors.reception).waitlist.offer(offer);
  }
  await clinic.call(clinic.actors.doctor).patients.get({ id: patientId });
}

type Screen = {
  readonly at: string;
  /** What somebody does there before it is looked at: opens what is opened. */
  readonly act?: (page: Page) => Promise<void>;
};

/** What a button says in either language. */
const pressed = (name: RegExp) => async (page: Page) => page.getByRole('button', { name }).first().tap();
const opened = (name: RegExp) => async (page: Page) => {
  await pressed(name)(page);
  await page.getByRole('dialog').waitFor();
};
const OF_NOBODY: readonly Screen[] = [
  { at: '/' },
  { at: '/register', act: pressed(/^(Create account|Konto anlegen)$/) },
  { at: '/forgot' },
  { at: '/reset' },
];
const OF_A_PATIENT: readonly Screen[] = [
  { at: '/' },
  { at: '/', act: opened(/^(Cancel visit|Absagen),/) },
  { at: '/new' },
  { at: '/new/any' },
  { at: '/new/$doctorId', act: opened(/^11:00$/) },
  {
    at: '/new/$doctorId',
    act: async (page) => {
      await page.getByText(/^(Ask the clinic|Praxis fragen)/).tap();
      await page.getByLabel(/^(Emergency|Notfall)/).check();
    },
  },
  { at: '/visits' },
  { at: '/visits/$visitId/move' },
  { at: '/visits/$visitId/questions', act: pressed(/^(Send the answers|Antworten senden)$/) },
  { at: '/earlier' },
  { at: '/access' },
  { at: '/my-data' },
  { at: '/profile', act: pressed(/^(Change|Ändern): /) },
  { at: '/security', act: opened(/^(Make an address|Adresse erstellen)$/) },
];
const addressOf = ({ at }: Screen) =>
  `/portal${at.replace('$doctorId', clinic.cast.doctor).replace('$visitId', visitId)}`;

type Seen = { readonly screen: string; readonly controls: readonly Control[]; readonly problems: string[] };
type Walk = Look & {
  readonly look: (page: Page) => Promise<string[]>;
  readonly screens?: (all: readonly Screen[]) => readonly Screen[];
};

async function walk({ look, screens = (all) => all, ...rest }: Walk): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (const who of [null, 'patient'] as const) {
    const page = await screenOf(browser, { clinic, who }, { size: PHONE_SIZE, ...rest, path: '/portal' });
    await page.getByRole('main').waitFor();
    for (const screen of screens(who === null ? OF_NOBODY : OF_A_PATIENT)) {
      await page.goto(`${clinic.url}${addressOf(screen)}`);
      await page.getByRole('main').waitFor();
      await page.waitForLoadState('networkidle');
      await screen.act?.(page);
      const state = screen.act === undefined ? '' : ', in use';
      const controls = await controlsOf(page);
      const problems = await look(page);
      seen.push({ screen: `${who ?? 'nobody'} ${screen.at}${state}`, controls, problems });
    }
    await page.context().close();
  }
  return seen;
}

const listed = ({ screen, controls }: Seen) =>
  [screen, ...controls.map(({ role, name }) => `  ${role} "${name}"`)].join('\n');

/** What one hears twice without knowing which is which; a radio button has its question beside it. */
function twiceIn(controls: readonly Control[]): string[] {
  const names = controls.filter(({ role }) => role !== 'radio').map(({ role, name }) => `${role} "${name}"`);
  return names.filter((name, index) => names.indexOf(name) !== index);
}

function expectSound(seen: readonly Seen[]): void {
  for (const { screen, controls, problems } of seen) {
    const unnamed = controls.filter(({ name }) => name === '');
    expect({ screen, unnamed, twice: twiceIn(controls), problems }).toEqual({
      screen,
      unnamed: [],
      twice: [],
      problems: [],
    });
    expect({ screen, count: controls.length }).not.toEqual({ screen, count: 0 });
  }
}

describe('every screen of the portal', () => {
  it('is walked here', () => {
    const source = readFileSync(ROUTES, 'utf8');
    const routes = [...source.matchAll(/ path: '([^']+)'/g)].map(([, path]) => path);
    const walked = [...OF_NOBODY, ...OF_A_PATIENT].map(({ at }) => at);
    expect(routes.length).toBeGreaterThan(10);
    expect(routes.filter((path) => path !== undefined && !walked.includes(path))).toEqual([]);
  });

  it('has a name for each control, and each is reached by the Tab key', { timeout: 180_000 }, async () => {
    const seen = await walk({ look: unreachableByKeys });
    const count = seen.reduce((sum, { controls }) => sum + controls.length, 0);
    console.log(`${seen.map(listed).join('\n')}\n${count} controls on ${seen.length} screens of the portal`);
    expectSound(seen);
  });

  it('is without fault in German as it is used, in light and dark', {
    timeout: 180_000,
  }, async () => {
    const look = async (page: Page) => {
      const problems = [...(await axeProblems(page)), ...(await touchProblems(page))];
      // Only the colours differ in the dark.
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.locator('html[data-mantine-color-scheme=dark]').waitFor();
      problems.push(...(await axeProblems(page, ['color-contrast'])));
      await page.emulateMedia({ colorScheme: 'light' });
      return problems;
    };
    // As they are first seen, these are looked at where every screen is walked through.
    const isWalked = ({ at, act }: Screen) =>
      act === undefined && PORTAL_PAGES.includes(at === '/' ? '/portal' : `/portal${at}`);
    const screens = (all: readonly Screen[]) => all.filter((screen) => !isWalked(screen));
    expectSound(await walk({ language: 'de', look, screens }));
  });
});

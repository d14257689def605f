import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PASSWORD } from '../support/actors.ts';
import { launchChromium } from '../support/browser.ts';
import { axeProblems } from '../support/phone.ts';
import { PHONE_SIZE, screenOf } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { book, wall } from '../support/visits.ts';

let browser: Browser;
let clinic: ListeningClinic;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  clinic = await listen({ now: wall('09:30') });
  const admin = clinic.call(clinic.actors.admin);
  const { revision } = await admin.clinic.overview({});
  const change = { changes: { accent: 'violet' } as const, expectedRevision: revision, password: PASSWORD };
  await admin.clinic.updateSettings(change);
  await book(clinic, { startsAt: wall('11:00', '2026-03-04') });
});
afterEach(() => clinic.close());

const VIOLET = { light: 'rgb(71, 47, 138)', dark: 'rgb(214, 202, 248)' };

describe.each(['light', 'dark'] as const)(
  'the portal of a clinic with a colour of its own, in the %s',
  (scheme) => {
    it('shows it before and after one has signed in', async () => {
      for (const who of [null, 'patient'] as const) {
        const page = await screenOf(browser, { clinic, who }, { path: '/portal', size: PHONE_SIZE, scheme });
        const main =
          who === null ? page.getByRole('button', { name: 'Sign in' }) : page.getByText('Test clinic');
        const drawn = who === null ? ('backgroundColor' as const) : ('color' as const);
        const colorOf = () =>
          main.first().evaluate((element, name) => getComputedStyle(element)[name], drawn);
        await expect.poll(colorOf).toBe(VIOLET[scheme]);
        expect(await axeProblems(page)).toEqual([]);
        const { SHOT } = process.env;
        if (SHOT) await page.screenshot({ path: `${SHOT}/accent-${scheme}-${who ?? 'nobody'}.png` });
        await page.context().close();
      }
    });
  },
);

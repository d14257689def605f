import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Certificates, openCertificates } from '../../server/tls/certificates.ts';
import { addMinutes, toInstant } from '../../shared/time/instant.ts';
import { launchChromium } from '../support/browser.ts';
import { axeProblems } from '../support/phone.ts';
import { screenOf } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';

const MADE_AT = toInstant('2026-03-02T07:30:00.000Z');
const daysLater = (days: number) => addMinutes(MADE_AT, days * 24 * 60);

let browser: Browser;
let folder: string;
let certificates: Certificates;
beforeAll(async () => {
  browser = await launchChromium();
  folder = mkdtempSync(join(tmpdir(), 'medlink-notices-'));
  certificates = await openCertificates(folder, { now: MADE_AT, names: [], addresses: () => [] });
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

async function deskAt(now: string, work: (page: Page) => Promise<void>, name: 'admin' | 'reception') {
  const clinic: ListeningClinic = await listen({ now, certificates });
  const page = await screenOf(browser, { clinic, who: name }, { path: '/my-actions' });
  await page.waitForLoadState('networkidle');
  await work(page);
  await page.context().close();
  await clinic.close();
}

const NOTICE = 'Devices trust this clinic until 28 Feb 2036 only';

it('tells administrators, and nobody else, that the authority ends in its last three months', async () => {
  const inTime = daysLater(3650 - 91);
  const late = daysLater(3650 - 89);
  await deskAt(inTime, async (page) => expect(await page.getByText(NOTICE).count()).toBe(0), 'admin');
  await deskAt(
    late,
    async (page) => {
      await page.getByRole('link', { name: NOTICE }).waitFor();
      expect(await axeProblems(page)).toEqual([]);
    },
    'admin',
  );
  await deskAt(late, async (page) => expect(await page.getByText(NOTICE).count()).toBe(0), 'reception');
});

import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emailOf } from '../support/actors.ts';
import { launchChromium } from '../support/browser.ts';
import { type FlakyLine, flakyLine } from '../support/flaky-line.ts';
import { axeProblems, signInOn, touchProblems } from '../support/phone.ts';
import { PHONE_SIZE } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { book, wall } from '../support/visits.ts';

const NOW = wall('08:30', '2026-03-02');
const KEPT = ['/portal/offline', '/portal/offline.css'];

let clinic: ListeningClinic;
let line: FlakyLine;
let browser: Browser;
let context: BrowserContext;
let phone: Page;
const requests = new Set<string>();

beforeAll(async () => {
  clinic = await listen({ now: NOW, settings: { clinicName: 'Praxis am Markt' } });
  await book(clinic);
  line = await flakyLine(clinic.url);
  browser = await launchChromium();
  ({ context, phone } = await openPhone());
});
afterAll(async () => {
  await browser.close();
  await line.close();
  await clinic.close();
});

async function openPhone(look: { locale?: string; colorScheme?: 'dark' } = {}) {
  const context = await browser.newContext({
    viewport: PHONE_SIZE,
    hasTouch: true,
    locale: 'en-GB',
    reducedMotion: 'reduce',
    ...look,
  });
  context.on('request', (request) => requests.add(new URL(request.url()).origin));
  const phone = await context.newPage();
  await phone.clock.setFixedTime(NOW);
  await phone.goto(`${line.url}/portal`);
  return { context, phone };
}

/** The worker is at work from the next page on. */
const isReady = (page: Page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    return navigator.serviceWorker.controller !== null;
  });
async function untilReady(page: Page): Promise<void> {
  await expect.poll(() => isReady(page)).toBe(true);
}

/** Every address that anything of this origin keeps on the phone. */
const keptOnPhone = (page: Page) =>
  page.evaluate(async () => {
    const stores = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
    const kept = await Promise.all(stores.map((store) => store.keys()));
    return kept.flat().map(({ url }) => new URL(url).pathname);
  });

describe('the portal as an app', () => {
  it('may be put on the home screen, under the clinic’s name', async () => {
    await untilReady(phone);
    const browserEye = await context.newCDPSession(phone);
    const manifest = await browserEye.send('Page.getAppManifest');
    expect(manifest.errors).toEqual([]);
    expect(JSON.parse(manifest.data ?? '{}')).toMatchObject({
      name: 'Praxis am Markt',
      start_url: '/portal',
      scope: '/portal',
      display: 'standalone',
    });
    const { installabilityErrors } = await browserEye.send('Page.getInstallabilityErrors');
    // A private window never offers it; nothing else stands in the way.
    expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual(
      [],
    );
  });

  it('has icons of the sizes it says, drawn to the edge where a launcher cuts them', async () => {
    const { icons } = (await (await fetch(`${clinic.url}/portal/manifest.webmanifest`)).json()) as {
      icons: { src: string; sizes: string; purpose: string }[];
    };
    for (const { src, sizes, purpose } of [
      ...icons,
      { src: '/portal/icon-apple-180.png', sizes: '180x180', purpose: 'apple' },
    ]) {
      const answer = await fetch(`${clinic.url}${src}`);
      expect(answer.headers.get('content-type')).toBe('image/png');
      const image = sharp(await answer.arrayBuffer());
      const { width, height } = await image.metadata();
      expect(`${width}x${height}`).toBe(sizes);
      const corner = await image
        .ensureAlpha()
        .extract({ left: 0, top: 0, width: 1, height: 1 })
        .raw()
        .toBuffer();
      expect({ src, alpha: corner[3] }).toEqual({ src, alpha: purpose === 'any' ? 0 : 255 });
    }
  });
});

describe('a phone that cannot reach the clinic', () => {
  it('says so at every address of the portal, and comes back to the same one', async () => {
    await signInOn(phone, emailOf('patient'));
    await phone.getByRole('heading', { name: 'Your next visit' }).waitFor();
    await phone.goto(`${line.url}/portal/profile`);
    await phone.getByRole('heading', { level: 1 }).waitFor();
    line.cut();
    await phone.reload();
    await phone.getByRole('heading', { name: 'The clinic cannot be reached' }).waitFor();
    expect([...(await axeProblems(phone)), ...(await touchProblems(phone))]).toEqual([]);
    await phone.goto(`${line.url}/portal`);
    await phone.getByRole('heading', { name: 'The clinic cannot be reached' }).waitFor();
    await phone.getByRole('link', { name: 'Try again' }).tap();
    await phone.getByRole('heading', { name: 'The clinic cannot be reached' }).waitFor();

    line.mend();
    await phone.getByRole('link', { name: 'Try again' }).tap();
    await phone.getByRole('heading', { name: 'Your next visit' }).waitFor();
    expect(new URL(phone.url()).pathname).toBe('/portal');
  });

  it('says it in German and in the dark', async () => {
    const german = await openPhone({ locale: 'de-DE', colorScheme: 'dark' });
    await untilReady(german.phone);
    line.cut();
    await german.phone.reload();
    await german.phone.getByRole('heading', { name: 'Die Praxis ist nicht zu erreichen' }).waitFor();
    expect(await axeProblems(german.phone)).toEqual([]);
    await german.context.close();
    line.mend();
  });

  it('has kept that page and what it is drawn with, and nothing that anybody read', async () => {
    await phone.getByRole('link', { name: 'See your past visits' }).tap();
    await phone.getByRole('heading', { name: 'Past visits' }).waitFor();
    expect((await keptOnPhone(phone)).toSorted()).toEqual(KEPT.toSorted());
    const worker = readFileSync(new URL('../../renderer/public/portal/worker.js', import.meta.url), 'utf8');
    // What is kept is fetched when the worker is put in, and never written to later.
    expect(worker.match(/\.(?:put|add|addAll)\(/g)).toEqual(['.addAll(']);
  });

  it('has asked nobody but the clinic', () => {
    expect([...requests]).toEqual([new URL(line.url).origin]);
  });
});

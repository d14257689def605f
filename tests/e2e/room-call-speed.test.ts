import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ActorName } from '../support/actors.ts';
import { launchChromium } from '../support/browser.ts';
import { screenOf } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { newRequestId, wall } from '../support/visits.ts';

/** From the commit until it stands at every desk. */
const SEEN_BAR_MS = 200;

let browser: Browser;
let clinic: ListeningClinic;
let contexts: BrowserContext[];
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  clinic = await listen({ now: wall('10:00') });
  contexts = [];
});
afterEach(async () => {
  for (const context of contexts) await context.close();
  await clinic.close();
});

async function open(who: ActorName, look: Parameters<typeof screenOf>[2]): Promise<Page> {
  const page = await screenOf(browser, { clinic, who }, look);
  contexts.push(page.context());
  await page.getByText('In sync').waitFor();
  return page;
}

describe('a call from the room', () => {
  it('stands at every desk within 200 ms of the commit', async () => {
    const desks = [await open('reception', { path: '/board' }), await open('admin', { path: '/home' })];
    const drawn = await Promise.all(desks.map(watchDrawing));
    const { signals } = clinic.call(clinic.actors.doctor);
    const call = { doctorId: clinic.cast.doctor, roomId: null, kind: 'nurse', note: '' } as const;
    let median = Number.POSITIVE_INFINITY;
    // The bar is the program's; a busy machine may spoil a round, not three.
    for (let round = 0; round < 3 && median >= SEEN_BAR_MS; round++) {
      const delays: number[] = [];
      for (let n = 0; n < 5; n++) {
        const sent = await signals.send({ ...call, requestId: newRequestId() });
        const from = committedAtMs;
        for (const at of drawn) {
          await expect.poll(() => at.get(sent.id), { interval: 5 }).toBeDefined();
          delays.push((at.get(sent.id) ?? Number.POSITIVE_INFINITY) - from);
        }
        await signals.withdraw({ id: sent.id, expectedVersion: sent.version });
      }
      delays.sort((a, b) => a - b);
      median = delays[5] ?? Number.POSITIVE_INFINITY;
      console.log(`a call, commit to two desks: ${delays.map((ms) => ms.toFixed(0)).join(', ')} ms`);
    }
    expect(median).toBeLessThan(SEEN_BAR_MS);
  });
});

let committedAtMs = 0;

/** When each call stood on the page, on the clock that commits are stamped with; the page's own is held still. */
async function watchDrawing(page: Page): Promise<ReadonlyMap<string, number>> {
  clinic.db.onCommit((_events, atMs) => {
    committedAtMs = atMs;
  });
  const drawn = new Map<string, number>();
  await page.exposeFunction('callDrawn', (id: string) => {
    if (!drawn.has(id)) drawn.set(id, performance.timeOrigin + performance.now());
  });
  await page.evaluate(() => {
    const report = (globalThis as unknown as { callDrawn: (id: string) => void }).callDrawn;
    const look = () => {
      for (const { dataset } of document.querySelectorAll<HTMLElement>('[data-call]'))
        report(dataset.call ?? '');
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  });
  return drawn;
}

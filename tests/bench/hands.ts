import type { Page } from 'playwright-core';
import { launchChromium } from '../support/browser.ts';
import { openBoard, watchPaints } from './paints.ts';
import { signIn } from './renderer.ts';
import { atMost, type Line } from './report.ts';
import { percentile } from './stats.ts';
import type { Bench } from './works.ts';

/** Sixty a second. */
const FRAME_MS = 16.7;
const INP_MS = 100;
const SCROLL_STEPS = 90;
const DRAGS = 4;
const KEYS = 40;
const CLICKS = 10;

type Noted = { frameTimes?: number[]; interactions?: Record<number, number> };
/** The browser tells of no interaction that was answered sooner. */
const TOLD_FROM_MS = 16;

/** A crowded day under the hand: what a frame costs while it is scrolled and dragged over, and how long a key or a press waits. */
export async function measureHands(bench: Bench, { visits }: { visits: number }): Promise<Line[]> {
  const browser = await launchChromium();
  try {
    const context = await browser.newContext({ viewport: { width: 1600, height: 900 }, locale: 'en-GB' });
    const page = await context.newPage();
    await page.addInitScript(watchPaints, bench.day);
    await page.addInitScript(noteHands);
    const { url } = await bench.desk();
    await signIn(page, url);
    await openBoard(page, `${url}/board?day=${bench.day}`, visits);
    return [
      frames('scrolled down and across', await framesWhile(page, () => scroll(page)), [FRAME_MS]),
      frames('a visit dragged over it', await framesWhile(page, () => drag(page)), [FRAME_MS]),
      await interactions(page),
    ];
  } finally {
    await browser.close();
  }
}

function frames(what: string, times: readonly number[], goals: readonly number[]): Line {
  const p95 = percentile(times, 0.95);
  return {
    work: `browser: 40 x 60 visits ${what}, a frame`,
    ours: { p50: percentile(times, 0.5), p99: percentile(times, 0.99) },
    goals: goals.map((limit) => atMost('p95', limit, p95)),
    note: `p95 ${p95.toFixed(1)} ms, ${times.length} frames`,
  };
}

/** Keys, clicks and right clicks as a receptionist gives them; the longest wait but the one percent. */
async function interactions(page: Page): Promise<Line> {
  const before = await page.evaluate(countInteractions);
  await page.evaluate(() => Object.assign(globalThis, { interactions: {} }));
  const visit = page.locator('[data-event]').nth(3);
  await visit.click();
  await page.keyboard.press('Escape');
  for (let n = 0; n < KEYS; n++) {
    await page.keyboard.press(['ArrowDown', 'ArrowRight', 'ArrowDown', 'ArrowLeft'][n % 4] ?? 'ArrowDown');
    await page.waitForTimeout(20);
  }
  for (let n = 0; n < CLICKS; n++) {
    await page
      .locator('[data-event]')
      .nth(n * 7)
      .click({ button: 'right' });
    await page.keyboard.press('Escape');
  }
  await page.waitForTimeout(300);
  const told = Object.values(await page.evaluate(() => (globalThis as Noted).interactions ?? {}));
  const untold = (await page.evaluate(countInteractions)) - before - told.length;
  const waits = [...told, ...Array.from({ length: Math.max(0, untold) }, () => TOLD_FROM_MS)];
  const inp = percentile(waits, 0.98);
  return {
    work: 'browser: 40 x 60 visits, interaction to next paint',
    ours: { p50: percentile(waits, 0.5), p99: percentile(waits, 0.99) },
    goals: [atMost('INP', INP_MS, inp)],
    note: `INP ${inp} ms of ${waits.length} interactions`,
  };
}

function countInteractions(): number {
  return (performance as Performance & { interactionCount?: number }).interactionCount ?? 0;
}

async function framesWhile(page: Page, act: () => Promise<void>): Promise<number[]> {
  await page.evaluate(() => Object.assign(globalThis, { frameTimes: [] }));
  await act();
  return await page.evaluate(() => {
    const noted = (globalThis as Noted).frameTimes ?? [];
    Object.assign(globalThis, { frameTimes: undefined });
    return noted;
  });
}

async function scroll(page: Page): Promise<void> {
  await page.mouse.move(800, 500);
  for (const [x, y] of [
    [0, 60],
    [90, 0],
    [0, -60],
    [-90, 0],
  ] as const) {
    for (let n = 0; n < SCROLL_STEPS / 4; n++) {
      await page.mouse.wheel(x, y);
      await page.waitForTimeout(10);
    }
  }
}

/** Held over other columns and put back, so that the day stays as it is. */
async function drag(page: Page): Promise<void> {
  for (let n = 0; n < DRAGS; n++) {
    const box = await page
      .locator('[data-event]')
      .nth(n * 11)
      .boundingBox();
    if (box === null) throw new Error('nothing to drag');
    await page.mouse.move(box.x + 20, box.y + 6);
    await page.mouse.down();
    await page.mouse.move(box.x + 500, box.y + 300, { steps: 30 });
    await page.mouse.move(box.x + 200, box.y + 80, { steps: 30 });
    await page.keyboard.press('Escape');
    await page.mouse.up();
  }
}

/**
 * Runs in the page: what each frame costs, from its beginning until it is painted, while somebody asks; and how
 * long each interaction waited.
 */
function noteHands(): void {
  const channel = new MessageChannel();
  let begun = 0;
  channel.port1.addEventListener('message', () => {
    (globalThis as Noted).frameTimes?.push(performance.now() - begun);
  });
  channel.port1.start();
  requestAnimationFrame(function note(at) {
    begun = at;
    // Comes after the frame's style, layout and paint.
    channel.port2.postMessage(null);
    requestAnimationFrame(note);
  });
  const observer = new PerformanceObserver((list) => {
    const noted = (globalThis as Noted).interactions;
    if (noted === undefined) return;
    for (const entry of list.getEntries() as (PerformanceEntry & { interactionId?: number })[]) {
      const id = entry.interactionId ?? 0;
      if (id > 0) noted[id] = Math.max(noted[id] ?? 0, entry.duration);
    }
  });
  observer.observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit);
}

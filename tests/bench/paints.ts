import type { Page } from 'playwright-core';

/** When a page had drawn these visits, and when the board they came with had arrived. */
export type Paint = {
  readonly ids: readonly string[];
  readonly paintedAt: number;
  readonly dataAt: number;
};

/** Milliseconds from the data to the frame with every visit in view, and to the one with every visit. */
export type Opened = { readonly inView: number; readonly whole: number };

type Watched = { paints?: Paint[] };

/** Opens a page with that many visits and waits until it has drawn them all. */
export async function openBoard(page: Page, url: string, visits: number): Promise<Opened> {
  await page.goto(url);
  const whole = await painted(page, visits);
  const inView = await page.evaluate(firstPaintOfTheView);
  // The days beside it are fetched ahead; the next opening should not meet that.
  await page.waitForLoadState('networkidle');
  return { inView: inView.paintedAt - inView.dataAt, whole: whole.paintedAt - whole.dataAt };
}

/** The first frame with so many visits, already out or to come. */
export async function painted(page: Page, count: number): Promise<Paint> {
  const handle = await page.waitForFunction(
    (count) => (globalThis as Watched).paints?.find(({ ids }) => ids.length >= count),
    count,
    { polling: 20 },
  );
  return (await handle.jsonValue()) as Paint;
}

/** Runs in the page: the first frame in which no visit was missing that can be seen without scrolling. */
function firstPaintOfTheView(): Paint {
  const events = [...document.querySelectorAll<HTMLElement>('[data-event]')];
  const frame = events[0]?.closest('[role="grid"], .grid')?.getBoundingClientRect();
  if (frame === undefined) throw new Error('the page draws no visits');
  const isInView = ({ left, right, top, bottom }: DOMRect) =>
    left < frame.right && right > frame.left && top < frame.bottom && bottom > frame.top;
  const seen = events
    .filter((event) => isInView(event.getBoundingClientRect()))
    .map((event) => event.dataset['event'] ?? '');
  const paints = (globalThis as Watched).paints ?? [];
  const paint = paints.find(({ ids }) => seen.every((id) => ids.includes(id)));
  if (paint === undefined || seen.length < 100) throw new Error(`only ${seen.length} visits in view`);
  return paint;
}

/** Runs in the page: notes which visits are drawn, each time that has changed and the frame is out. */
export function watchPaints(day: string): void {
  const paints: Paint[] = [];
  Object.assign(globalThis, { paints });
  let last = 0;
  const note = (events: readonly HTMLElement[]) => {
    const ids = events.map((event) => event.dataset['event'] ?? '');
    const boards = performance
      .getEntriesByType('resource')
      .filter(({ name }) => name.includes('dayBoard') && name.includes(day));
    const dataAt = (boards.at(-1) as PerformanceResourceTiming | undefined)?.responseEnd ?? 0;
    const { timeOrigin } = performance;
    // After the frame's own callbacks comes its paint, and then the next task.
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.addEventListener('message', () => {
        paints.push({ ids, paintedAt: timeOrigin + performance.now(), dataAt: timeOrigin + dataAt });
      });
      channel.port1.start();
      channel.port2.postMessage(null);
    });
  };
  new MutationObserver(() => {
    const events = [...document.querySelectorAll<HTMLElement>('[data-event]')];
    if (events.length !== last) note(events);
    last = events.length;
  }).observe(document, { subtree: true, childList: true });
}

import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { launchChromium } from '../support/browser.ts';
import { ask, mutationCall } from './calls.ts';
import { PASSWORD } from './clinics.ts';
import { atMost, type Line } from './report.ts';
import { median, percentile } from './stats.ts';
import type { Bench } from './works.ts';

/** When a page had drawn so many visits, and when the board they came with had arrived. */
type Painted = { readonly count: number; readonly paintedAt: number; readonly dataAt: number };

const FIRST_PAINT_MS = 120;
const ONE_MORE_MS = 50;

/** The day board in a real browser: its first paint, and one visit more that somebody else books. */
export async function measureRenderer(
  bench: Bench,
  times: { visits: number; opens: number; bookings: number },
): Promise<Line[]> {
  const browser = await launchChromium();
  try {
    const context = await browser.newContext({ viewport: { width: 1600, height: 900 }, locale: 'en-GB' });
    const page = await context.newPage();
    await page.addInitScript(watchPaints, bench.day);
    const { url } = await bench.desk();
    await signIn(page, url);
    const board = `${url}/board?day=${bench.day}`;
    await open(page, board, times.visits);
    const first: number[] = [];
    for (let i = 0; i < times.opens; i++) first.push(await open(page, board, times.visits));
    const more = await bookMore(page, bench, times);
    return [
      {
        work: `browser: day of ${times.visits} visits, data to painted`,
        ours: shown(first),
        goals: [atMost('p50', FIRST_PAINT_MS, median(first))],
      },
      {
        work: 'browser: one visit more, data to painted',
        ours: shown(more.fromData),
        goals: [atMost('p50', ONE_MORE_MS, median(more.fromData))],
      },
      { work: 'browser: one visit more, answer to painted', ours: shown(more.fromAnswer), goals: [] },
    ];
  } finally {
    await browser.close();
  }
}

async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByLabel('Email').fill('reception@demo.clinic');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('grid').or(page.getByText('In sync')).first().waitFor();
}

async function open(page: Page, board: string, visits: number): Promise<number> {
  await page.goto(board);
  const { paintedAt, dataAt } = await painted(page, visits);
  // The days beside it are fetched ahead; the next opening should not meet that.
  await page.waitForLoadState('networkidle');
  return paintedAt - dataAt;
}

async function bookMore(
  page: Page,
  { desk: signedIn, day, load }: Bench,
  times: { visits: number; bookings: number },
): Promise<{ fromData: number[]; fromAnswer: number[] }> {
  const desk = await signedIn();
  const { types, doctors } = await ask(desk, 'clinic.overview', {});
  const type = types.find(({ name }) => name === 'Follow-up');
  const people = await ask(desk, 'patients.list', { limit: 100 });
  const [fromData, fromAnswer]: [number[], number[]] = [[], []];
  for (let i = 0; i < times.bookings; i++) {
    const doctor = doctors[i % doctors.length];
    const patient = people.items[i];
    if (type === undefined || doctor === undefined || patient === undefined)
      throw new Error('nobody to book');
    const range = { from: day, to: day };
    const { slots } = await ask(desk, 'schedule.slots', {
      doctorId: doctor.id,
      appointmentTypeId: type.id,
      ...range,
    });
    const startsAt = slots.at(-1)?.startsAt ?? '';
    const visit = { doctorId: doctor.id, appointmentTypeId: type.id, patientId: patient.id, startsAt };
    const call = mutationCall('appointments.book', { ...visit, requestId: randomUUID() });
    const seen = painted(page, times.visits + i + 1);
    await load.run({ ...desk, calls: [call], concurrency: 1 });
    const answeredAt = performance.timeOrigin + performance.now();
    const { paintedAt, dataAt } = await seen;
    fromData.push(paintedAt - dataAt);
    fromAnswer.push(paintedAt - answeredAt);
    await page.waitForLoadState('networkidle');
  }
  return { fromData, fromAnswer };
}

function shown(samples: readonly number[]) {
  return { p50: median(samples), p99: percentile(samples, 0.99) };
}

async function painted(page: Page, count: number): Promise<Painted> {
  const handle = await page.waitForFunction(
    (count) => (globalThis as { paints?: Painted[] }).paints?.find((paint) => paint.count >= count),
    count,
    { polling: 20 },
  );
  return (await handle.jsonValue()) as Painted;
}

/** Runs in the page: notes each time the number of drawn visits has changed and the frame is out. */
function watchPaints(day: string): void {
  const paints: Painted[] = [];
  Object.assign(globalThis, { paints });
  let last = 0;
  const note = (count: number) => {
    const boards = performance
      .getEntriesByType('resource')
      .filter(({ name }) => name.includes('dayBoard') && name.includes(day));
    const dataAt = (boards.at(-1) as PerformanceResourceTiming | undefined)?.responseEnd ?? 0;
    const { timeOrigin } = performance;
    // After the frame's own callbacks comes its paint, and then the next task.
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.addEventListener('message', () => {
        paints.push({ count, paintedAt: timeOrigin + performance.now(), dataAt: timeOrigin + dataAt });
      });
      channel.port1.start();
      channel.port2.postMessage(null);
    });
  };
  new MutationObserver(() => {
    const count = document.querySelectorAll('[data-event]').length;
    if (count !== last) note((last = count));
  }).observe(document, { subtree: true, childList: true });
}

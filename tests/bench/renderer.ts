import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { launchChromium } from '../support/browser.ts';
import { ask, mutationCall } from './calls.ts';
import { PASSWORD } from './clinics.ts';
import { openBoard, type Opened, painted, watchPaints } from './paints.ts';
import { withPlainBoard } from './plain-board.ts';
import { atMost, type Line } from './report.ts';
import { median, percentile } from './stats.ts';
import type { Bench } from './works.ts';

const TIMES_PLAIN = 2;
const ONE_MORE_MS = 50;

type Times = {
  readonly visits: number;
  readonly opens: number;
  readonly bookings: number;
  /** Milliseconds until all in view is painted; a crowded day is held against plain React alone. */
  readonly firstPaintMs?: number;
};

/** The day board in a real browser: its first paint, and one visit more that somebody else books. */
export async function measureRenderer(bench: Bench, times: Times): Promise<Line[]> {
  const browser = await launchChromium();
  try {
    const context = await browser.newContext({ viewport: { width: 1600, height: 900 }, locale: 'en-GB' });
    const page = await context.newPage();
    await page.addInitScript(watchPaints, bench.day);
    const { url } = await bench.desk();
    await signIn(page, url);
    const first = await compareFirstPaint(page, bench, times);
    return [...first, ...(await measureOneMore(page, bench, times))];
  } finally {
    await browser.close();
  }
}

export async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByLabel('Email').fill('reception@demo.clinic');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('grid').or(page.getByText('In sync')).first().waitFor();
}

/** Ours and plain React in turn, so that a busy moment of the machine meets both. */
async function compareFirstPaint(
  page: Page,
  { desk, day }: Bench,
  { visits, opens, firstPaintMs }: Times,
): Promise<Line[]> {
  const { url, token } = await desk();
  const board = await ask({ url, token }, 'appointments.dayBoard', { day });
  return withPlainBoard(board, async (plainUrl) => {
    const [ours, plain]: [Opened[], Opened[]] = [[], []];
    const openBoth = async () => {
      plain.push(await openBoard(page, `${plainUrl}/?day=${day}`, visits));
      ours.push(await openBoard(page, `${url}/board?day=${day}`, visits));
    };
    await openBoth();
    // The first opening fills the browser's caches.
    [ours.length, plain.length] = [0, 0];
    for (let i = 0; i < opens; i++) await openBoth();
    const inView = ours.map((opened) => opened.inView);
    const times = median(inView) / median(plain.map((opened) => opened.whole));
    return [
      {
        work: `browser: ${visits} visits in plain React`,
        ours: shown(plain.map(({ whole }) => whole)),
        goals: [],
      },
      {
        work: `browser: day of ${visits} visits, data to all in view painted`,
        ours: shown(inView),
        goals: [
          ...(firstPaintMs === undefined ? [] : [atMost('p50', firstPaintMs, median(inView))]),
          atMost('x plain', TIMES_PLAIN, times),
        ],
        note: `${times.toFixed(2)} x plain`,
      },
      {
        work: `browser: day of ${visits} visits, data to all painted`,
        ours: shown(ours.map(({ whole }) => whole)),
        goals: [],
      },
    ];
  });
}

async function measureOneMore(
  page: Page,
  bench: Bench,
  times: { visits: number; bookings: number },
): Promise<Line[]> {
  const more = await bookMore(page, bench, times);
  return [
    {
      work: 'browser: one visit more, data to painted',
      ours: shown(more.fromData),
      goals: [atMost('p50', ONE_MORE_MS, median(more.fromData))],
    },
    { work: 'browser: one visit more, answer to painted', ours: shown(more.fromAnswer), goals: [] },
  ];
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

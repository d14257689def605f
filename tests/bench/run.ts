import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildIfStale, RENDERER } from '../../electron/launch/build-if-stale.ts';
import type { BareJobs } from './bare-worker.ts';
import { createDesk } from './calls.ts';
import { type Bookings, createBookings } from './free-slots.ts';
import { type ClinicProcess, withClinicProcess } from './clinic-process.ts';
import {
  BIG,
  CROWDED,
  CROWDED_VISITS,
  type ClinicSize,
  FULL_SCREEN,
  MANY_PATIENTS,
  PASSWORD,
  type Template,
  templateOf,
  TEN_TIMES,
  VISITS_ON_THE_DAY,
  withCopies,
} from './clinics.ts';
import { compareGrowth, compareStart } from './growth.ts';
import { measureScreens } from './live.ts';
import { type Load, startLoad } from './load.ts';
import { measure } from './measure.ts';
import { formatTable, type Line, misses } from './report.ts';
import { measureHands } from './hands.ts';
import { measureRenderer } from './renderer.ts';
import { measureStart } from './start.ts';
import { measureWaits } from './waits.ts';
import { startWorker, type Worker } from './worker.ts';
import {
  type Bare,
  type Bench,
  bareRoute,
  bookings,
  changedDayBoard,
  dayBoard,
  nextOpenings,
  patientFind,
} from './works.ts';

const { values: flags } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    /** Also against ten times the visits: builds them first, which takes minutes. */
    growth: { type: 'boolean', default: false },
    /** Some parts only, by name; all but the growth when missing. */
    only: { type: 'string', multiple: true },
  },
});
const PARTS = [
  'route',
  'screens',
  'book',
  'board',
  'slots',
  'find',
  'start',
  'browser',
  'crowded',
  'waits',
  'growth',
] as const;
type Part = (typeof PARTS)[number];
const wanted = flags.only ?? PARTS.filter((part) => part !== 'growth' || flags.growth);
const unknown = wanted.filter((part) => !(PARTS as readonly string[]).includes(part));
if (unknown.length > 0) throw new Error(`--only takes ${PARTS.join(', ')}, not ${unknown.join(', ')}`);
const wants = (...parts: Part[]) => parts.some((part) => wanted.includes(part));
const ROUNDS = flags.quick ? 3 : 5;
const SCALE = flags.quick ? 0.25 : 1;
const FIRST_PAINT_MS = 120;

const load = startLoad();
const worker = startWorker<BareJobs>('bare-worker.ts');
try {
  const lines = await measureAll(load, worker);
  console.log(`\n${cpus().length} cores, Node ${process.version}, median of ${ROUNDS} rounds\n`);
  console.log(formatTable(lines));
  const missed = misses(lines);
  console.log(missed === 0 ? '\nevery goal is met' : `\n${missed} goals are missed`);
  process.exitCode = missed === 0 ? 0 : 1;
} finally {
  await Promise.all([load.end(), worker.end()]);
}

async function measureAll(load: Load, worker: Worker<BareJobs>): Promise<Line[]> {
  const lines: Line[] = [];
  const note = async (more: Promise<Line[]>) => void lines.push(...say(await more));
  if (wants('route')) {
    await note(measure(bareRoute(load, await worker.ask('listen', null), SCALE), ROUNDS));
  }
  if (wants('screens', 'book', 'board', 'slots')) await measureBig(note);
  if (wants('find')) {
    await onClinic(await template(MANY_PATIENTS), async ({ bench, bare }) => {
      await note(measure(await patientFind(bench, bare), ROUNDS));
    });
  }
  if (wants('start')) {
    const start = ([folder = '']: string[]) => note(measureStart(folder, ROUNDS).then((line) => [line]));
    await withCopies([await template(BIG)], start);
  }
  if (wants('browser')) {
    await buildIfStale(join(import.meta.dirname, '../..'), [RENDERER]);
    await onClinic(await template(FULL_SCREEN), async ({ bench }) => {
      const times = flags.quick ? { opens: 5, bookings: 5 } : { opens: 11, bookings: 21 };
      await note(
        measureRenderer(bench, { visits: VISITS_ON_THE_DAY, firstPaintMs: FIRST_PAINT_MS, ...times }),
      );
    });
  }
  if (wants('crowded')) {
    await buildIfStale(join(import.meta.dirname, '../..'), [RENDERER]);
    await onClinic(await template(CROWDED), async ({ bench }) => {
      const times = flags.quick ? { opens: 3, bookings: 5 } : { opens: 7, bookings: 11 };
      await note(measureRenderer(bench, { visits: CROWDED_VISITS, ...times }));
      await note(measureHands(bench, { visits: CROWDED_VISITS }));
    });
  }
  if (wants('waits')) await note(Promise.resolve(measureWaits()));
  if (wants('growth')) await note(growth(await template(BIG)));
  return lines;
}

async function measureBig(note: (more: Promise<Line[]>) => Promise<void>): Promise<void> {
  await onClinic(await template(BIG), async ({ clinic, bench, bare }) => {
    if (wants('screens')) {
      const url = await worker.ask('openSockets', null);
      await note(measureScreens(clinic, bench, { worker, url }));
    }
    if (wants('book')) await note(measure(await bookings(bench, bare), ROUNDS));
    if (wants('board')) {
      await note(measure(dayBoard(bench, bare), ROUNDS));
      await note(measure(await changedDayBoard(bench, bare), ROUNDS));
    }
    if (wants('slots')) await note(measure(await nextOpenings(bench, bare), ROUNDS));
  });
}

async function growth(big: Template): Promise<Line[]> {
  const large = await template(TEN_TIMES);
  const works = [
    bookings,
    async (bench: Bench) => dayBoard(bench),
    changedDayBoard,
    nextOpenings,
    patientFind,
  ];
  const lines = await onClinic(big, (small) =>
    onClinic(large, (ten) => compareGrowth(works, { small: small.bench, large: ten.bench }, ROUNDS)),
  );
  const start = await withCopies([big, large], ([small = '', ten = '']) => compareStart(small, ten, ROUNDS));
  return [...lines, start];
}

/** Serves one copy, and gives the raw limits another. */
function onClinic<T>(
  template: Template,
  work: (on: { clinic: ClinicProcess; bench: Bench; bare: Bare }) => Promise<T>,
): Promise<T> {
  return withCopies([template, template], ([folder = '', bareFolder = '']) =>
    withClinicProcess(folder, (clinic) => {
      const desk = createDesk(clinic.url, PASSWORD);
      const bare = { worker, databasePath: join(bareFolder, 'medlink.db') };
      const { day } = template;
      let free: Promise<Bookings> | undefined;
      const bench = {
        desk,
        day,
        load,
        scale: SCALE,
        free: () => (free ??= desk().then((caller) => createBookings(caller, day))),
      };
      return work({ clinic, bench, bare });
    }),
  );
}

async function template(size: ClinicSize): Promise<Template> {
  console.log(`a clinic of ${size.doctors} doctors, ${size.patients} patients, ${size.visits} visits ...`);
  const made = await templateOf(size);
  console.log(`  took ${made.builtInSec} s to fill`);
  return made;
}

/** Each row as soon as it is known; the table comes at the end. */
function say(lines: readonly Line[]): readonly Line[] {
  console.log(formatTable(lines).split('\n').slice(1).join('\n'));
  return lines;
}

import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { rmSync } from 'node:fs';
import { buildIfStale, RENDERER } from '../../electron/launch/build-if-stale.ts';
import type { BareJobs } from './bare-worker.ts';
import { signInReception } from './calls.ts';
import { type ClinicProcess, withClinicProcess } from './clinic-process.ts';
import {
  BIG,
  copyOf,
  FULL_SCREEN,
  MANY_PATIENTS,
  PASSWORD,
  type Template,
  templateOf,
  TEN_TIMES,
  VISITS_ON_THE_DAY,
} from './clinics.ts';
import { compareGrowth } from './growth.ts';
import { measureScreens } from './live.ts';
import { type Load, startLoad } from './load.ts';
import { measure } from './measure.ts';
import { formatTable, type Line, misses } from './report.ts';
import { measureRenderer } from './renderer.ts';
import { measureStart } from './start.ts';
import { startWorker, type Worker } from './worker.ts';
import { type Bare, type Bench, bareRoute, bookings, dayBoard, nextOpenings, patientFind } from './works.ts';

const { values: flags } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, growth: { type: 'boolean', default: false } },
});
const ROUNDS = flags.quick ? 3 : 5;
const SCALE = flags.quick ? 0.25 : 1;

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
  const big = await template(BIG);
  const manyPatients = await template(MANY_PATIENTS);
  const lines: Line[] = [];
  const note = async (more: Promise<Line[]>) => void lines.push(...say(await more));
  await note(measure(bareRoute(load, await worker.ask('listen', null), SCALE), ROUNDS));
  await onClinic(big, async ({ clinic, bench, bare }) => {
    await note(measure(await bookings(bench, bare), ROUNDS));
    await note(measure(dayBoard(bench, bare), ROUNDS));
    await note(measure(await nextOpenings(bench, bare), ROUNDS));
    const url = await worker.ask('openSockets', null);
    await note(measureScreens(clinic, bench, { worker, url }));
  });
  await onClinic(manyPatients, async ({ bench, bare }) => {
    await note(measure(await patientFind(bench, bare), ROUNDS));
  });
  await note(startOf(big));
  await buildIfStale(join(import.meta.dirname, '../..'), [RENDERER]);
  await onClinic(await template(FULL_SCREEN), async ({ bench }) => {
    const times = flags.quick ? { opens: 5, bookings: 5 } : { opens: 11, bookings: 21 };
    await note(measureRenderer(bench, { visits: VISITS_ON_THE_DAY, ...times }));
  });
  if (flags.growth) await note(growth(big));
  return lines;
}

async function startOf(big: Template): Promise<Line[]> {
  const folder = copyOf(big);
  try {
    return [await measureStart(folder, ROUNDS)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function growth(big: Template): Promise<Line[]> {
  const large = await template(TEN_TIMES);
  const worksOf = async ({ bench }: { bench: Bench }) => [
    await bookings(bench),
    dayBoard(bench),
    await nextOpenings(bench),
  ];
  return onClinic(big, (small) =>
    onClinic(large, async (ten) => compareGrowth(await worksOf(small), await worksOf(ten), ROUNDS)),
  );
}

/** Serves a copy, and gives the raw limits another. */
async function onClinic<T>(
  template: Template,
  work: (on: { clinic: ClinicProcess; bench: Bench; bare: Bare }) => Promise<T>,
): Promise<T> {
  const bareFolder = copyOf(template);
  const bare = { worker, databasePath: join(bareFolder, 'medlink.db') };
  try {
    return await withClinicProcess(copyOf(template), async (clinic) => {
      const token = await signInReception(clinic.url, PASSWORD);
      return work({ clinic, bench: { url: clinic.url, token, day: template.day, load, scale: SCALE }, bare });
    });
  } finally {
    rmSync(bareFolder, { recursive: true, force: true });
  }
}

async function template(size: Parameters<typeof templateOf>[0]): Promise<Template> {
  console.log(`a clinic of ${size.doctors} doctors, ${size.patients} patients, ${size.visits} visits ...`);
  const made = await templateOf(size);
  console.log(`  took ${made.builtInSec} s to fill; 600 visits on ${made.day}`);
  return made;
}

/** Each row as soon as it is known; the table comes at the end. */
function say(lines: readonly Line[]): readonly Line[] {
  for (const line of lines) {
    const { work, concurrency = '', ours } = line;
    console.log(`  ${work} ${concurrency}: p50 ${ours.p50?.toFixed(2)} ms, ${ours.perSec?.toFixed(0)}/s`);
  }
  return lines;
}

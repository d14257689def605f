import { civilDateOf, dayBounds } from '../../shared/time/clinic-zone.ts';
import { addDays, type CivilDate } from '../../shared/time/civil-date.ts';
import { systemClock } from '../../server/lib/clock.ts';
import { DEMO_TIME_ZONE } from '../../server/features/demo/demo-options.ts';
import type { BareJobs } from './bare-worker.ts';
import { ask, type Caller, queryCall } from './calls.ts';
import type { Bookings } from './free-slots.ts';
import type { Load, LoadWork } from './load.ts';
import { atLeast, atMost, type Goal } from './report.ts';
import { percentile, type Round } from './stats.ts';
import type { Worker } from './worker.ts';

export type Work = {
  readonly name: string;
  readonly concurrencies: readonly number[];
  readonly round: (concurrency: number) => Promise<Round>;
  /** The raw limit, so many a second. */
  readonly raw?: () => Promise<number>;
  readonly goalsOf?: (concurrency: number, shown: Round & { ratio: number }) => Goal[];
};

/** A clinic that listens, a receptionist who stays signed in, and who makes the calls. */
export type Bench = {
  readonly desk: () => Promise<Required<Caller>>;
  readonly day: CivilDate;
  /** What may still be booked; whoever books takes from the same, or two would want one patient at once. */
  readonly free: () => Promise<Bookings>;
  readonly load: Load;
  /** One, or less for shorter rounds. */
  readonly scale: number;
};

export type Bare = { readonly worker: Worker<BareJobs>; readonly databasePath: string };

const CLIENTS = [1, 16, 64];
const GOAL_CLIENTS = 16;
const OPENING_DAYS = 30;

export async function bookings(bench: Bench, bare?: Bare): Promise<Work> {
  const free = await bench.free();
  return {
    name: 'book a visit',
    concurrencies: CLIENTS,
    round: (concurrency) =>
      runCalls(bench, { calls: free.take(callsOf(bench, concurrency, 1600)), concurrency }),
    raw:
      bare && (() => bare.worker.ask('book', { databasePath: bare.databasePath, total: 4000 * bench.scale })),
    goalsOf: (concurrency, { ratio, p99 }) =>
      concurrency === GOAL_CLIENTS ? [atLeast('ratio', 0.15, ratio), atMost('p99', 40, p99)] : [],
  };
}

export function dayBoard(bench: Bench, bare?: Bare): Work {
  const call = queryCall('appointments.dayBoard', { day: bench.day });
  return {
    name: 'day board of 600 visits',
    concurrencies: CLIENTS,
    round: (concurrency) =>
      runCalls(bench, { calls: [call], total: callsOf(bench, concurrency, 400), concurrency }),
    raw: bare && (() => bareBoard(bench, bare)),
    goalsOf: (concurrency, { ratio }) => (concurrency === GOAL_CLIENTS ? [atLeast('ratio', 0.3, ratio)] : []),
  };
}

/** The same with a booking before each, so that nothing read before can be used again. */
export async function changedDayBoard(bench: Bench, bare?: Bare): Promise<Work> {
  const free = await bench.free();
  const call = queryCall('appointments.dayBoard', { day: bench.day });
  return {
    name: 'day board, a booking before each',
    concurrencies: [1],
    round: async () => {
      const times: number[] = [];
      for (const booking of free.take(callsOf(bench, 1, 160))) {
        await runCalls(bench, { calls: [booking], concurrency: 1 });
        times.push((await runCalls(bench, { calls: [call], concurrency: 1 })).p50);
      }
      const meanMs = times.reduce((sum, ms) => sum + ms, 0) / times.length;
      return { p50: percentile(times, 0.5), p99: percentile(times, 0.99), perSec: 1000 / meanMs };
    },
    raw: bare && (() => bareBoard(bench, bare)),
  };
}

/** The widest question a desk can ask: every doctor, thirty days, as many openings as it may want. */
export async function nextOpenings(bench: Bench, bare?: Bare): Promise<Work> {
  const today = civilDateOf(systemClock.now(), DEMO_TIME_ZONE);
  const { types } = await ask(await bench.desk(), 'clinic.overview', {});
  const type = types.toSorted((a, b) => b.doctorIds.length - a.doctorIds.length)[0];
  if (type === undefined) throw new Error('the clinic offers nothing');
  const call = queryCall('schedule.nextOpenings', {
    appointmentTypeId: type.id,
    from: today,
    days: OPENING_DAYS,
    perDoctor: 20,
  });
  const { start } = dayBounds(today, DEMO_TIME_ZONE);
  const { end } = dayBounds(addDays(today, OPENING_DAYS - 1), DEMO_TIME_ZONE);
  return {
    name: `next openings, ${type.doctorIds.length} doctors x ${OPENING_DAYS} days`,
    concurrencies: CLIENTS,
    round: (concurrency) =>
      runCalls(bench, { calls: [call], total: callsOf(bench, concurrency, 600), concurrency }),
    raw:
      bare &&
      (() =>
        bare.worker.ask('busy', { databasePath: bare.databasePath, start, end, total: 300 * bench.scale })),
    goalsOf: (concurrency, { p99 }) => (concurrency === 1 ? [atMost('p99', 5, p99)] : []),
  };
}

/** What a desk types while somebody spells a name, asks for a number or gives a date. */
export async function patientFind(bench: Bench, bare?: Bare): Promise<Work> {
  const people = await everyNth(bench);
  const queries = people.flatMap(({ givenName, familyName, birthDate, chartNumber, phone }) => [
    familyName.slice(0, 1),
    familyName.slice(0, 3),
    familyName,
    `${givenName} ${familyName}`,
    `${familyName.slice(0, 2)} ${givenName.slice(0, 2)}`,
    familyName.slice(2),
    birthDate,
    String(chartNumber),
    ...(phone === null ? [] : [phone.slice(-5)]),
  ]);
  const words = people.map(({ familyName }) => familyName.slice(0, 3).toLowerCase());
  return {
    name: 'find a patient as it is typed',
    concurrencies: CLIENTS,
    round: (concurrency) => {
      const calls = queries.map((query) => queryCall('patients.find', { query }));
      return runCalls(bench, { calls, total: callsOf(bench, concurrency, 1200), concurrency });
    },
    raw:
      bare &&
      (() => bare.worker.ask('find', { databasePath: bare.databasePath, words, total: 3000 * bench.scale })),
    goalsOf: (concurrency, { p99 }) => (concurrency === GOAL_CLIENTS ? [atMost('p99', 50, p99)] : []),
  };
}

/** A route of Fastify that does nothing, asked by the same callers: what HTTP alone costs here. */
export function bareRoute(load: Load, url: string, scale: number): Work {
  return {
    name: 'bare Fastify route',
    concurrencies: CLIENTS,
    round: (concurrency) =>
      load.run({ url, calls: [{ method: 'GET', path: '/' }], total: 4000 * scale, concurrency }),
  };
}

function bareBoard(bench: Bench, { worker, databasePath }: Bare): Promise<number> {
  const { start, end } = dayBounds(bench.day, DEMO_TIME_ZONE);
  return worker.ask('board', { databasePath, start, end, total: 1500 * bench.scale });
}

async function runCalls(bench: Bench, work: Omit<LoadWork, 'url' | 'token'>): Promise<Round> {
  return bench.load.run({ ...(await bench.desk()), ...work });
}

/** One client alone makes fewer calls in the same time. */
function callsOf(bench: Bench, concurrency: number, many: number): number {
  return Math.max(10, Math.round((concurrency === 1 ? many / 4 : many) * bench.scale));
}

/** People from all over the alphabet. */
async function everyNth(bench: Bench) {
  const letters = 'a b c d e f g h j k l m n p r s t w z'.split(' ');
  const desk = await bench.desk();
  const answers = await Promise.all(letters.map((query) => ask(desk, 'patients.find', { query, limit: 5 })));
  return answers.flatMap(({ items }) => items);
}

import { epochMs, fromEpochMs, type Instant } from '../../../shared/time/instant.ts';
import type { Query } from '../../db/transact.ts';
import { type BusyRow, type Moving, type Resource, readBusy } from './schedule.repo.ts';

/** A cell is five minutes; a day has 288 of them, counted from UTC midnight. */
export const CELL_MIN = 5;
export const CELL_MS = CELL_MIN * 60_000;
const CELLS_PER_DAY = 288;
const WORDS_PER_DAY = CELLS_PER_DAY / 32;
const NOTHING_MISSING = '';
const MAX_DAYS_KEPT = 20_000;

/** Half-open range of cells since the Unix epoch. */
export type CellRange = { readonly from: number; readonly to: number };

type Days = Map<number, Uint32Array>;

/**
 * Which five-minute cells of a doctor or room are taken, as bitmaps per UTC day, so that a search for
 * openings touches no row. Days are read from the database when first asked for and dropped when a
 * commit changes them. It only offers; the transaction that books is the judge.
 */
export class BusyIndex {
  /** By id of the doctor or room, then by day since the epoch. */
  readonly #resources = new Map<string, Days>();
  #daysKept = 0;
  readonly #moving: Moving;

  /** Without a visit that is to move, for one search of its own. */
  constructor(moving: Moving = {}) {
    this.#moving = moving;
  }

  /** Reads the days of a range of cells that are not known yet: one query for each stretch and kind. */
  async load(q: Query, resources: readonly Resource[], range: CellRange): Promise<void> {
    if (this.#daysKept > MAX_DAYS_KEPT) this.clear();
    const wanted = { first: dayOf(range.from), last: dayOf(range.to - 1) };
    const stretches = Map.groupBy(resources, (resource) => this.#missing(resource, wanted));
    for (const [stretch, missing] of stretches) {
      if (stretch !== NOTHING_MISSING) await this.#read(q, missing, stretch);
    }
  }

  async #read(q: Query, resources: readonly Resource[], stretch: string): Promise<void> {
    const [first = 0, last = 0] = stretch.split(' ').map(Number);
    const frame = { start: dayStart(first), end: dayStart(last + 1) };
    const fresh = new Map(resources.map(({ id }) => [id as string, emptyDays(first, last)]));
    for (const kind of ['doctor', 'room'] as const) {
      const ids = resources.filter((resource) => resource.kind === kind).map((resource) => resource.id);
      for (const row of await readBusy(q, { kind, ids, ...this.#moving }, frame))
        mark(fresh.get(row.id), row, { first, last });
    }
    for (const [id, days] of fresh) this.#keep(id, days);
  }

  #keep(id: string, fresh: Days): void {
    const days = this.#resources.get(id) ?? new Map<number, Uint32Array>();
    this.#resources.set(id, days);
    this.#daysKept -= days.size;
    for (const [day, bitmap] of fresh) days.set(day, bitmap);
    this.#daysKept += days.size;
  }

  /** The bitmaps of a doctor or room by UTC day (days since the epoch), for loops that look at many cells. */
  days(resource: Resource): ReadonlyMap<number, Uint32Array> | undefined {
    return this.#resources.get(resource.id);
  }

  /** Forgets the days an interval touches; they are read again when next asked for. */
  drop(resource: Resource, busy: BusyRow): void {
    const days = this.#resources.get(resource.id);
    const range = cellsOf(busy);
    for (let day = dayOf(range.from); day <= dayOf(range.to - 1); day++) {
      if (days?.delete(day) === true) this.#daysKept--;
    }
  }

  clear(): void {
    this.#resources.clear();
    this.#daysKept = 0;
  }

  /** The stretch of unknown days of a resource as `first last`, so that equal ones are read together. */
  #missing(resource: Resource, wanted: { first: number; last: number }): string {
    const days = this.#resources.get(resource.id);
    let { first, last } = wanted;
    while (first <= last && days?.has(first) === true) first++;
    while (last >= first && days?.has(last) === true) last--;
    return first > last ? NOTHING_MISSING : `${first} ${last}`;
  }
}

/** Whether a cell is taken in its day's bitmap. */
export function isMarked(bitmap: Uint32Array | undefined, cell: number): boolean {
  const within = cell % CELLS_PER_DAY;
  return bitmap !== undefined && (((bitmap[within >>> 5] ?? 0) >>> (within & 31)) & 1) === 1;
}

/** The cells an interval touches, rounded outward: a visit at 10:03 takes the cell from 10:00. */
export function cellsOf(interval: { busyStart: Instant; busyEnd: Instant }): CellRange {
  return {
    from: Math.floor(epochMs(interval.busyStart) / CELL_MS),
    to: Math.ceil(epochMs(interval.busyEnd) / CELL_MS),
  };
}

export function cellStart(cell: number): Instant {
  return fromEpochMs(cell * CELL_MS);
}

export function dayOf(cell: number): number {
  return Math.floor(cell / CELLS_PER_DAY);
}

function dayStart(day: number): Instant {
  return fromEpochMs(day * CELLS_PER_DAY * CELL_MS);
}

function emptyDays(first: number, last: number): Days {
  const days: Days = new Map();
  for (let day = first; day <= last; day++) days.set(day, new Uint32Array(WORDS_PER_DAY));
  return days;
}

/** A visit may reach beyond the days that were read. */
function mark(days: Days | undefined, busy: BusyRow, read: { first: number; last: number }): void {
  const range = cellsOf(busy);
  const to = Math.min(range.to, (read.last + 1) * CELLS_PER_DAY);
  for (let cell = Math.max(range.from, read.first * CELLS_PER_DAY); cell < to; cell++) {
    const words = days?.get(dayOf(cell));
    const within = cell % CELLS_PER_DAY;
    if (words !== undefined) words[within >>> 5] = (words[within >>> 5] ?? 0) | (1 << (within & 31));
  }
}

import { epochMs, fromEpochMs, type Instant } from '../../../shared/time/instant.ts';
import type { Query } from '../../db/transact.ts';
import { type BusyRow, type Resource, readBusy } from './schedule.repo.ts';

/** A cell is five minutes; a day has 288 of them, counted from UTC midnight. */
export const CELL_MIN = 5;
export const CELL_MS = CELL_MIN * 60_000;
const CELLS_PER_DAY = 288;
const WORDS_PER_DAY = CELLS_PER_DAY / 32;
const NOTHING_MISSING = '';
const MAX_DAYS_KEPT = 20_000;

/** Half-open range of cells since the Unix epoch. */
export type CellRange = { readonly from: number; readonly to: number };

/**
 * Which five-minute cells of a doctor or room are taken, as bitmaps per UTC day, so that a search for
 * openings touches no row. Days are read from the database when first asked for and dropped when a
 * commit changes them. It only offers; the transaction that books is the judge.
 */
export class BusyIndex {
  readonly #days = new Map<string, Uint32Array>();

  /** Reads the days of a range of cells that are not known yet: one query for each stretch and kind. */
  async load(q: Query, resources: readonly Resource[], range: CellRange): Promise<void> {
    if (this.#days.size > MAX_DAYS_KEPT) this.#days.clear();
    const wanted = { first: dayOf(range.from), last: dayOf(range.to - 1) };
    const stretches = Map.groupBy(resources, (resource) => this.#missing(resource, wanted));
    for (const [stretch, missing] of stretches) {
      if (stretch !== NOTHING_MISSING) await this.#read(q, missing, stretch);
    }
  }

  async #read(q: Query, resources: readonly Resource[], stretch: string): Promise<void> {
    const [first = 0, last = 0] = stretch.split(' ').map(Number);
    const frame = { start: dayStart(first), end: dayStart(last + 1) };
    const fresh = new Map<string, Uint32Array>();
    for (const resource of resources) {
      for (let day = first; day <= last; day++)
        fresh.set(keyOf(resource, day), new Uint32Array(WORDS_PER_DAY));
    }
    for (const kind of ['doctor', 'room'] as const) {
      const ids = resources.filter((resource) => resource.kind === kind).map((resource) => resource.id);
      for (const row of await readBusy(q, { kind, ids }, frame)) mark({ days: fresh, first, last }, row);
    }
    for (const [key, day] of fresh) this.#days.set(key, day);
  }

  /** The bitmap of one UTC day (days since the epoch), for loops that look at many cells. */
  day(resource: Resource, day: number): Uint32Array | undefined {
    return this.#days.get(keyOf(resource, day));
  }

  /** Forgets the days an interval touches; they are read again when next asked for. */
  drop(resource: Resource, busy: BusyRow): void {
    const range = cellsOf(busy);
    for (let day = dayOf(range.from); day <= dayOf(range.to - 1); day++)
      this.#days.delete(keyOf(resource, day));
  }

  clear(): void {
    this.#days.clear();
  }

  /** The stretch of unknown days of a resource as `first last`, so that equal ones are read together. */
  #missing(resource: Resource, wanted: { first: number; last: number }): string {
    let { first, last } = wanted;
    while (first <= last && this.#days.has(keyOf(resource, first))) first++;
    while (last >= first && this.#days.has(keyOf(resource, last))) last--;
    return first > last ? NOTHING_MISSING : `${first} ${last}`;
  }
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

function keyOf(resource: { readonly id: string }, day: number): string {
  return `${resource.id} ${day}`;
}

function mark(
  fresh: { readonly days: ReadonlyMap<string, Uint32Array>; readonly first: number; readonly last: number },
  busy: BusyRow & { readonly id: string },
): void {
  const range = cellsOf(busy);
  const to = Math.min(range.to, (fresh.last + 1) * CELLS_PER_DAY);
  for (let cell = Math.max(range.from, fresh.first * CELLS_PER_DAY); cell < to; cell++) {
    const words = fresh.days.get(keyOf(busy, dayOf(cell)));
    const within = cell % CELLS_PER_DAY;
    if (words !== undefined) words[within >>> 5] = (words[within >>> 5] ?? 0) | (1 << (within & 31));
  }
}

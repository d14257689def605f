import type { DoctorId } from '../../../shared/ids.ts';
import { addDays, type CivilDate, type LocalTime } from '../../../shared/time/civil-date.ts';
import { civilDateOf, wallMinutesOf, wallTimeToInstant } from '../../../shared/time/clinic-zone.ts';
import { epochMs, fromEpochMs, type Instant } from '../../../shared/time/instant.ts';
import type { Interval } from '../../../shared/domain/intervals.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import { CELL_MIN, CELL_MS, cellStart } from './busy-index.ts';

/** A civil day of a search and the cells in which a visit may start on it, both ends inclusive. */
export type SearchDay = { readonly date: CivilDate; readonly first: number; readonly last: number };

export type SearchFrame = {
  readonly from: CivilDate;
  readonly to: CivilDate;
  /** Only starts inside this part of the day, on the wall clock. */
  readonly within?: { readonly start: string; readonly end: string };
  readonly notBefore: Instant;
  readonly notAfter: Instant;
};

/**
 * The days of a search, worked out once for all of its doctors. Days on which nothing may start are left
 * out: what is remembered of a day stays in memory, so nobody is to make us look at all days there are.
 */
export function searchDays(frame: SearchFrame, zone: string): SearchDay[] {
  const notBefore = Math.ceil(epochMs(frame.notBefore) / CELL_MS);
  const notAfter = Math.floor(epochMs(frame.notAfter) / CELL_MS);
  const { within } = frame;
  const days: SearchDay[] = [];
  const [earliest, latest] = [civilDateOf(frame.notBefore, zone), civilDateOf(frame.notAfter, zone)];
  const from = frame.from < earliest ? earliest : frame.from;
  const to = frame.to > latest ? latest : frame.to;
  for (let date = from; date <= to; date = addDays(date, 1)) {
    if (within === undefined) {
      days.push({ date, first: notBefore, last: notAfter });
      continue;
    }
    const cellAt = (time: string) => epochMs(wallTimeToInstant(date, time as LocalTime, zone)) / CELL_MS;
    const first = Math.max(notBefore, Math.ceil(cellAt(within.start)));
    days.push({ date, first, last: Math.min(notAfter, Math.floor(cellAt(within.end)) - 1) });
  }
  return days;
}

/** Open hours in whole cells, half-open. */
export type OpenStretch = {
  readonly from: number;
  readonly to: number;
  /** How far the wall clock is ahead of UTC; undefined where that changes on the way. */
  readonly offsetMin: number | undefined;
};

type StretchesByDay = Map<CivilDate, readonly OpenStretch[]>;
const remembered = new WeakMap<ClinicSnapshot, Map<DoctorId, StretchesByDay>>();

/** A doctor's hours of a day as cells. Asking the time zone costs most of a search, so it is asked once. */
export function openStretches(
  snapshot: ClinicSnapshot,
  doctorId: DoctorId,
): (date: CivilDate) => readonly OpenStretch[] {
  const byDoctor = remembered.get(snapshot) ?? new Map<DoctorId, StretchesByDay>();
  remembered.set(snapshot, byDoctor);
  const byDay: StretchesByDay = byDoctor.get(doctorId) ?? new Map();
  byDoctor.set(doctorId, byDay);
  return (date) => {
    const known = byDay.get(date);
    if (known !== undefined) return known;
    const zone = snapshot.settings.timeZone;
    const stretches = snapshot.hoursOn(doctorId, date).open.map((hours) => stretchOf(hours, zone));
    byDay.set(date, stretches);
    return stretches;
  };
}

/** Whether a start in this cell is on the clinic's grid, by the wall clock. */
export function isOnGrid(
  cell: number,
  stretch: OpenStretch,
  grid: { readonly gridMin: number; readonly zone: string },
): boolean {
  const minutes =
    stretch.offsetMin === undefined
      ? wallMinutesOf(cellStart(cell), grid.zone)
      : (cell * CELL_MIN + stretch.offsetMin) % 1440;
  return minutes % grid.gridMin === 0;
}

function stretchOf(hours: Interval, zone: string): OpenStretch {
  const [start, end] = [epochMs(hours.start), epochMs(hours.end)];
  const offsetMin = offsetAt(start, zone);
  const isSteady = offsetMin === offsetAt(end - 1, zone);
  return {
    from: Math.ceil(start / CELL_MS),
    to: Math.floor(end / CELL_MS),
    offsetMin: isSteady ? offsetMin : undefined,
  };
}

function offsetAt(ms: number, zone: string): number {
  const utcMinutes = Math.floor(ms / 60_000) % 1440;
  return (((wallMinutesOf(fromEpochMs(ms), zone) - utcMinutes) % 1440) + 1440) % 1440;
}

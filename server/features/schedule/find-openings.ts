import type { SlotDto } from '../../../shared/contracts/schedule.ts';
import type { AppointmentTypeDto } from '../../../shared/contracts/clinic.ts';
import type { Interval } from '../../../shared/domain/intervals.ts';
import type { DoctorId, RoomId } from '../../../shared/ids.ts';
import type { CivilDate, LocalTime } from '../../../shared/time/civil-date.ts';
import { addDays } from '../../../shared/time/civil-date.ts';
import { dayBounds, wallMinutesOf, wallTimeToInstant } from '../../../shared/time/clinic-zone.ts';
import { addMinutes, epochMs, fromEpochMs, type Instant } from '../../../shared/time/instant.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import { type BusyIndex, CELL_MIN, CELL_MS, type CellRange, cellStart, dayOf } from './busy-index.ts';
import type { Resource } from './schedule.repo.ts';

export type OpeningsQuery = {
  readonly doctorId: DoctorId;
  readonly roomId: RoomId | null;
  readonly type: AppointmentTypeDto;
  readonly from: CivilDate;
  readonly to: CivilDate;
  /** Only starts inside this part of the day, on the wall clock. */
  readonly within?: { readonly start: string; readonly end: string };
  readonly gridMin: number;
  readonly notBefore: Instant;
  readonly notAfter: Instant;
  /** Where the patient already is; the visit itself may not touch it, the buffers may. */
  readonly elsewhere: readonly Interval[];
  readonly limit: number;
  /** Whether the next offer starts only where the one before ends: choices that differ. */
  readonly isSpread: boolean;
};

/** The cells whose days a search reads: its civil days with room for buffers and the next midnight. */
export function searchRange(from: CivilDate, to: CivilDate, zone: string): CellRange {
  const start = Math.floor(epochMs(dayBounds(from, zone).start) / CELL_MS);
  const end = Math.ceil(epochMs(dayBounds(to, zone).end) / CELL_MS);
  return { from: start - 24, to: end + 24 };
}

/** Free slots in order of time: hours less what the index holds, cut to the type's length on the grid. */
export function findOpenings(snapshot: ClinicSnapshot, index: BusyIndex, query: OpeningsQuery): SlotDto[] {
  const slots: SlotDto[] = [];
  for (let date = query.from; date <= query.to && slots.length < query.limit; date = addDays(date, 1)) {
    const starts = startsOn(snapshot, query, date);
    for (const hours of snapshot.hoursOn(query.doctorId, date).open) {
      if (slots.length >= query.limit) break;
      collect(snapshot, index, { query, hours, starts, slots });
    }
  }
  return slots;
}

type Starts = { readonly first: Instant; readonly last: Instant };

/** When a visit may start on a day: as the rules say, and inside the part of the day where one is asked for. */
function startsOn(snapshot: ClinicSnapshot, query: OpeningsQuery, date: CivilDate): Starts {
  const { within, notBefore, notAfter } = query;
  if (within === undefined) return { first: notBefore, last: notAfter };
  const zone = snapshot.settings.timeZone;
  const start = wallTimeToInstant(date, within.start as LocalTime, zone);
  const last = addMinutes(wallTimeToInstant(date, within.end as LocalTime, zone), -CELL_MIN);
  return { first: start > notBefore ? start : notBefore, last: last < notAfter ? last : notAfter };
}

function collect(
  snapshot: ClinicSnapshot,
  index: BusyIndex,
  search: { query: OpeningsQuery; hours: Interval; starts: Starts; slots: SlotDto[] },
): void {
  const { query, hours, starts, slots } = search;
  const isTaken = cellReader(index, query);
  const isOnGrid = gridReader(hours, snapshot.settings.timeZone, query.gridMin);
  const length = query.type.durationMin / 5;
  const before = query.type.bufferBeforeMin / 5;
  const after = query.type.bufferAfterMin / 5;
  const first = Math.ceil(Math.max(epochMs(hours.start), epochMs(starts.first)) / CELL_MS);
  const last = Math.min(
    Math.floor(epochMs(hours.end) / CELL_MS) - length,
    Math.floor(epochMs(starts.last) / CELL_MS),
  );
  for (let cell = first; cell <= last && slots.length < query.limit; ) {
    const blocked = lastTaken(isTaken, cell - before, cell + length + after);
    if (blocked !== undefined) {
      // No start up to here can clear that cell.
      cell = Math.max(cell + 1, blocked + before + 1);
      continue;
    }
    if (isOnGrid(cell)) {
      const slot = { start: cellStart(cell), end: cellStart(cell + length) };
      if (!query.elsewhere.some((visit) => visit.start < slot.end && slot.start < visit.end)) {
        slots.push({ doctorId: query.doctorId, startsAt: slot.start, endsAt: slot.end });
        if (query.isSpread) {
          cell += length;
          continue;
        }
      }
    }
    cell++;
  }
}

/** The last taken cell of a range, looked for from its end. */
function lastTaken(isTaken: (cell: number) => boolean, from: number, to: number): number | undefined {
  for (let cell = to - 1; cell >= from; cell--) if (isTaken(cell)) return cell;
  return undefined;
}

function cellReader(index: BusyIndex, query: OpeningsQuery): (cell: number) => boolean {
  const resources: Resource[] = [{ kind: 'doctor', id: query.doctorId }];
  if (query.roomId !== null) resources.push({ kind: 'room', id: query.roomId });
  let day = Number.NaN;
  let bitmaps: (Uint32Array | undefined)[] = [];
  return (cell) => {
    if (dayOf(cell) !== day) {
      day = dayOf(cell);
      bitmaps = resources.map((resource) => index.day(resource, day));
    }
    const within = cell - day * 288;
    const [word, bit] = [within >>> 5, 1 << (within & 31)];
    return bitmaps.some((bitmap) => bitmap !== undefined && ((bitmap[word] ?? 0) & bit) !== 0);
  };
}

/** Whether a cell's wall-clock time lies on the grid. The offset is looked up once unless it changes on the way. */
function gridReader(hours: Interval, zone: string, gridMin: number): (cell: number) => boolean {
  const offsetMin = (at: Instant) => (((wallMinutesOf(at, zone) - utcMinutes(at)) % 1440) + 1440) % 1440;
  const offset = offsetMin(hours.start);
  const isSteady = offset === offsetMin(fromEpochMs(epochMs(hours.end) - 1));
  return (cell) => {
    const minutes = isSteady ? (cell * 5 + offset) % 1440 : wallMinutesOf(cellStart(cell), zone);
    return minutes % gridMin === 0;
  };
}

function utcMinutes(at: Instant): number {
  return Math.floor(epochMs(at) / 60_000) % 1440;
}

import type { SlotDto } from '../../../shared/contracts/schedule.ts';
import type { AppointmentTypeDto } from '../../../shared/contracts/clinic.ts';
import type { Interval } from '../../../shared/domain/intervals.ts';
import type { DoctorId, RoomId } from '../../../shared/ids.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import { dayBounds } from '../../../shared/time/clinic-zone.ts';
import { epochMs, type Instant } from '../../../shared/time/instant.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import {
  type BusyIndex,
  CELL_MIN,
  CELL_MS,
  type CellRange,
  cellStart,
  dayOf,
  isMarked,
} from './busy-index.ts';
import { isOnGrid, type OpenStretch, openStretches, type SearchDay } from './search-days.ts';

/** What a search asks of every doctor alike. */
export type OpeningsQuery = {
  readonly type: AppointmentTypeDto;
  readonly days: readonly SearchDay[];
  readonly gridMin: number;
  /** Where the patient already is; the visit itself may not touch it, the buffers may. */
  readonly elsewhere: readonly Interval[];
  readonly limit: number;
  /** Whether the next offer starts only where the one before ends: choices that differ. */
  readonly isSpread: boolean;
};

type Bookable = { readonly doctorId: DoctorId; readonly roomId: RoomId | null };
/** What somebody else is about to book counts as taken for those who are kept from it. */
type Held = { readonly held?: readonly Interval[] };
type Search = OpeningsQuery & { readonly zone: string };

/** The cells whose days a search reads: its civil days with room for buffers and the next midnight. */
export function searchRange(from: CivilDate, to: CivilDate, zone: string): CellRange {
  const start = Math.floor(epochMs(dayBounds(from, zone).start) / CELL_MS);
  const end = Math.ceil(epochMs(dayBounds(to, zone).end) / CELL_MS);
  return { from: start - 24, to: end + 24 };
}

/**
 * A search over the clinic as it is now, to be asked for one doctor after the other: free slots in order of
 * time, which are the hours less what the index holds, cut to the type's length on the grid.
 */
export function createSearch(
  snapshot: ClinicSnapshot,
  index: BusyIndex,
  query: OpeningsQuery,
): (bookable: Bookable & Held) => SlotDto[] {
  const all = { ...query, zone: snapshot.settings.timeZone };
  return ({ doctorId, roomId, held = [] }) => {
    const search = held.length === 0 ? all : { ...all, elsewhere: [...all.elsewhere, ...held] };
    const isTaken = takenReader(index, { doctorId, roomId });
    const stretchesOn = openStretches(snapshot, doctorId);
    const slots: SlotDto[] = [];
    for (const day of query.days) {
      if (slots.length >= query.limit) break;
      for (const stretch of stretchesOn(day.date)) {
        for (const cell of freeStarts(search, { day, stretch, isTaken, left: query.limit - slots.length })) {
          slots.push(slotAt(search, doctorId, cell));
        }
      }
    }
    return slots;
  };
}

type Taken = (cell: number) => boolean;

/** The cells of a stretch a visit may start in, with its buffers free and the patient nowhere else. */
function freeStarts(
  search: Search,
  at: { day: SearchDay; stretch: OpenStretch; isTaken: Taken; left: number },
): number[] {
  const { day, stretch, isTaken, left } = at;
  const length = search.type.durationMin / CELL_MIN;
  const before = search.type.bufferBeforeMin / CELL_MIN;
  const after = search.type.bufferAfterMin / CELL_MIN;
  const last = Math.min(stretch.to - length, day.last);
  const starts: number[] = [];
  for (let cell = Math.max(stretch.from, day.first); cell <= last && starts.length < left; ) {
    const blocked = lastTaken(isTaken, cell - before, cell + length + after);
    if (blocked !== undefined) {
      // No start up to here can clear that cell.
      cell = Math.max(cell + 1, blocked + before + 1);
      continue;
    }
    const isFree = isOnGrid(cell, stretch, search) && !isElsewhere(search, cell, cell + length);
    if (isFree) starts.push(cell);
    cell += isFree && search.isSpread ? length : 1;
  }
  return starts;
}

/** The last taken cell of a range, looked for from its end. */
function lastTaken(isTaken: Taken, from: number, to: number): number | undefined {
  for (let cell = to - 1; cell >= from; cell--) if (isTaken(cell)) return cell;
  return undefined;
}

function isElsewhere({ elsewhere }: Search, from: number, to: number): boolean {
  if (elsewhere.length === 0) return false;
  return elsewhere.some((visit) => visit.start < instantOf(to) && instantOf(from) < visit.end);
}

function slotAt({ type }: Search, doctorId: DoctorId, cell: number): SlotDto {
  return { doctorId, startsAt: instantOf(cell), endsAt: instantOf(cell + type.durationMin / CELL_MIN) };
}

/** Whether a cell is taken of the doctor or of the room. The day's bitmaps are looked up once a day. */
function takenReader(index: BusyIndex, { doctorId, roomId }: Bookable): Taken {
  const ofDoctor = index.days({ kind: 'doctor', id: doctorId });
  const ofRoom = roomId === null ? undefined : index.days({ kind: 'room', id: roomId });
  let day = Number.NaN;
  let doctor: Uint32Array | undefined;
  let room: Uint32Array | undefined;
  return (cell) => {
    if (dayOf(cell) !== day) {
      day = dayOf(cell);
      doctor = ofDoctor?.get(day);
      room = ofRoom?.get(day);
    }
    return isMarked(doctor, cell) || isMarked(room, cell);
  };
}

const MAX_WRITTEN = 20_000;
const written = new Map<number, Instant>();

/** Many doctors are free at the same times: each is written out once. */
function instantOf(cell: number): Instant {
  const known = written.get(cell);
  if (known !== undefined) return known;
  if (written.size >= MAX_WRITTEN) written.clear();
  const instant = cellStart(cell);
  written.set(cell, instant);
  return instant;
}

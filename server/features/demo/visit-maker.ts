import type { RoomId } from '../../../shared/ids.ts';
import type { ClinicCast } from './clinic-cast.ts';
import { NEW_PATIENT } from './clinic-shape.ts';
import type { PatientChooser } from './patient-chooser.ts';
import { type PlacedVisit, placeVisits } from './place-visits.ts';
import { createSeededRandom, type SeededRandom } from './seeded-random.ts';
import { type DoctorDay, type Span, WINDOW_DAYS } from './visit-days.ts';
import { type MadeVisit, rowsOf, type VisitSource } from './visit-rows.ts';
import { tellStory } from './visit-story.ts';

export type Moment = { readonly now: number; readonly todayMidnight: number };

export type VisitMaker = {
  /** The visits of one doctor's day, about `count` of them. Days have to come in order of time. */
  makeDay(day: DoctorDay, count: number): MadeVisit[];
};

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WALK_IN_NOTICE = 10 * 60_000;

type Deps = {
  readonly random: SeededRandom;
  readonly cast: ClinicCast;
  readonly chooser: PatientChooser;
  readonly moment: Moment;
};

export function createVisitMaker(deps: Deps): VisitMaker {
  const { random, cast, moment } = deps;
  const rooms = createRoomBook(cast.treatmentRooms);
  return {
    makeDay(day, count) {
      const wanted = { count, types: cast.types[day.doctorIndex] ?? [] };
      const visits: MadeVisit[] = [];
      let doctorFreeAt = 0;
      for (const placed of placeVisits(random, day.open, wanted)) {
        const booking = book(deps, day, placed);
        if (booking === undefined) continue;
        // A stream of its own: how a story goes today must not change who comes tomorrow.
        const ownRandom = createSeededRandom(String(random.next()));
        const isWalkIn = booking.source === 'walk_in';
        const story = tellStory(ownRandom, { ...booking, visit: placed.visit, doctorFreeAt, isWalkIn });
        const end = story.steps.at(-1);
        if (end?.status === 'completed') doctorFreeAt = end.at;
        const isFirstVisit = end?.status !== 'cancelled' && deps.chooser.meet(booking.patientIndex);
        const roomId = roomFor(placed, day, { cast, rooms });
        visits.push(
          rowsOf(ownRandom, { ...deps, day, placed, booking, story, isFirstVisit, roomId, now: moment.now }),
        );
      }
      return visits;
    },
  };
}

export type Booking = {
  readonly patientIndex: number;
  readonly source: VisitSource;
  readonly bookedAt: number;
};

function book(deps: Deps, day: DoctorDay, placed: PlacedVisit): Booking | undefined {
  const { random, moment } = deps;
  const isNewWanted = placed.type.name === NEW_PATIENT;
  const patientIndex = deps.chooser.choose({
    doctorIndex: day.doctorIndex,
    dayNumber: day.offset,
    isNewWanted,
  });
  if (patientIndex === undefined) return undefined;
  const base = Math.min(day.midnight, moment.todayMidnight);
  const plannedAt = base - random.int(1, 42) * DAY + 8 * HOUR + random.int(0, 9 * 60) * 60_000;
  const drawn = drawSource(deps, day, { placed, patientIndex });
  const walkInAt = placed.visit.start - WALK_IN_NOTICE;
  // Who walks in later today is not known yet.
  const source = drawn === 'walk_in' && walkInAt > moment.now ? 'desk' : drawn;
  return { patientIndex, source, bookedAt: source === 'walk_in' ? walkInAt : plannedAt };
}

function drawSource(
  deps: Deps,
  day: DoctorDay,
  of: { placed: PlacedVisit; patientIndex: number },
): VisitSource {
  const { random, cast } = deps;
  const [walkIn, online, request] = [random.next(), random.next(), random.next()];
  const isGeneral = cast.practices[day.doctorIndex]?.includes('General practice') === true;
  if (walkIn < 0.06 && isGeneral && day.offset <= 0 && of.placed.type.durationMin <= 20) return 'walk_in';
  const account = cast.patients[of.patientIndex]?.userId ?? null;
  if (account === null) return 'desk';
  if (online < 0.6 && of.placed.type.isOnline) return 'online';
  return request < 0.3 && Math.abs(day.offset) <= WINDOW_DAYS ? 'request' : 'desk';
}

function roomFor(
  placed: PlacedVisit,
  day: DoctorDay,
  of: { cast: ClinicCast; rooms: RoomBook },
): RoomId | null {
  const own = of.cast.doctors[day.doctorIndex]?.roomId ?? null;
  if (placed.type.place === 'video') return null;
  return placed.type.place === 'treatment' ? (of.rooms.take(day.offset, placed.busy) ?? own) : own;
}

type RoomBook = {
  /** A treatment room free at that time, taken; undefined when there is none. */
  take(dayNumber: number, busy: Span): RoomId | undefined;
};

function createRoomBook(roomIds: readonly RoomId[]): RoomBook {
  let current: number | undefined;
  let taken: { roomId: RoomId; busy: Span }[] = [];
  return {
    take(dayNumber, busy) {
      if (dayNumber !== current) taken = [];
      current = dayNumber;
      const isFree = (roomId: RoomId) =>
        !taken.some((t) => t.roomId === roomId && t.busy.start < busy.end && busy.start < t.busy.end);
      const roomId = roomIds.find(isFree);
      if (roomId !== undefined) taken.push({ roomId, busy });
      return roomId;
    },
  };
}

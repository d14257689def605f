import type { AppointmentTypeId, DoctorId, PatientId, SpecializationId } from '../ids.ts';
import type { CivilDate } from '../time/civil-date.ts';
import { daysBetween } from '../time/civil-date.ts';
import { addMinutes, type Instant } from '../time/instant.ts';
import { DAY_PARTS, type DayPart } from './clinic-settings.ts';
import { contains, type Interval, overlaps } from './intervals.ts';
import { type Urgency, URGENCY_RANK } from './urgency.ts';

export const WAITLIST_STATES = ['waiting', 'offered', 'booked', 'withdrawn', 'expired'] as const;
export type WaitlistState = (typeof WAITLIST_STATES)[number];

/** How an offer of a free time stands; only an open one can be accepted. */
export const OFFER_STATES = ['open', 'taken', 'expired'] as const;
export type OfferState = (typeof OFFER_STATES)[number];

/** What became of one person's part in an offer. */
export const OFFER_ANSWERS = ['open', 'accepted', 'declined', 'too_late', 'closed'] as const;
export type OfferAnswer = (typeof OFFER_ANSWERS)[number];

/** Somebody who waits is still reached; all other states are final. */
export function isStillWaiting(state: WaitlistState): boolean {
  return state === 'waiting' || state === 'offered';
}

/** What somebody on the waitlist needs. Neither doctor nor specialization means anybody who offers the type. */
export type Need = {
  readonly id: string;
  readonly patientId: PatientId;
  readonly appointmentTypeId: AppointmentTypeId;
  readonly doctorId: DoctorId | null;
  readonly specializationId: SpecializationId | null;
  readonly earliestDate: CivilDate;
  readonly latestDate: CivilDate;
  /** None named means any. */
  readonly dayParts: readonly DayPart[];
  readonly urgency: Urgency;
  /** The clinic's day on which the wait began. */
  readonly waitingSince: CivilDate;
  readonly createdAt: Instant;
};

export type OfferedType = {
  readonly durationMin: number;
  readonly bufferBeforeMin: number;
  readonly bufferAfterMin: number;
};

/** A stretch of a doctor's time that has come free, with what decides who can use it. */
export type FreeSlot = Interval & {
  readonly doctorId: DoctorId;
  readonly specializationIds: readonly SpecializationId[];
  readonly date: CivilDate;
  /** The parts of the day its beginning lies in. */
  readonly dayParts: readonly DayPart[];
  /** What this doctor offers. */
  readonly types: ReadonlyMap<AppointmentTypeId, OfferedType>;
  readonly open: readonly Interval[];
  /** What the doctor is taken for, buffers included. */
  readonly taken: readonly Interval[];
  /** Where the patients in question are at that time. */
  readonly patientVisits: ReadonlyMap<PatientId, readonly Interval[]>;
};

/** The visit this need would become, from the beginning of the slot; undefined where it does not fit. */
export function fittingVisit(need: Need, slot: FreeSlot): Interval | undefined {
  const type = slot.types.get(need.appointmentTypeId);
  if (type === undefined || !isWanted(need, slot)) return undefined;
  const visit = { start: slot.start, end: addMinutes(slot.start, type.durationMin) };
  const busy = {
    start: addMinutes(visit.start, -type.bufferBeforeMin),
    end: addMinutes(visit.end, type.bufferAfterMin),
  };
  const isFree =
    visit.end <= slot.end &&
    slot.open.some((hours) => contains(hours, visit)) &&
    !slot.taken.some((other) => overlaps(other, busy)) &&
    !(slot.patientVisits.get(need.patientId) ?? []).some((other) => overlaps(other, visit));
  return isFree ? visit : undefined;
}

function isWanted(need: Need, slot: FreeSlot): boolean {
  if (need.doctorId !== null && need.doctorId !== slot.doctorId) return false;
  if (need.specializationId !== null && !slot.specializationIds.includes(need.specializationId)) return false;
  if (slot.date < need.earliestDate || slot.date > need.latestDate) return false;
  return need.dayParts.length === 0 || need.dayParts.some((part) => slot.dayParts.includes(part));
}

/** The most urgent first, then who waits longest, then who can use the fewest other times. */
export function compareNeeds(a: Need, b: Need): number {
  return (
    URGENCY_RANK[b.urgency] - URGENCY_RANK[a.urgency] ||
    compareText(a.waitingSince, b.waitingSince) ||
    breadthOf(a) - breadthOf(b) ||
    compareText(a.createdAt, b.createdAt) ||
    compareText(a.id, b.id)
  );
}

/** Those who can use the slot, in the order in which they are asked; each patient once. */
export function rankFitting<T extends Need>(needs: readonly T[], slot: FreeSlot): T[] {
  const seen = new Set<PatientId>();
  return needs
    .filter((need) => fittingVisit(need, slot) !== undefined)
    .toSorted(compareNeeds)
    .filter(({ patientId }) => {
      const isFirst = !seen.has(patientId);
      seen.add(patientId);
      return isFirst;
    });
}

/** How many times would do: parts of days, weighed by whether one doctor, a few or all would. */
function breadthOf(need: Need): number {
  const doctors = need.doctorId !== null ? 1 : need.specializationId !== null ? 4 : 16;
  const parts = need.dayParts.length === 0 ? DAY_PARTS.length : need.dayParts.length;
  return doctors * parts * (daysBetween(need.earliestDate, need.latestDate) + 1);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

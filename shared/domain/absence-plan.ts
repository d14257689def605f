import { type Interval, overlaps } from './intervals.ts';

/** Where the visits of somebody who is away are to go, as far as there is room. */
export const ABSENCE_RULES = ['colleague_today', 'same_doctor_later', 'colleague_then_later'] as const;
export type AbsenceRule = (typeof ABSENCE_RULES)[number];

/** A free time a visit could go to: what it takes of the doctor and the room, and of the patient. */
export type AbsencePlace<D extends string, R extends string> = {
  readonly doctorId: D;
  readonly roomId: R | null;
  readonly span: Interval;
  readonly busy: Interval;
};

export type VisitToPlace<I extends string, D extends string, R extends string> = {
  readonly id: I;
  readonly patientId: string;
  readonly urgencyRank: number;
  readonly startsAt: string;
  /** The best one first; each free by itself. */
  readonly places: readonly AbsencePlace<D, R>[];
};

/**
 * A place for each visit, or none: the urgent ones choose first, then the early ones, and nobody takes what
 * another has. The same visits and places always give the same plan.
 */
export function planAbsence<I extends string, D extends string, R extends string>(
  visits: readonly VisitToPlace<I, D, R>[],
): Map<I, AbsencePlace<D, R> | null> {
  const taken = new Map<string, Interval[]>();
  const isFree = (key: string, span: Interval) => !taken.get(key)?.some((other) => overlaps(other, span));
  const take = (key: string, span: Interval) => taken.set(key, [...(taken.get(key) ?? []), span]);
  const plan = new Map<I, AbsencePlace<D, R> | null>();
  for (const visit of visits.toSorted(byNeed)) {
    const patient = `patient ${visit.patientId}`;
    const fits = (place: AbsencePlace<D, R>) =>
      isFree(patient, place.span) && keysOf(place).every((key) => isFree(key, place.busy));
    const place = visit.places.find(fits) ?? null;
    plan.set(visit.id, place);
    if (place === null) continue;
    take(patient, place.span);
    for (const key of keysOf(place)) take(key, place.busy);
  }
  return plan;
}

function keysOf({ doctorId, roomId }: AbsencePlace<string, string>): string[] {
  return roomId === null ? [`doctor ${doctorId}`] : [`doctor ${doctorId}`, `room ${roomId}`];
}

type Need = { readonly id: string; readonly urgencyRank: number; readonly startsAt: string };

function byNeed(one: Need, other: Need): number {
  if (one.urgencyRank !== other.urgencyRank) return other.urgencyRank - one.urgencyRank;
  if (one.startsAt !== other.startsAt) return one.startsAt < other.startsAt ? -1 : 1;
  return one.id < other.id ? -1 : 1;
}

import type { DayHours } from './availability.ts';
import { contains, type Interval } from './intervals.ts';

/** What a visit was booked on and has no longer, the gravest first. */
export const STRANDED_REASONS = ['doctor_gone', 'outside_hours', 'type_gone', 'type_not_offered'] as const;
export type StrandedReason = (typeof STRANDED_REASONS)[number];

/** What a change takes from a visit: its ground, or no more than the room it was to be in. */
export const TOUCHED_REASONS = [...STRANDED_REASONS, 'room_gone'] as const;
export type TouchedReason = (typeof TOUCHED_REASONS)[number];

/** The clinic's shape as far as one visit stands on it. */
export type Ground = {
  readonly hours: Pick<DayHours, 'open'>;
  /** It was put outside hours on purpose, and so has none to lose. */
  readonly isOffHours: boolean;
  readonly isDoctorActive: boolean;
  readonly isTypeActive: boolean;
  readonly isTypeOffered: boolean;
};

/** Why the visit could not be booked today as it stands; undefined where it could. */
export function strandedReason(visit: Interval, ground: Ground): StrandedReason | undefined {
  if (!ground.isDoctorActive) return 'doctor_gone';
  const isInHours = ground.hours.open.some((hours) => contains(hours, visit));
  if (!isInHours && !ground.isOffHours) return 'outside_hours';
  if (!ground.isTypeActive) return 'type_gone';
  return ground.isTypeOffered ? undefined : 'type_not_offered';
}

/** Whether the one is worse for a visit than the other was. */
export function isGraver(reason: TouchedReason, than: TouchedReason | undefined): boolean {
  return than === undefined || TOUCHED_REASONS.indexOf(reason) < TOUCHED_REASONS.indexOf(than);
}

import type { ErrorCode } from '../errors.ts';
import { addMinutes, type Instant } from '../time/instant.ts';
import { contains, type Interval } from './intervals.ts';

/** Everything but other visits that decides whether a visit may stand where it is wanted. */
export type Placement = {
  readonly visit: Interval;
  readonly now: Instant;
  readonly isPatient: boolean;
  /** Staff may record a walk-in that has already begun today. */
  readonly isWalkIn: boolean;
  readonly todayStart: Instant;
  /** Minutes on the clinic's wall clock at which the visit starts. */
  readonly wallMinutes: number;
  readonly gridMin: number;
  readonly noticeMin: number;
  readonly horizonDays: number;
  readonly open: readonly Interval[];
  readonly doctor: { readonly isActive: boolean };
  readonly type: { readonly isActive: boolean; readonly isOnline: boolean; readonly isOffered: boolean };
};

/** The refusals staff may write a reason over, where the clinic allows it. */
export const OVERRIDABLE = ['slot_taken', 'outside_hours'] as const satisfies readonly ErrorCode[];

export function isOverridable(code: ErrorCode): boolean {
  return OVERRIDABLE.some((other) => other === code);
}

/** Every rule a placement can break, with the field of a booking it speaks of and what that field needs. */
const BROKEN = {
  doctor_inactive: ['doctorId', 'takes no visits at present'],
  type_inactive: ['appointmentTypeId', 'is no longer offered'],
  type_not_offered: ['appointmentTypeId', 'is not offered by this doctor'],
  type_not_online: ['appointmentTypeId', 'cannot be booked online'],
  in_the_past: ['startsAt', 'has passed'],
  off_grid: ['startsAt', "has to lie on the clinic's raster of minutes"],
  too_short_notice: ['startsAt', 'is too soon to book online'],
  beyond_horizon: ['startsAt', 'is too far ahead to book online'],
  outside_hours: ['startsAt', "is outside the doctor's hours"],
} as const satisfies Partial<Record<ErrorCode, readonly [field: string, needs: string]>>;
export type BrokenRule = keyof typeof BROKEN;

/** The field of a broken rule as a refusal names it. */
export function brokenField(rule: BrokenRule): { path: string; message: string } {
  const [path, message] = BROKEN[rule];
  return { path, message };
}

/** The first rule a placement breaks, hard ones before `outside_hours`; undefined when it breaks none. */
export function brokenRule(placement: Placement): BrokenRule | undefined {
  const { visit, now, doctor, type } = placement;
  if (!doctor.isActive) return 'doctor_inactive';
  if (!type.isActive) return 'type_inactive';
  if (!type.isOffered) return 'type_not_offered';
  if (placement.isPatient && !type.isOnline) return 'type_not_online';
  if (visit.start < (placement.isWalkIn ? placement.todayStart : now)) return 'in_the_past';
  if (placement.wallMinutes % placement.gridMin !== 0 || !visit.start.endsWith(':00.000Z')) return 'off_grid';
  if (placement.isPatient && visit.start < addMinutes(now, placement.noticeMin)) return 'too_short_notice';
  if (placement.isPatient && visit.start > addMinutes(now, placement.horizonDays * 24 * 60))
    return 'beyond_horizon';
  if (!placement.open.some((hours) => contains(hours, visit))) return 'outside_hours';
  return undefined;
}

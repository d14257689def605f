import type { CivilDate, LocalTime } from '../time/civil-date.ts';
import { weekdayOf } from '../time/civil-date.ts';
import { dayBounds, wallTimeToInstant } from '../time/clinic-zone.ts';
import { clip, type Interval, subtract, union } from './intervals.ts';

export const HOURS_KINDS = ['open', 'break'] as const;
export type HoursKind = (typeof HOURS_KINDS)[number];

/** Open or break hours of one weekday (1 Monday .. 7 Sunday), on the wall clock, between two dates (inclusive). */
export type WeeklyHours = {
  readonly weekday: number;
  readonly kind: HoursKind;
  readonly startTime: LocalTime;
  readonly endTime: LocalTime;
  readonly validFrom: CivilDate;
  readonly validTo: CivilDate | null;
};

/** One date that is not like its weekday: closed all day, or open just in these hours. */
export type DateException = {
  readonly date: CivilDate;
  readonly kind: 'open' | 'closed';
  readonly startTime: LocalTime | null;
  readonly endTime: LocalTime | null;
};

export type TimeOff = Interval;
/** Whole days, both ends inclusive, for everyone in the clinic. */
export type ClinicClosure = { readonly startsOn: CivilDate; readonly endsOn: CivilDate };

export type DoctorCalendar = {
  readonly weeklyHours: readonly WeeklyHours[];
  readonly exceptions: readonly DateException[];
  readonly timeOff: readonly TimeOff[];
};

export type DayHours = {
  /** When the doctor can be booked: hours less breaks, time off and closures. */
  readonly open: Interval[];
  /** Breaks and time off inside the day's hours, for the drawing. */
  readonly blocked: { readonly interval: Interval; readonly kind: 'break' | 'time_off' }[];
  readonly isClosure: boolean;
};

/** The bookable hours of one doctor on one civil day, each wall time resolved in the clinic's zone. */
export function dayHours(
  calendar: DoctorCalendar,
  closures: readonly ClinicClosure[],
  at: { date: CivilDate; zone: string },
): DayHours {
  const isClosure = closures.some((c) => c.startsOn <= at.date && at.date <= c.endsOn);
  if (isClosure) return { open: [], blocked: [], isClosure };
  const wall = (start: LocalTime, end: LocalTime): Interval => ({
    start: wallTimeToInstant(at.date, start, at.zone),
    end: wallTimeToInstant(at.date, end, at.zone),
  });
  const { hours, breaks } = wallHours(calendar, at.date, wall);
  const timeOff = clip(calendar.timeOff, dayBounds(at.date, at.zone));
  return {
    open: subtract(hours, [...breaks, ...timeOff]),
    blocked: [
      ...breaks.map((interval) => ({ interval, kind: 'break' as const })),
      ...timeOff.map((interval) => ({ interval, kind: 'time_off' as const })),
    ],
    isClosure,
  };
}

function wallHours(
  calendar: DoctorCalendar,
  date: CivilDate,
  wall: (start: LocalTime, end: LocalTime) => Interval,
): { hours: Interval[]; breaks: Interval[] } {
  const exceptions = calendar.exceptions.filter((e) => e.date === date);
  if (exceptions.length > 0) {
    const hours = exceptions.flatMap((e) =>
      e.kind === 'open' && e.startTime !== null && e.endTime !== null ? [wall(e.startTime, e.endTime)] : [],
    );
    return { hours: union(hours), breaks: [] };
  }
  const weekday = weekdayOf(date);
  const valid = calendar.weeklyHours.filter(
    (h) => h.weekday === weekday && h.validFrom <= date && (h.validTo === null || date <= h.validTo),
  );
  const of = (kind: HoursKind) =>
    union(valid.filter((h) => h.kind === kind).map((h) => wall(h.startTime, h.endTime)));
  return { hours: of('open'), breaks: of('break') };
}

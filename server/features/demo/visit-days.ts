import { type DoctorCalendar, dayHours } from '../../../shared/domain/availability.ts';
import { dayBounds } from '../../../shared/time/clinic-zone.ts';
import { addDays, type CivilDate, daysBetween, weekdayOf } from '../../../shared/time/civil-date.ts';
import { epochMs } from '../../../shared/time/instant.ts';
import type { SeededRandom } from './seeded-random.ts';

export const WINDOW_DAYS = 28;

/** Half-open, epoch milliseconds: the plan counts a lot, and numbers count faster than text. */
export type Span = { readonly start: number; readonly end: number };

export type DoctorDay = {
  readonly doctorIndex: number;
  readonly date: CivilDate;
  /** Days after today; negative before. */
  readonly offset: number;
  /** When the day begins, epoch milliseconds. */
  readonly midnight: number;
  readonly open: readonly Span[];
  /** Visits that would fill the day as far as wanted, a fraction. */
  readonly wanted: number;
};

export type DayPlanInput = {
  readonly today: CivilDate;
  readonly zone: string;
  readonly calendars: readonly DoctorCalendar[];
  readonly closures: readonly { startsOn: CivilDate; endsOn: CivilDate }[];
  /** Minutes an average visit of this doctor takes, with its buffers. */
  readonly averageMin: readonly number[];
  readonly visits: number | undefined;
};

export type DayPlan = { readonly days: readonly DoctorDay[]; readonly visits: number };

/**
 * The doctors' working days in order of time, and how many visits they take together. Reaches back past
 * the window, a week at a time, when it cannot hold them all.
 */
export function planDays(random: SeededRandom, input: DayPlanInput): DayPlan {
  const weeks: DoctorDay[][] = [];
  const weekFrom = (firstOffset: number): number => {
    const days = Array.from({ length: 7 }, (_, i) => addDays(input.today, firstOffset + i));
    const week = days.flatMap((date) => doctorDays(random, date, input));
    weeks.push(week);
    return week.reduce((total, day) => total + day.wanted, 0);
  };
  let sum = 0;
  let offset = WINDOW_DAYS - 6;
  for (; offset > -WINDOW_DAYS; offset -= 7) sum += weekFrom(offset);
  // A clinic without hours would never get there.
  if (sum === 0) return { days: [], visits: 0 };
  for (; sum < (input.visits ?? 0); offset -= 7) sum += weekFrom(offset);
  const visits = input.visits ?? Math.round(sum);
  const scale = visits / sum;
  const days = weeks.toReversed().flatMap((week) => week.map((d) => ({ ...d, wanted: d.wanted * scale })));
  return { days, visits };
}

function doctorDays(random: SeededRandom, date: CivilDate, input: DayPlanInput): DoctorDay[] {
  const offset = daysBetween(input.today, date);
  const weekday = weekdayOf(date);
  return input.calendars.flatMap((calendar, doctorIndex) => {
    if (isFree(calendar, { date, weekday })) return [];
    const hours = dayHours(calendar, input.closures, { date, zone: input.zone }).open;
    const open = hours.map((i) => ({ start: epochMs(i.start), end: epochMs(i.end) }));
    const minutes = open.reduce((sum, span) => sum + (span.end - span.start) / 60_000, 0);
    if (minutes === 0) return [];
    const midnight = epochMs(dayBounds(date, input.zone).start);
    const jitter = 0.9 + random.next() * 0.2;
    const wanted = (minutes * fillOn(offset) * jitter) / (input.averageMin[doctorIndex] ?? 20);
    return [{ doctorIndex, date, offset, midnight, open, wanted }];
  });
}

/** A cheap look before the time zone is asked: over years of days that is what counts. */
function isFree(calendar: DoctorCalendar, day: { date: CivilDate; weekday: number }): boolean {
  return (
    !calendar.weeklyHours.some((hours) => hours.weekday === day.weekday) &&
    !calendar.exceptions.some((exception) => exception.date === day.date)
  );
}

/** The part of the hours that is booked, those who will not come included: the far future is emptier. */
function fillOn(dayOffset: number): number {
  if (dayOffset <= 5) return 0.79;
  return 0.79 - 0.15 * ((dayOffset - 5) / (WINDOW_DAYS - 5));
}

import type { ErrorCode } from '../errors.ts';
import { addDays, type CivilDate, daysBetween, type LocalTime, weekdayOf } from '../time/civil-date.ts';
import { civilDateOf, wallMinutesOf, wallTimeToInstant } from '../time/clinic-zone.ts';
import type { Instant } from '../time/instant.ts';

/** A series is looked over as a whole before it is saved: no more visits than one can look over. */
export const MOST_VISITS = 60;

export const SERIES_FREQUENCIES = ['daily', 'weekly'] as const;
export type SeriesFrequency = (typeof SERIES_FREQUENCIES)[number];

/** Which visits of a series an edit of one of them means. */
export const SERIES_SCOPES = ['one', 'following', 'all'] as const;
export type SeriesScope = (typeof SERIES_SCOPES)[number];

/** When a series takes place, on the clinic's calendar and wall clock. */
export type SeriesRule = {
  readonly frequency: SeriesFrequency;
  /** Each so many days, or weeks. */
  readonly interval: number;
  /** 1 Monday .. 7 Sunday, for a weekly one; a daily one takes every day it comes to. */
  readonly weekdays: readonly number[];
  /** No visit is before this day; weeks are counted from the Monday of its week (RFC 5545, WKST=MO). */
  readonly startsOn: CivilDate;
  readonly time: LocalTime;
  /** After so many visits, or with the last one that is not after a day. */
  readonly end:
    | { readonly kind: 'count'; readonly count: number }
    | { readonly kind: 'until'; readonly date: CivilDate };
};

/** The refusals that speak of one date of a series; any other is about the series as a whole. */
export const DATE_REFUSALS = [
  'slot_taken',
  'patient_busy',
  'room_taken',
  'outside_hours',
  'in_the_past',
  'off_grid',
] as const satisfies readonly ErrorCode[];
export type DateRefusal = (typeof DATE_REFUSALS)[number];

export function isDateRefusal(code: ErrorCode): code is DateRefusal {
  return DATE_REFUSALS.some((other) => other === code);
}

/** The days of a rule in order; undefined where they are more than `MOST_VISITS`. */
export function seriesDates(rule: SeriesRule): CivilDate[] | undefined {
  const { end } = rule;
  const most = end.kind === 'count' ? end.count : Number.POSITIVE_INFINITY;
  const dates: CivilDate[] = [];
  for (const date of datesOf(rule)) {
    if (dates.length === most || (end.kind === 'until' && date > end.date)) return dates;
    if (dates.length === MOST_VISITS) return undefined;
    dates.push(date);
  }
  return dates;
}

/** When a visit of the series starts on a day: at the same time of the wall clock, whatever daylight saving does. */
export function seriesStart(rule: Pick<SeriesRule, 'time'>, date: CivilDate, zone: string): Instant {
  return wallTimeToInstant(date, rule.time, zone);
}

export function isInScope(scope: SeriesScope, edited: number, index: number): boolean {
  if (scope === 'all') return true;
  return scope === 'one' ? index === edited : index >= edited;
}

/** How far a visit is moved, as the calendar and the wall clock show it. */
export type WallShift = { readonly days: number; readonly minutes: number };

export function wallShift(from: Instant, to: Instant, zone: string): WallShift {
  return {
    days: daysBetween(civilDateOf(from, zone), civilDateOf(to, zone)),
    minutes: wallMinutesOf(to, zone) - wallMinutesOf(from, zone),
  };
}

const DAY_MIN = 24 * 60;

/** The same shift for another visit of the series: a Tuesday's to Wednesday, an hour later, in summer as in winter. */
export function shifted(at: Instant, shift: WallShift, zone: string): Instant {
  const minutes = wallMinutesOf(at, zone) + shift.minutes;
  const carried = Math.floor(minutes / DAY_MIN);
  const date = addDays(civilDateOf(at, zone), shift.days + carried);
  return wallTimeToInstant(date, localTime(minutes - carried * DAY_MIN), zone);
}

function localTime(minutes: number): LocalTime {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}` as LocalTime;
}

/** Without an end. */
function* datesOf({ frequency, interval, weekdays, startsOn }: SeriesRule): Generator<CivilDate> {
  if (frequency === 'daily') {
    for (let date = startsOn; ; date = addDays(date, interval)) yield date;
  }
  const days = [...new Set(weekdays)].sort((a, b) => a - b);
  if (days.length === 0) return;
  for (let monday = addDays(startsOn, 1 - weekdayOf(startsOn)); ; monday = addDays(monday, 7 * interval)) {
    for (const weekday of days) {
      const date = addDays(monday, weekday - 1);
      if (date >= startsOn) yield date;
    }
  }
}

import { createContext, useContext } from 'react';
import { addDays, ageOn, type CivilDate, daysBetween, toCivilDate } from '../../shared/time/civil-date.ts';
import { civilDateOf } from '../../shared/time/clinic-zone.ts';
import { epochMs, fromEpochMs, type Instant, minutesBetween, toInstant } from '../../shared/time/instant.ts';

/**
 * Every word made of a date, a time or a number. The one place in the renderer with `Date` and `Intl`.
 * Times are the clinic's wall clock, wherever the reader sits; 12 or 24 hours by the reader's locale.
 */
export type Format = {
  readonly timeZone: string;
  /** The reader's own zone shows other times than the clinic's. */
  readonly isZoneForeign: boolean;
  readonly now: () => Instant;
  readonly today: () => CivilDate;
  readonly dayOf: (instant: string) => CivilDate;
  /** 10:15 */
  readonly time: (instant: string) => string;
  /** 10:15 – 10:45 */
  readonly timeRange: (start: string, end: string) => string;
  /** Thu 5 Mar */
  readonly dayShort: (day: string) => string;
  /** Thursday 5 March (with the year when it is not this one) */
  readonly dayLong: (day: string) => string;
  /** Today, tomorrow or undefined. */
  readonly dayWord: (day: string) => 'today' | 'tomorrow' | 'yesterday' | undefined;
  /** 6 Oct 2014 */
  readonly date: (day: string) => string;
  /** October 2014 */
  readonly month: (day: string) => string;
  /** Thu 5 Mar, 10:15 */
  readonly dateTime: (instant: string) => string;
  /** 5 Mar 2026, 10:15:07 */
  readonly moment: (instant: string) => string;
  readonly age: (birthDate: string) => number;
  /** Whole minutes from an instant until now; negative while it lies ahead. */
  readonly minutesSince: (instant: string) => number;
  /** 5 min, 1 h 20 min */
  readonly minutes: (minutes: number) => string;
  /** in 3 days, 2 hours ago */
  readonly relative: (instant: string) => string;
  readonly number: (value: number) => string;
  /** 15.50, from minor units */
  readonly amount: (minor: number) => string;
  /** Mon */
  readonly weekdayShort: (day: string) => string;
  /** 5 */
  readonly dayNumber: (day: string) => string;
  /** 2 – 8 Mar */
  readonly dayRange: (from: string, to: string) => string;
  /** 09:00 – 12:00, from wall-clock times */
  readonly wallRange: (start: string, end: string) => string;
  readonly list: (words: readonly string[]) => string;
};

type Options = { readonly timeZone: string; readonly locale?: string; readonly nowMs?: () => number };

export function createFormat({ timeZone, locale, nowMs = Date.now }: Options): Format {
  const of = (options: Intl.DateTimeFormatOptions, zone = timeZone) =>
    once(() => new Intl.DateTimeFormat(locale, { ...options, timeZone: zone }));
  const withClock = (options: Intl.DateTimeFormatOptions, zone = timeZone) =>
    once(() => new Intl.DateTimeFormat(locale, { ...options, ...clockOf(locale), timeZone: zone }));
  const clock = withClock({});
  const moment = withClock({ weekday: 'short', day: 'numeric', month: 'short' });
  const second = of({ dateStyle: 'medium', timeStyle: 'medium' });
  // A civil day has no zone: it is drawn as its own midnight in UTC.
  const short = of({ weekday: 'short', day: 'numeric', month: 'short' }, 'UTC');
  const long = of({ weekday: 'long', day: 'numeric', month: 'long' }, 'UTC');
  const longWithYear = of({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }, 'UTC');
  const plain = of({ day: 'numeric', month: 'short', year: 'numeric' }, 'UTC');
  const month = of({ month: 'long', year: 'numeric' }, 'UTC');
  const weekday = of({ weekday: 'short' }, 'UTC');
  const dayNumber = of({ day: 'numeric' }, 'UTC');
  const dayAndMonth = of({ day: 'numeric', month: 'long' }, 'UTC');
  const wallClock = withClock({}, 'UTC');
  const numbers = once(() => new Intl.NumberFormat(locale));
  const amounts = once(() => new Intl.NumberFormat(locale, { minimumFractionDigits: 2 }));
  const lists = once(() => new Intl.ListFormat(locale, { type: 'conjunction' }));
  const words = once(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
  const unit = (name: 'hour' | 'minute') =>
    once(() => new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short' }));
  const [hours, minutes] = [unit('hour'), unit('minute')];
  const now = () => fromEpochMs(nowMs());
  const today = () => civilDateOf(now(), timeZone);

  return {
    timeZone,
    isZoneForeign: isZoneForeign(timeZone, nowMs()),
    now,
    today,
    dayOf: (instant) => civilDateOf(toInstant(instant), timeZone),
    time: (instant) => clock().format(at(instant)),
    timeRange: (start, end) => clock().formatRange(at(start), at(end)),
    dayShort: (day) => short().format(midnight(day)),
    dayLong: (day) =>
      (day.slice(0, 4) === today().slice(0, 4) ? long() : longWithYear()).format(midnight(day)),
    dayWord: (day) => DAY_WORDS.get(daysBetween(today(), toCivilDate(day))),
    date: (day) => plain().format(midnight(day)),
    month: (day) => month().format(midnight(day)),
    dateTime: (instant) => moment().format(at(instant)),
    moment: (instant) => second().format(at(instant)),
    age: (birthDate) => ageOn(toCivilDate(birthDate), today()),
    minutesSince: (instant) => minutesBetween(toInstant(instant), now()),
    minutes: (count) => minutesText(count, { hours, minutes }),
    relative: (instant) => {
      const days = daysBetween(today(), civilDateOf(toInstant(instant), timeZone));
      return relativeText({ ms: epochMs(toInstant(instant)) - nowMs(), days }, words());
    },
    number: (value) => numbers().format(value),
    amount: (minor) => amounts().format(minor / 100),
    weekdayShort: (day) => weekday().format(midnight(day)),
    dayNumber: (day) => dayNumber().format(midnight(day)),
    dayRange: (from, to) => dayAndMonth().formatRange(midnight(from), midnight(to)),
    wallRange: (start, end) => wallClock().formatRange(wall(start), wall(end)),
    list: (words) => lists().format(words),
  };
}

/** 09:15, but 9:15 AM: a clock of 12 hours is written without a leading zero. */
function clockOf(locale?: string): Intl.DateTimeFormatOptions {
  const { hour12 } = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions();
  return { hour: hour12 === true ? 'numeric' : '2-digit', minute: '2-digit' };
}

/** Made when it is first needed: each costs a page a millisecond or two, and no screen uses them all. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

const DAY_WORDS = new Map<number, 'today' | 'tomorrow' | 'yesterday'>([
  [0, 'today'],
  [1, 'tomorrow'],
  [-1, 'yesterday'],
]);

const at = (instant: string) => new Date(instant);
const midnight = (day: string) => new Date(`${day}T00:00:00Z`);
// Only its hour and minute are drawn; the day, and 24:00 as its end, do not matter.
const wall = (time: string) =>
  new Date(Date.UTC(2000, 0, 1, Number(time.slice(0, 2)), Number(time.slice(3, 5))));

type Units = Record<'hours' | 'minutes', () => Intl.NumberFormat>;

function minutesText(minutes: number, units: Units): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return units.minutes().format(rest);
  return rest === 0
    ? units.hours().format(hours)
    : `${units.hours().format(hours)} ${units.minutes().format(rest)}`;
}

/** Close by in minutes and hours, else by the calendar: 8:00 tomorrow is tomorrow, not in 30 hours. */
function relativeText({ ms, days }: { ms: number; days: number }, words: Intl.RelativeTimeFormat): string {
  const minutes = Math.round(ms / 60_000);
  if (Math.abs(minutes) < 60) return words.format(minutes, 'minute');
  if (days === 0 || Math.abs(minutes) < 12 * 60) return words.format(Math.round(minutes / 60), 'hour');
  return words.format(days, 'day');
}

/** Today, or at the other end of the year: a visit booked now may lie beyond a change of the clocks. */
function isZoneForeign(timeZone: string, nowMs: number): boolean {
  const clockIn = (zone?: string) =>
    new Intl.DateTimeFormat('en', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  const [there, here] = [clockIn(timeZone), clockIn()];
  return [nowMs, nowMs + HALF_A_YEAR_MS].some((ms) => there.format(ms) !== here.format(ms));
}
const HALF_A_YEAR_MS = 182 * 86_400_000;

/** The zone this browser lives in. */
export function browserTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Every zone name this browser knows, UTC among them. */
export function knownTimeZones(): string[] {
  return [...new Set([...Intl.supportedValuesOf('timeZone'), browserTimeZone(), 'UTC'])].sort();
}

/** The days `from`..`from + count - 1`. */
export function daysFrom(from: CivilDate, count: number): CivilDate[] {
  return Array.from({ length: count }, (_, index) => addDays(from, index));
}

const FormatContext = createContext<Format | null>(null);
export const FormatProvider = FormatContext.Provider;

export function useFormat(): Format {
  const format = useContext(FormatContext);
  if (format === null) throw new Error('useFormat outside of FormatProvider');
  return format;
}

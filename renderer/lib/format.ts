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
  /** Thu 5 Mar; here and below with the year when it is not this one */
  readonly dayShort: (day: string) => string;
  /** Thursday 5 March */
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
  const moment = withYear(withClock, { weekday: 'short', day: 'numeric', month: 'short' });
  const second = of({ dateStyle: 'medium', timeStyle: 'medium' });
  // A civil day has no zone: it is drawn as its own midnight in UTC.
  const civil = (options: Intl.DateTimeFormatOptions) => of(options, 'UTC');
  const short = withYear(civil, { weekday: 'short', day: 'numeric', month: 'short' });
  const long = withYear(civil, { weekday: 'long', day: 'numeric', month: 'long' });
  const plain = civil({ day: 'numeric', month: 'short', year: 'numeric' });
  const month = civil({ month: 'long', year: 'numeric' });
  const weekday = civil({ weekday: 'short' });
  const dayNumber = civil({ day: 'numeric' });
  const dayAndMonth = withYear(civil, { day: 'numeric', month: 'long' });
  const wallClock = withClock({}, 'UTC');
  const numbers = once(() => new Intl.NumberFormat(locale));
  const amounts = once(() => new Intl.NumberFormat(locale, { minimumFractionDigits: 2 }));
  const lists = once(() => new Intl.ListFormat(locale, { type: 'conjunction' }));
  const words = once(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
  const [hours, minutes] = [unitOf('hour', locale), unitOf('minute', locale)];
  const now = () => fromEpochMs(nowMs());
  const today = () => civilDateOf(now(), timeZone);
  const dayOf = (instant: string) => civilDateOf(toInstant(instant), timeZone);
  const isThisYear = (day: string) => day.slice(0, 4) === today().slice(0, 4);

  return {
    timeZone,
    isZoneForeign: isZoneForeign(timeZone, nowMs()),
    now,
    today,
    dayOf,
    time: (instant) => clock().format(at(instant)),
    timeRange: (start, end) => clock().formatRange(at(start), at(end)),
    dayShort: (day) => short(isThisYear(day)).format(midnight(day)),
    dayLong: (day) => long(isThisYear(day)).format(midnight(day)),
    dayWord: (day) => DAY_WORDS.get(daysBetween(today(), toCivilDate(day))),
    date: (day) => plain().format(midnight(day)),
    month: (day) => month().format(midnight(day)),
    dateTime: (instant) => moment(isThisYear(dayOf(instant))).format(at(instant)),
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
    dayRange: (from, to) =>
      dayAndMonth(isThisYear(from) && isThisYear(to)).formatRange(midnight(from), midnight(to)),
    wallRange: (start, end) => wallClock().formatRange(wall(start), wall(end)),
    list: (words) => lists().format(words),
  };
}

function unitOf(unit: 'hour' | 'minute', locale: string | undefined): () => Intl.NumberFormat {
  return once(() => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }));
}

/** A pattern without the year and with it, by whether it is this one. */
function withYear(
  make: (options: Intl.DateTimeFormatOptions) => () => Intl.DateTimeFormat,
  options: Intl.DateTimeFormatOptions,
): (isThisYear: boolean) => Intl.DateTimeFormat {
  const [plain, dated] = [make(options), make({ ...options, year: 'numeric' })];
  return (isThisYear) => (isThisYear ? plain() : dated());
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

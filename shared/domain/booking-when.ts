import {
  addDays,
  addMonths,
  type CivilDate,
  daysBetween,
  type LocalTime,
  parseCivilDate,
  toCivilDate,
  weekdayOf,
} from '../time/civil-date.ts';
import type { BookingWords } from './booking-words.ts';

export type DayPartName = keyof BookingWords['parts'];

/** What some words at a place of the line say of the time: how many of them, and what. */
export type WhenRead = { readonly count: number } & (
  | { readonly kind: 'day'; readonly from: CivilDate; readonly days: number }
  | { readonly kind: 'part'; readonly part: DayPartName }
  | { readonly kind: 'time'; readonly time: LocalTime }
);

type Place = { readonly words: readonly string[]; readonly today: CivilDate; readonly table: BookingWords };

/** "In two weeks" is that day and what is free after it. */
const SPAN_DAYS = 14;
const ASAP_DAYS = 30;
const MAX_SPAN = 365;
const DAYS_A_WEEK = 7;
const SHORTEST_NAME = 3;
const MONTHS_A_YEAR = 12;
const LAST_SAID_HOUR = 6;
const IS_YEAR = /^(?:19|20)\d\d$/;

/** Reads a day, a part of the day or a time where `words` begin; the longest reading wins. */
export function readWhen(place: Place): WhenRead | undefined {
  const { words, table } = place;
  // "mit" is the beginning of a Wednesday only where nothing stands behind it.
  if (words.length > 1 && table.before.includes(words[0] ?? '')) return readBehind(place) ?? readTime(place);
  return readDay(place) ?? readFrom(place) ?? readTime(place) ?? readPart(place);
}

/** "in 3 weeks", "on tuesday": the small word goes with what it stands before. */
function readBehind({ words, today, table }: Place): WhenRead | undefined {
  const read = readWhen({ words: words.slice(1), today, table });
  return read && { ...read, count: read.count + 1 };
}

const day = (from: CivilDate, days: number, count: number) => ({ kind: 'day', from, days, count }) as const;

function readDay(place: Place) {
  return readNamedDay(place) ?? readAhead(place) ?? readWeek(place) ?? readWeekday(place) ?? readDate(place);
}

/** `from tuesday`: that day or one after it. */
function readFrom({ words, today, table }: Place): WhenRead | undefined {
  if (!table.from.includes(words[0] ?? '')) return undefined;
  const read = readDay({ words: words.slice(1), today, table });
  return read && day(read.from, Math.max(read.days, SPAN_DAYS), read.count + 1);
}

function readNamedDay({ words, today, table }: Place) {
  const [first = '', second = ''] = words;
  if (table.today.includes(first)) return day(today, 1, 1);
  // "This afternoon" is today's.
  if (table.this.includes(first) && partOf(second, table) !== undefined) return day(today, 1, 1);
  if (table.tomorrow.includes(first)) return day(addDays(today, 1), 1, 1);
  if (table.asap.includes(first)) return day(today, ASAP_DAYS, 1);
  const after = table.afterTomorrow
    .map((said) => said.split(' '))
    .find((said) => said.every((word, at) => word === words[at]));
  return after && day(addDays(today, 2), 1, after.length);
}

/** `2w`, `3 weeks`, `a month`. */
function readAhead({ words, today, table }: Place) {
  const [first = '', second = ''] = words;
  const joined = /^(\d{1,3})(\p{L}+)$/u.exec(first);
  // "A m" may be somebody's initials; "a month" is none.
  const inWords = second.length >= SHORTEST_NAME ? table.numbers[first] : undefined;
  const number = joined?.[1] ?? (/^\d{1,3}$/.test(first) ? first : inWords);
  if (number === undefined) return undefined;
  const ahead = daysAhead(Number(number), joined?.[2] ?? second, table);
  return ahead === undefined ? undefined : day(addDays(today, ahead), SPAN_DAYS, joined === null ? 2 : 1);
}

/** `this week`, `next week`, `next month`, and one day of that week before or behind it: `tue next week`. */
function readWeek({ words, today, table }: Place) {
  const weekday = namedAt(words[0] ?? '', table.weekdays);
  const said = weekday === undefined ? words : words.slice(1);
  const [first = '', unit = '', last = ''] = said;
  const isNext = table.next.includes(first);
  if (!isNext && !table.this.includes(first)) return undefined;
  if (isNext && weekday === undefined && table.units.month.includes(unit)) {
    const month = toCivilDate(`${addMonths(today, 1).slice(0, 7)}-01`);
    return day(month, daysBetween(month, addMonths(month, 1)), 2);
  }
  if (!table.units.week.includes(unit)) return undefined;
  const monday = addDays(today, 1 - weekdayOf(today) + (isNext ? DAYS_A_WEEK : 0));
  const meant = weekday ?? namedAt(last, table.weekdays);
  if (meant !== undefined && addDays(monday, meant) >= today) return day(addDays(monday, meant), 1, 3);
  const from = isNext ? monday : today;
  return weekday === undefined ? day(from, DAYS_A_WEEK - daysBetween(monday, from), 2) : undefined;
}

function daysAhead(number: number, unit: string, { units }: BookingWords): number | undefined {
  const length = units.day.includes(unit) ? 1 : units.week.includes(unit) ? DAYS_A_WEEK : undefined;
  // Four weeks to the month keep the weekday, as the desk means it.
  const days = number * (length ?? (units.month.includes(unit) ? 4 * DAYS_A_WEEK : Number.NaN));
  return days <= MAX_SPAN ? days : undefined;
}

function readWeekday({ words, today, table }: Place) {
  const isNext = table.next.includes(words[0] ?? '');
  const isSaid = isNext || table.this.includes(words[0] ?? '');
  const at = namedAt(words[isSaid ? 1 : 0] ?? '', table.weekdays);
  if (at === undefined) return undefined;
  const ahead = (at + 1 - weekdayOf(today) + DAYS_A_WEEK) % DAYS_A_WEEK;
  // The coming one; "next" is never the one of this week.
  const thisWeek = weekdayOf(today) + ahead <= DAYS_A_WEEK;
  const days = isNext && thisWeek ? ahead + DAYS_A_WEEK : ahead;
  return day(addDays(today, days), 1, isSaid ? 2 : 1);
}

/** `2026-12-12`, `12.12.`, `12/12`, `12.12.2026`, `12.12.26` (day first), `12 dec`, `dec 12`, `12 dec 2026`. */
function readDate({ words, today, table }: Place) {
  const [first = '', second = '', third = ''] = words;
  const exact = parseCivilDate(first);
  const numeric = /^(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d{2})?)?$/.exec(first);
  const named = namedDate(first, second, table) ?? namedDate(second, first, table);
  const year = IS_YEAR.test(third) ? Number(third) : undefined;
  const inWords =
    named && (year === undefined ? comingDate(named, today) : dateOf(year, named.month, named.day));
  const from = exact ?? (numeric === null ? inWords : numericDate(numeric, today));
  // A day that has passed is a birth date.
  if (from === undefined || from < today) return undefined;
  if (exact !== undefined || numeric !== null) return day(from, 1, 1);
  return day(from, 1, year === undefined ? 2 : 3);
}

function numericDate([, dayText, monthText, year]: RegExpExecArray, today: CivilDate): CivilDate | undefined {
  const [date, month] = [Number(dayText), Number(monthText)];
  if (year === undefined) return comingDate({ day: date, month }, today);
  if (year.length === 4) return dateOf(Number(year), month, date);
  // Two digits are as likely those of a birth date: they are of this year or the next.
  const meant = dateOf(Number(today.slice(0, 2) + year), month, date);
  return meant !== undefined && meant <= addDays(today, MAX_SPAN) ? meant : undefined;
}

function namedDate(day: string, month: string, table: BookingWords) {
  const at = namedAt(month, table.months);
  const written = /^(\d{1,2})(?:st|nd|rd|th|\.)?$/.exec(day);
  return at === undefined || written === null ? undefined : { day: Number(written[1]), month: at + 1 };
}

/** The next day of that name, this year or the next. */
function comingDate({ day, month }: { day: number; month: number }, today: CivilDate): CivilDate | undefined {
  const year = Number(today.slice(0, 4));
  const here = dateOf(year, month, day);
  return here !== undefined && here >= today ? here : dateOf(year + 1, month, day);
}

function dateOf(year: number, month: number, day: number): CivilDate | undefined {
  const two = (number: number) => String(number).padStart(2, '0');
  return parseCivilDate(`${year}-${two(month)}-${two(day)}`);
}

function readPart({ words, table }: Place): WhenRead | undefined {
  const part = partOf(words[0] ?? '', table);
  return part === undefined ? undefined : { kind: 'part', part, count: 1 };
}

function partOf(word: string, table: BookingWords): DayPartName | undefined {
  return (['morning', 'afternoon', 'evening'] as const).find((name) => table.parts[name].includes(word));
}

/** `10:15`, `9:30pm`, `3pm`, `noon`, `9.30`; a bare hour where a word says that it is one: `at 10`, `10 o'clock`. */
function readTime({ words, table }: Place): WhenRead | undefined {
  const isAt = table.at.includes(words[0] ?? '');
  const [word = '', behind = ''] = isAt ? words.slice(1) : words;
  const hasClock = table.oClock.includes(behind);
  const read = clockOf(word) ?? (isAt || hasClock || isNoDate(word) ? bareHour(word) : undefined);
  const time = table.noon.includes(word) ? ('12:00' as LocalTime) : read;
  return time === undefined ? undefined : { kind: 'time', time, count: 1 + Number(isAt) + Number(hasClock) };
}

/** `9.30` has no thirtieth month; `9.10` may be a day. */
function isNoDate(word: string): boolean {
  const month = /^\d{1,2}\.(\d{2})$/.exec(word)?.[1];
  return month !== undefined && Number(month) > MONTHS_A_YEAR;
}

function clockOf(word: string): LocalTime | undefined {
  const match = /^(\d{1,2})(?::(\d{2}))?(am|pm)?$/.exec(word);
  if (match === null || (match[2] === undefined && match[3] === undefined)) return undefined;
  const [, hour = '', minute = '00', half] = match;
  if (half === undefined) return timeOf(Number(hour), minute);
  if (Number(hour) < 1 || Number(hour) > 12) return undefined;
  return timeOf((Number(hour) % 12) + (half === 'pm' ? 12 : 0), minute);
}

/** `10`, `1030`, `10.30`; one to six are said of the afternoon. */
function bareHour(word: string): LocalTime | undefined {
  const match = /^(\d{1,2})(?:\.?(\d{2}))?$/.exec(word);
  if (match === null) return undefined;
  const hour = Number(match[1]);
  const isAfternoon = hour >= 1 && hour <= LAST_SAID_HOUR && !word.startsWith('0');
  return timeOf(isAfternoon ? hour + 12 : hour, match[2] ?? '00');
}

function timeOf(hours: number, minute: string): LocalTime | undefined {
  if (hours > 23 || Number(minute) > 59) return undefined;
  return `${String(hours).padStart(2, '0')}:${minute}` as LocalTime;
}

function namedAt(word: string, names: readonly string[]): number | undefined {
  if (word.length < SHORTEST_NAME) return undefined;
  const at = names.findIndex((name) => name.startsWith(word));
  return at < 0 ? undefined : at;
}

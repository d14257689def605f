import { addDays, type CivilDate, type LocalTime, parseCivilDate, weekdayOf } from '../time/civil-date.ts';
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

/** Reads a day, a part of the day or a time where `words` begin; the longest reading wins. */
export function readWhen(place: Place): WhenRead | undefined {
  return readSpan(place) ?? readWeekday(place) ?? readDate(place) ?? readPart(place) ?? readTime(place);
}

function readSpan({ words, today, table }: Place): WhenRead | undefined {
  const [first = '', second = ''] = words;
  const day = (from: CivilDate, days: number, count: number): WhenRead => ({
    kind: 'day',
    from,
    days,
    count,
  });
  if (table.today.includes(first)) return day(today, 1, 1);
  if (table.tomorrow.includes(first)) return day(addDays(today, 1), 1, 1);
  if (table.asap.includes(first)) return day(today, ASAP_DAYS, 1);
  const joined = /^(\d{1,3})(\p{L}+)$/u.exec(first);
  const apart = /^\d{1,3}$/.test(first);
  const [number, unit, count] =
    joined === null ? [apart ? first : '', second, 2] : [joined[1], joined[2] ?? '', 1];
  const ahead = number === '' ? undefined : daysAhead(Number(number), unit, table);
  return ahead === undefined ? undefined : day(addDays(today, ahead), SPAN_DAYS, count);
}

function daysAhead(number: number, unit: string, { units }: BookingWords): number | undefined {
  const length = units.day.includes(unit) ? 1 : units.week.includes(unit) ? DAYS_A_WEEK : undefined;
  // Four weeks to the month keep the weekday, as the desk means it.
  const days = number * (length ?? (units.month.includes(unit) ? 4 * DAYS_A_WEEK : Number.NaN));
  return days <= MAX_SPAN ? days : undefined;
}

function readWeekday({ words, today, table }: Place): WhenRead | undefined {
  const isNext = table.next.includes(words[0] ?? '');
  const word = words[isNext ? 1 : 0] ?? '';
  const at = namedAt(word, table.weekdays);
  if (at === undefined) {
    const isWeek = isNext && table.units.week.includes(word);
    const monday = addDays(today, DAYS_A_WEEK + 1 - weekdayOf(today));
    return isWeek ? { kind: 'day', from: monday, days: DAYS_A_WEEK, count: 2 } : undefined;
  }
  const ahead = (at + 1 - weekdayOf(today) + DAYS_A_WEEK) % DAYS_A_WEEK;
  // The coming one; "next" is never the one of this week.
  const thisWeek = weekdayOf(today) + ahead <= DAYS_A_WEEK;
  const days = isNext && thisWeek ? ahead + DAYS_A_WEEK : ahead;
  return { kind: 'day', from: addDays(today, days), days: 1, count: isNext ? 2 : 1 };
}

/** `2026-12-12`, `12.12.`, `12/12`, `12.12.2026` (day first), `12 dec`, `dec 12`. */
function readDate({ words, today, table }: Place): WhenRead | undefined {
  const [first = '', second = ''] = words;
  const exact = parseCivilDate(first);
  const numeric = /^(\d{1,2})[./](\d{1,2})(?:[./](\d{4})?)?$/.exec(first);
  const named = namedDate(first, second, table) ?? namedDate(second, first, table);
  const from =
    exact ??
    (numeric === null
      ? named && comingDate(named, today)
      : numeric[3] === undefined
        ? comingDate({ day: Number(numeric[1]), month: Number(numeric[2]) }, today)
        : dateOf(Number(numeric[3]), Number(numeric[2]), Number(numeric[1])));
  // A day that has passed is a birth date.
  if (from === undefined || from < today) return undefined;
  const count = exact === undefined && numeric === null ? 2 : 1;
  return { kind: 'day', from, days: 1, count };
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
  const [first = ''] = words;
  const part = (['morning', 'afternoon', 'evening'] as const).find((name) =>
    table.parts[name].includes(first),
  );
  return part === undefined ? undefined : { kind: 'part', part, count: 1 };
}

/** `10:15`, `9:30pm`, `3pm`. */
function readTime({ words }: Place): WhenRead | undefined {
  const match = /^(\d{1,2})(?::(\d{2}))?(am|pm)?$/.exec(words[0] ?? '');
  if (match === null || (match[2] === undefined && match[3] === undefined)) return undefined;
  const [, hour = '', minute = '00', half] = match;
  const isTwelve = half !== undefined;
  if (isTwelve && (Number(hour) < 1 || Number(hour) > 12)) return undefined;
  const hours = isTwelve ? (Number(hour) % 12) + (half === 'pm' ? 12 : 0) : Number(hour);
  if (hours > 23 || Number(minute) > 59) return undefined;
  return { kind: 'time', time: `${String(hours).padStart(2, '0')}:${minute}` as LocalTime, count: 1 };
}

function namedAt(word: string, names: readonly string[]): number | undefined {
  if (word.length < SHORTEST_NAME) return undefined;
  const at = names.findIndex((name) => name.startsWith(word));
  return at < 0 ? undefined : at;
}

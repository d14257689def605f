import type { HoursKind } from '../../../shared/domain/availability.ts';
import {
  type WeekPeriod,
  type WeekRow,
  type WeeklyRow,
  withWeek,
} from '../../../shared/domain/weekly-hours.ts';

/** Minutes of the day between which somebody works; apart from each other and in order within a day. */
export type Span = { readonly from: number; readonly to: number };
/** Monday first. */
export type WeekSpans = readonly (readonly Span[])[];

export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
const DAY_END = 24 * 60;
/** Hours lie on the raster that visits do. */
export const STEP_MIN = 5;

export const NO_HOURS: WeekSpans = WEEKDAYS.map(() => []);

/** With the span, which takes in what it touches. */
export function withSpan(spans: readonly Span[], added: Span): Span[] {
  const touching = spans.filter(({ from, to }) => from <= added.to && added.from <= to);
  const whole = {
    from: Math.min(added.from, ...touching.map(({ from }) => from)),
    to: Math.max(added.to, ...touching.map(({ to }) => to)),
  };
  return [...spans.filter((span) => !touching.includes(span)), whole].sort((a, b) => a.from - b.from);
}

/** Without the minutes of the span. */
export function withoutSpan(spans: readonly Span[], gone: Span): Span[] {
  return spans.flatMap(({ from, to }) =>
    [
      { from, to: Math.min(to, gone.from) },
      { from: Math.max(from, gone.to), to },
    ].filter((part) => part.from < part.to),
  );
}

export function clockText(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

export function spansText(spans: readonly Span[]): string {
  return spans.map(({ from, to }) => `${clockText(from)}–${clockText(to)}`).join(', ');
}

const CLOCK = String.raw`(\d{1,2})(?:[:.]?(\d{2}))?\s*([ap]m)?`;
const RANGE = new RegExp(String.raw`^${CLOCK}\s*(?:-|–|to)\s*${CLOCK}$`, 'i');

/** Reads `9-12, 13:30-17` and `9am-5pm`; undefined where it is no such list, or its hours overlap. Empty is a day off. */
export function readSpans(text: string): Span[] | undefined {
  const parts = text.split(/[,;]/).map((part) => part.trim());
  if (parts.every((part) => part === '')) return [];
  const spans: Span[] = [];
  for (const part of parts) {
    const span = readSpan(part);
    if (span === undefined || spans.some(({ from, to }) => from < span.to && span.from < to))
      return undefined;
    spans.push(span);
  }
  return spans.reduce<Span[]>((joined, span) => withSpan(joined, span), []);
}

function readSpan(part: string): Span | undefined {
  const match = RANGE.exec(part);
  if (match === null) return undefined;
  const [, startHour, startMin, startHalf, endHour, endMin, endHalf] = match;
  const to = minuteRead(endHour, endMin, endHalf);
  if (to === undefined) return undefined;
  // Of `1-5pm` both are in the afternoon, of `10-1pm` only the end is.
  const starts = startHalf === undefined && endHalf !== undefined ? [endHalf, 'am'] : [startHalf];
  const from = starts
    .map((half) => minuteRead(startHour, startMin, half))
    .find((minute) => minute !== undefined && minute < to);
  return from !== undefined && from % STEP_MIN === 0 && to % STEP_MIN === 0 ? { from, to } : undefined;
}

/** The minute of the day; an hour with `am` or `pm` goes from 1 to 12. */
function minuteRead(hourText = '', minText = '00', half?: string): number | undefined {
  const hour = Number(hourText);
  const min = Number(minText);
  if (min > 59) return undefined;
  if (half === undefined) return hour * 60 + min <= DAY_END ? hour * 60 + min : undefined;
  if (hour < 1 || hour > 12) return undefined;
  return ((hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)) * 60 + min;
}

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** The days on which other hours begin, the earliest first. */
export function periodsOf(rows: readonly WeeklyRow[]): string[] {
  return [...new Set(rows.map(({ validFrom }) => validFrom))].sort();
}

/** The week as it is on a day: open hours less breaks. */
export function weekOn(rows: readonly WeeklyRow[], day: string): WeekSpans {
  const valid = rows.filter(
    ({ validFrom, validTo }) => validFrom <= day && (validTo === null || day <= validTo),
  );
  return WEEKDAYS.map((weekday) => {
    const ofDay = valid.filter((row) => row.weekday === weekday);
    const spanOf = (row: WeeklyRow): Span => ({ from: minutesOf(row.startTime), to: minutesOf(row.endTime) });
    const open = ofDay
      .filter(({ kind }) => kind === 'open')
      .reduce<Span[]>((spans, row) => withSpan(spans, spanOf(row)), []);
    return ofDay
      .filter(({ kind }) => kind === 'break')
      .reduce<Span[]>((spans, row) => withoutSpan(spans, spanOf(row)), open);
  });
}

/** What is written down so that the week holds in its period; what is before and after it stays as it was. */
export function rowsFrom(rows: readonly WeeklyRow[], week: WeekSpans, period: WeekPeriod): WeeklyRow[] {
  return withWeek(rows, weekRows(week), period);
}

/** Of each day from the first hour to the last, with the gaps between as breaks: so the board draws them. */
export function weekRows(week: WeekSpans): WeekRow[] {
  return week.flatMap((spans, index) => rowsOfDay(spans, index + 1));
}

function rowsOfDay(spans: readonly Span[], weekday: number): WeekRow[] {
  const [first, last] = [spans[0], spans.at(-1)];
  if (first === undefined || last === undefined) return [];
  const row = (kind: HoursKind, { from, to }: Span): WeekRow => ({
    weekday,
    kind,
    startTime: clockText(from),
    endTime: clockText(to),
  });
  const gaps = spans.slice(1).map(({ from }, index) => ({ from: spans[index]?.to ?? from, to: from }));
  return [row('open', { from: first.from, to: last.to }), ...gaps.map((gap) => row('break', gap))];
}

import 'temporal-polyfill/global';

/** A day on the clinic's calendar, `YYYY-MM-DD`, without a zone. */
export type CivilDate = string & { readonly __civilDate: true };
/** A wall-clock time, `HH:mm`; `24:00` ends a day. */
export type LocalTime = string & { readonly __localTime: true };

export function parseCivilDate(text: string): CivilDate | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() as CivilDate;
  } catch {
    return undefined;
  }
}

export function toCivilDate(text: string): CivilDate {
  const date = parseCivilDate(text);
  if (date === undefined) throw new RangeError(`not a calendar date: ${text}`);
  return date;
}

const DAY_MS = 86_400_000;

/** Counted on the UTC calendar, whose days are all of one length: a search asks this hundreds of times. */
export function addDays(date: CivilDate, days: number): CivilDate {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10) as CivilDate;
}

/** The same day so many months on; the 31st becomes the last day of a month that is shorter. */
export function addMonths(date: CivilDate, months: number): CivilDate {
  return Temporal.PlainDate.from(date).add({ months }).toString() as CivilDate;
}

/** The same day so many years on; the 29th of February becomes the 28th where there is none. */
export function addYears(date: CivilDate, years: number): CivilDate {
  return Temporal.PlainDate.from(date).add({ years }).toString() as CivilDate;
}

/** 1 is Monday, 7 is Sunday (ISO 8601). */
export function weekdayOf(date: CivilDate): number {
  return Temporal.PlainDate.from(date).dayOfWeek;
}

/** Days from one date to another; negative when `to` comes first. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days;
}

/** Whole years of age on a day. */
export function ageOn(birthDate: CivilDate, day: CivilDate): number {
  return Temporal.PlainDate.from(birthDate).until(Temporal.PlainDate.from(day), {
    largestUnit: 'year',
  }).years;
}

export function minutesOfDay(time: LocalTime): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

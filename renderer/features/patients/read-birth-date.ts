import { monthNamed } from '../../../shared/domain/written-date.ts';
import { type CivilDate, parseCivilDate } from '../../../shared/time/civil-date.ts';

/**
 * A birth date as people say and type it: 2014-10-06, 6.10.2014, 10/06/2014, 6 Oct 2014, 6. Oktober 2014, 06102014.
 * Dots put the day first, slashes the month, as the search does. Two-digit years lie in the past.
 * undefined when it is no real date, or none a living person can have.
 */
export function readBirthDate(text: string, today: CivilDate): CivilDate | undefined {
  const parts = partsOf(text.trim().toLowerCase());
  if (parts === undefined) return undefined;
  const date = parseCivilDate(`${fullYear(parts.year, today)}-${two(parts.month)}-${two(parts.day)}`);
  return date === undefined || date > today || date < '1900-01-01' ? undefined : date;
}

type Parts = { readonly year: string; readonly month: string; readonly day: string };

function partsOf(text: string): Parts | undefined {
  return (
    read(text, /^(?<year>\d{4})[-/. ](?<month>\d{1,2})[-/. ](?<day>\d{1,2})$/) ??
    read(text, /^(?<month>\d{1,2})\/(?<day>\d{1,2})\/(?<year>\d{4}|\d{2})$/) ??
    read(text, /^(?<day>\d{1,2})[. -](?<month>\d{1,2})[. -](?<year>\d{4}|\d{2})$/) ??
    read(text, /^(?<day>\d{2})(?<month>\d{2})(?<year>\d{4})$/) ??
    withMonthName(read(text, /^(?<day>\d{1,2})[. ]*(?<month>\p{L}{3,})[., ]*(?<year>\d{4}|\d{2})$/u)) ??
    withMonthName(read(text, /^(?<month>\p{L}{3,})[. ]+(?<day>\d{1,2})[., ]+(?<year>\d{4}|\d{2})$/u))
  );
}

function read(text: string, pattern: RegExp): Parts | undefined {
  const { year, month, day } = pattern.exec(text)?.groups ?? {};
  return year === undefined || month === undefined || day === undefined ? undefined : { year, month, day };
}

function withMonthName(parts: Parts | undefined): Parts | undefined {
  if (parts === undefined) return undefined;
  // Three letters say it where the rest is a slip.
  const month = monthNamed(parts.month) ?? monthNamed(parts.month.slice(0, 3));
  return month === undefined ? undefined : { ...parts, month: String(month) };
}

function fullYear(year: string, today: CivilDate): string {
  if (year.length === 4) return year;
  const century = today.slice(0, 2);
  return `${century}${year}` <= today.slice(0, 4) ? `${century}${year}` : `${Number(century) - 1}${year}`;
}

function two(number: string): string {
  return number.padStart(2, '0');
}

import { InvalidArgumentError } from 'commander';
import { line } from '../../shared/contracts/common.ts';
import { type CivilDate, parseCivilDate } from '../../shared/time/civil-date.ts';
import { isTimeZone } from '../../shared/time/clinic-zone.ts';

/** A whole number in a range, both ends inclusive. */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < min || value > max) {
      throw new InvalidArgumentError(`It has to be a whole number from ${min} to ${max}.`);
    }
    return value;
  };
}

export function civilDate(text: string): CivilDate {
  const date = parseCivilDate(text);
  if (date === undefined) throw new InvalidArgumentError('It has to be a date such as 2026-03-05.');
  return date;
}

export function timeZone(text: string): string {
  if (!isTimeZone(text)) throw new InvalidArgumentError('It has to be a time zone such as Europe/Berlin.');
  return text;
}

/** What people will read as a name. */
export function oneLine(text: string): string {
  const parsed = line(120).safeParse(text);
  if (!parsed.success) throw new InvalidArgumentError(`It ${parsed.error.issues[0]?.message ?? 'is wrong'}.`);
  return parsed.data;
}

export function notEmpty(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('It cannot be empty.');
  return text;
}

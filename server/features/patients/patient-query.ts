import {
  collapseUmlauts,
  digitsOf,
  foldText,
  splitIdeographs,
} from '../../../shared/domain/patient-search-text.ts';
import { type WrittenDate, writtenDatesIn } from '../../../shared/domain/written-date.ts';
import { parseCivilDate } from '../../../shared/time/civil-date.ts';

/** One thing typed: any of the readings may match. A reading with spaces is a phrase. */
export type Term = { readonly kind: 'name' | 'digits'; readonly readings: readonly string[] };

const MAX_TERMS = 8;
/** Shorter names are too alike: `joe` must not find every `Jo`. */
const MIN_UMLAUT_LETTERS = 5;
const MIN_PHONE_DIGITS = 5;
const SURELY_ONE_PHONE = /^(\+|\(|00)/;
// A phone or a date as people write it, with anything between its digits.
const DIGIT_RUN = /[+(#]?\p{Nd}(?:[\p{Nd}\s().\-/]*\p{Nd})?/gu;

/** What the desk typed, as terms that all have to match. */
export function parsePatientQuery(typed: string): Term[] {
  const asTyped = typed.normalize('NFKC');
  const dates = writtenDatesIn(asTyped);
  const query = dates.reduce((rest, { written }) => rest.replace(written, ' '), asTyped);
  const runs = (query.match(DIGIT_RUN) ?? []).flatMap(termsOfRun);
  const names = termsOfNames(query.replace(DIGIT_RUN, ' '));
  return [...names, ...dates.map(termOfDate), ...runs].slice(0, MAX_TERMS);
}

/** `25 jun 1992`: as in the index. */
function termOfDate({ dates }: WrittenDate): Term {
  return { kind: 'digits', readings: dates.map(digitsOf) };
}

function termsOfNames(text: string): Term[] {
  return foldText(text)
    .split(' ')
    .filter(Boolean)
    .map((word) => {
      const collapsed = word.length >= MIN_UMLAUT_LETTERS ? collapseUmlauts(word) : word;
      return { kind: 'name', readings: unique([splitIdeographs(word), collapsed]) };
    });
}

/** `555 12 34` is one phone or three numbers: each part may also be matched by the whole. */
function termsOfRun(run: string): Term[] {
  const whole = [...datesOf(run), ...phonesOf(run)];
  const parts = SURELY_ONE_PHONE.test(run) ? [run] : run.split(/\s+/);
  return parts
    .filter((part) => digitsOf(part) !== '')
    .map((part) => ({
      kind: 'digits',
      readings: unique([digitsOf(part), ...datesOf(part), ...phonesOf(part), ...whole]),
    }));
}

/** Country code and trunk zero are written or not: the digits after them are enough. */
function phonesOf(written: string): string[] {
  const digits = digitsOf(written);
  if (digits.length < MIN_PHONE_DIGITS) return [];
  const significant = digits.replace(/^0+/, '');
  const isInternational = /^\(?(\+|00)/.test(written);
  const national = isInternational ? [1, 2, 3].map((code) => significant.slice(code)) : [];
  return [digits, significant, ...national].filter((reading) => reading.length >= MIN_PHONE_DIGITS);
}

/** `2014-10-06`, `06.10.2014`, `10/06/2014` (day or month first), `06102014`, `10/2014`, `06.10.`: as in the index, year first. */
function datesOf(written: string): string[] {
  const [a = '', b = '', c = ''] = written.split(/[^\p{Nd}]+/u).filter(Boolean);
  if (c !== '') return a.length === 4 ? datesFrom([a], b, c) : dayOrMonthFirst(yearsOf(c), a, b);
  if (b !== '') return partialDates(a, b);
  if (a.length !== 8) return [];
  return dayOrMonthFirst([a.slice(4)], a.slice(0, 2), a.slice(2, 4));
}

function partialDates(a: string, b: string): string[] {
  if (a.length === 4 && b.length <= 2) return [a + pad(b)];
  if (b.length === 4 && a.length <= 2) return [b + pad(a)];
  return a.length <= 2 && b.length <= 2 ? [pad(a) + pad(b), pad(b) + pad(a)] : [];
}

function dayOrMonthFirst(years: readonly string[], a: string, b: string): string[] {
  return [...datesFrom(years, b, a), ...datesFrom(years, a, b)];
}

function datesFrom(years: readonly string[], month: string, day: string): string[] {
  return years
    .map((year) => parseCivilDate(`${year}-${pad(month)}-${pad(day)}`))
    .flatMap((date) => (date === undefined ? [] : [digitsOf(date)]));
}

function yearsOf(year: string): string[] {
  return year.length === 2 ? [`20${year}`, `19${year}`] : [year];
}

function pad(number: string): string {
  return number.padStart(2, '0');
}

function unique(readings: readonly string[]): string[] {
  return [...new Set(readings)];
}

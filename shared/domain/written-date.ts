import { type CivilDate, parseCivilDate } from '../time/civil-date.ts';
import { BOOKING_WORDS } from './booking-words.ts';
import { collapseUmlauts, foldText } from './patient-search-text.ts';

/** A day whose month is a word, in a text: `25 jun 1992`, `25. Juni 92`, `June 25th, 1992`. */
export type WrittenDate = {
  /** As it stands in the text. */
  readonly written: string;
  readonly at: number;
  /** Those it can be: a year of two digits is of this century or of the last one. */
  readonly dates: readonly CivilDate[];
};

const SHORTEST_MONTH = 3;
const DAY = String.raw`(?<day>\d{1,2})(?:st|nd|rd|th)?`;
const MONTH = String.raw`(?<month>\p{L}{3,})`;
const DAY_FIRST = String.raw`${DAY}[.\s]*${MONTH}[.,\s]*(?<year>\d{4}|\d{2})`;
// A name and two short numbers are more often a name and two numbers: here the year is written out.
const MONTH_FIRST = String.raw`${MONTH}[.\s]+${DAY}[.,\s]+(?<year>\d{4})`;
const PATTERNS = [DAY_FIRST, MONTH_FIRST].map(
  (pattern) => new RegExp(String.raw`(?<![\p{L}\p{N}])${pattern}(?![\p{L}\p{N}])`, 'giu'),
);
/** Whole names in every language the desk speaks, January first. */
const MONTHS = Object.values(BOOKING_WORDS).map(({ months }) => months.map(foldText));

/** The month a word begins to name, in any of the languages, from 1 on. */
export function monthNamed(word: string): number | undefined {
  const key = collapseUmlauts(foldText(word));
  if (key.length < SHORTEST_MONTH) return undefined;
  const at = MONTHS.map((names) => names.findIndex((name) => name.startsWith(key))).find((one) => one >= 0);
  return at === undefined ? undefined : at + 1;
}

/** Those of a text, in its order. */
export function writtenDatesIn(text: string): WrittenDate[] {
  return PATTERNS.flatMap((pattern) => [...text.matchAll(pattern)].flatMap(writtenDateOf)).toSorted(
    (one, other) => one.at - other.at,
  );
}

function writtenDateOf(match: RegExpExecArray): WrittenDate[] {
  const { day = '', month = '', year = '' } = match.groups ?? {};
  const number = monthNamed(month);
  if (number === undefined) return [];
  const two = (part: string | number) => String(part).padStart(2, '0');
  const years = year.length === 2 ? [`20${year}`, `19${year}`] : [year];
  const dates = years
    .map((full) => parseCivilDate(`${full}-${two(number)}-${two(day)}`))
    .filter((date) => date !== undefined);
  return dates.length === 0 ? [] : [{ written: match[0], at: match.index, dates }];
}

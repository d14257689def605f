import type { DoctorId } from '../ids.ts';
import type { CivilDate } from '../time/civil-date.ts';
import { type BookingLists, fitting, type Named } from './booking-line.ts';
import { readWhen } from './booking-when.ts';
import { foldText } from './patient-search-text.ts';

/** Said of a doctor: not here, from a day on. */
export type AbsenceLine = {
  /** All that fit what was typed. */
  readonly doctors: readonly Named<DoctorId>[];
  readonly from: CivilDate;
};

/**
 * Reads `lee sick tomorrow`: the doctor, a word for being away, and the day, which is today where none is said.
 * The word for being away never comes first: people are called so, too.
 */
export function readAbsenceLine(line: string, lists: BookingLists): AbsenceLine | undefined {
  const words = line.split(/\s+/).filter(Boolean);
  const at = words.findIndex((word) => lists.words.away.includes(key(word)));
  if (at < 1) return undefined;
  const doctors = doctorsCalled(words.slice(0, at), lists);
  const from = dayOf(words.slice(at + 1), lists);
  if (doctors.length === 0 || from === undefined) return undefined;
  return { doctors: doctors.map(({ id, name }) => ({ id, name })), from };
}

const key = (word: string) => foldText(word).trim();

function doctorsCalled(
  names: readonly string[],
  { doctors, words }: BookingLists,
): readonly Named<DoctorId>[] {
  const meant = names.map(key).filter((name) => name !== '' && !words.before.includes(name));
  if (meant.length === 0) return [];
  return meant.reduce<readonly Named<DoctorId>[]>((left, name) => fitting(left, name), doctors);
}

function dayOf(said: readonly string[], { words: table, today }: BookingLists): CivilDate | undefined {
  if (said.length === 0) return today;
  const words = said.map((word) => word.toLowerCase());
  const read = readWhen({ words, today, table });
  return read?.kind === 'day' && read.count === words.length ? read.from : undefined;
}

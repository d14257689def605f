import { writtenDatesIn } from '../../../shared/domain/written-date.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import { readBirthDate } from './read-birth-date.ts';

export type QuickPatient = {
  readonly givenName: string;
  readonly familyName: string;
  readonly birthDate: string;
  readonly phone: string;
};

/** What was typed into the search, put where it belongs in the register form. */
export function prefillFrom(search: string, today: CivilDate): QuickPatient {
  const empty = { givenName: '', familyName: '', birthDate: '', phone: '' };
  const typed = search.trim();
  // Names typed all in small letters get their capitals; anything else was meant as written.
  const text = typed === typed.toLowerCase() ? capitals(typed) : typed;
  if (readBirthDate(typed, today) !== undefined) return { ...empty, birthDate: typed };
  if (/^[+\d][\d\s().\-/]{2,}$/.test(text)) return { ...empty, phone: typed };
  const dated = datePartOf(typed, today);
  if (dated !== undefined) {
    const rest = typed.replace(dated, ' ').replace(/^[\s,]+|[\s,]+$/g, '');
    return { ...prefillFrom(rest, today), birthDate: dated };
  }
  if (text.includes(',')) {
    const [familyName = '', givenName = ''] = text.split(',').map((part) => part.trim());
    return { ...empty, givenName, familyName };
  }
  const words = text.split(/\s+/);
  const familyName = words.length > 1 ? (words.pop() ?? '') : '';
  return { ...empty, givenName: words.join(' '), familyName };
}

/** A birth date that stands beside a name: `keller 6.10.2014`, `anna keller, 6 oct 2014`. */
function datePartOf(typed: string, today: CivilDate): string | undefined {
  const inWords = writtenDatesIn(typed).map(({ written }) => written);
  const inNumbers = typed.split(/[\s,]+/).filter((word) => /\d[.\-/]\d/.test(word));
  return [...inWords, ...inNumbers].find((part) => readBirthDate(part, today) !== undefined);
}

function capitals(name: string): string {
  return name.replace(
    /(^|[\s-])(\p{Ll})/gu,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  );
}

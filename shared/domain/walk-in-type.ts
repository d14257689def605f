import { foldText } from './patient-search-text.ts';

/** Shorter ones ("to", "a flu") are in every sentence. */
const MIN_LETTERS = 4;

type Kind = { readonly id: string; readonly name: string; readonly doctorIds: readonly string[] };

/**
 * The kind of visit for somebody who simply came: the one whose name says what was said at the desk, else the one
 * most of the day's walk-ins had, else the one most doctors offer: no check-up of an hour for a fever, because of
 * its letter. Undefined where none is offered.
 */
export function walkInType<T extends Kind>(
  types: readonly T[],
  known: { readonly reason: string; readonly walkIns: readonly string[] },
): T | undefined {
  const said = wordsOf(known.reason);
  const named = types.filter(({ name }) =>
    wordsOf(name).some((word) => said.some((each) => isSame(word, each))),
  );
  const counts = Map.groupBy(known.walkIns, (id) => id);
  const usedOf = ({ id }: Kind) => counts.get(id)?.length ?? 0;
  const candidates = named.length > 0 ? named : types;
  return candidates.toSorted((a, b) => usedOf(b) - usedOf(a) || b.doctorIds.length - a.doctorIds.length)[0];
}

function wordsOf(words: string): string[] {
  return foldText(words)
    .split(' ')
    .filter((word) => word.length >= MIN_LETTERS);
}

/** `vaccine` and `vaccination`, `Blutabnahme` and `Blut`. */
function isSame(one: string, other: string): boolean {
  const length = Math.max(MIN_LETTERS, Math.min(one.length, other.length, MIN_LETTERS + 1));
  return one.slice(0, length) === other.slice(0, length);
}

import { withoutRepeats, withoutRuns } from './guessed-runs.ts';
import { guessedWords } from './guessed-words.ts';
import type { Role } from './roles.ts';

/** NIST SP 800-63B: length is what counts, most of all where staff sign in with the password alone. */
export const STAFF_PASSWORD_MIN = 15;
export const PATIENT_PASSWORD_MIN = 8;
export const GUARDED_PASSWORD_MIN = 8;

/** Whose password it is; `guarded` is one of the staff whom a second factor stands behind. */
export type PasswordKind = Role | 'guarded';

const MIN_DISTINCT = 5;
/** So many characters have to be left once the guessable words are taken out. */
const MIN_UNGUESSED = 5;

/** So many digits and signs at the end are no obstacle to who guesses: a year, a `1!`. */
const ENDING = /[^\p{L}]{1,6}$/u;

const LOOKS_LIKE: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
  '|': 'l',
  '€': 'e',
};

export function passwordKindOf(role: Role, hasFactor: boolean): PasswordKind {
  return role !== 'patient' && hasFactor ? 'guarded' : role;
}

export function passwordMinOf(kind: PasswordKind): number {
  if (kind === 'guarded') return GUARDED_PASSWORD_MIN;
  return kind === 'patient' ? PATIENT_PASSWORD_MIN : STAFF_PASSWORD_MIN;
}

/** What is judged, hashed and compared: two keyboards may write one letter as different code points. */
export function normalizedPassword(password: string): string {
  return password.normalize('NFKC');
}

/** Whether it is too short to be all that a sign-in asks for. */
export function isTooShortAlone(password: string, role: Role): boolean {
  return charactersOf(password) < passwordMinOf(role);
}

/** As typed or as judged, whichever is fewer: some signs stand for a whole word. */
function charactersOf(password: string): number {
  const spellings = [password, normalizedPassword(password)];
  return Math.min(...spellings.map((spelling) => Array.from(spelling).length));
}

/**
 * What is wrong with a new password; undefined when it is good. `own` holds words that belong to its
 * owner, such as names and the e-mail address.
 */
export function passwordProblem(
  typed: string,
  kind: PasswordKind,
  own: readonly string[] = [],
): string | undefined {
  const min = passwordMinOf(kind);
  if (charactersOf(typed) < min) return `needs at least ${min} characters`;
  const password = normalizedPassword(typed);
  if (new Set(password.toLowerCase()).size < MIN_DISTINCT) return 'repeats too few characters';
  const words = [...own.flatMap(wordsOf), ...guessedWords()];
  const spellings = [password, plainSpelling(password)].map(lettersAndDigits);
  if (spellings.some((spelling) => isGuessed(spelling, words)))
    return 'is made of words that are guessed first';
  if (spellings.some(isRepeated)) return 'repeats a part of itself';
  return undefined;
}

function isGuessed(spelling: string, words: readonly string[]): boolean {
  const rest = withoutRuns(withoutWords(spelling, words));
  return rest !== spelling && rest.length < MIN_UNGUESSED;
}

/** Said twice, a short word is no longer than it was. */
function isRepeated(spelling: string): boolean {
  const once = withoutRepeats(spelling);
  return once !== spelling && once.length < PATIENT_PASSWORD_MIN;
}

/** `P@ssw0rd2024!` is `password` to a guesser. */
function plainSpelling(password: string): string {
  const letters = Array.from(password.toLowerCase().replace(ENDING, ''));
  return letters.map((letter) => LOOKS_LIKE[letter] ?? letter).join('');
}

function withoutWords(plain: string, words: readonly string[]): string {
  return words.reduce((rest, word) => rest.replaceAll(word, ''), plain);
}

function wordsOf(text: string): string[] {
  return normalizedPassword(text)
    .split(/[^\p{L}\p{N}]+/u)
    .map(lettersAndDigits)
    .filter((word) => word.length >= 3);
}

function lettersAndDigits(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

import type { Role } from './roles.ts';

/** NIST SP 800-63B: length is what counts; staff sign in with the password alone. */
export const STAFF_PASSWORD_MIN = 15;
export const PATIENT_PASSWORD_MIN = 8;

const MIN_DISTINCT = 5;
/** So many characters have to be left once the guessable words are taken out. */
const MIN_UNGUESSED = 5;

const GUESSED_FIRST = [
  ...[
    'medlink',
    'clinic',
    'hospital',
    'practice',
    'praxis',
    'doctor',
    'patient',
    'nurse',
    'reception',
    'frontdesk',
  ],
  ...[
    'medical',
    'health',
    'password',
    'passwort',
    'passw0rd',
    'welcome',
    'letmein',
    'admin',
    'secret',
    'changeme',
  ],
  ...['iloveyou', 'qwertyuiop', 'qwerty', 'asdfghjkl', 'asdf', 'zxcvbnm', 'abcdefgh', 'abcd', 'abc'],
  ...[
    '1234567890',
    '123456789',
    '12345678',
    '1234567',
    '123456',
    '12345',
    '1234',
    '123',
    '0987654321',
    '87654321',
  ],
];

export function passwordMinOf(role: Role): number {
  return role === 'patient' ? PATIENT_PASSWORD_MIN : STAFF_PASSWORD_MIN;
}

/**
 * What is wrong with a new password; undefined when it is good. `own` holds words that belong to its
 * owner, such as names and the e-mail address.
 */
export function passwordProblem(
  password: string,
  role: Role,
  own: readonly string[] = [],
): string | undefined {
  const min = passwordMinOf(role);
  if (Array.from(password).length < min) return `needs at least ${min} characters`;
  const plain = lettersAndDigits(password);
  if (new Set(password.toLowerCase()).size < MIN_DISTINCT) return 'repeats too few characters';
  const rest = withoutWords(plain, [...own.flatMap(wordsOf), ...GUESSED_FIRST]);
  if (rest !== plain && rest.length < MIN_UNGUESSED) return 'is made of words that are guessed first';
  return undefined;
}

function withoutWords(plain: string, words: readonly string[]): string {
  return words.reduce((rest, word) => rest.replaceAll(word, ''), plain);
}

function wordsOf(text: string): string[] {
  return text
    .split(/[^\p{L}\p{N}]+/u)
    .map(lettersAndDigits)
    .filter((word) => word.length >= 3);
}

function lettersAndDigits(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

import type { Language } from '../../../shared/domain/languages.ts';
import type { Insert } from '../../db/bulk-insert.ts';
import type { Database } from '../../db/schema.ts';
import { GERMAN } from './german-words.ts';

/** Where words stand that somebody in the clinic has written, or that it has set up. */
const WORDED: Partial<Readonly<Record<keyof Database, readonly string[]>>> = {
  specialization: ['name'],
  room: ['name'],
  appointmentType: ['name'],
  clinicClosure: ['name'],
  timeOff: ['reason'],
  doctor: ['bio'],
  patient: ['language', 'deskNote'],
  appointment: ['reason'],
  appointmentRequest: ['reason', 'decisionReason'],
  visitNote: ['reason', 'findings', 'plan'],
  waitlistEntry: ['note'],
};
const WORDS: Readonly<Record<Exclude<Language, 'en'>, Readonly<Record<string, string>>>> = { de: GERMAN };

/**
 * Writes rows in the clinic's language. The same people and visits are made in each: what is drawn by chance is
 * drawn before the words are chosen.
 */
export function insertIn(language: Language, insert: Insert): Insert {
  if (language === 'en') return insert;
  const words = WORDS[language];
  return (table, row) => {
    const columns = WORDED[table];
    if (columns === undefined) return insert(table, row);
    const values = row as Readonly<Record<string, unknown>>;
    const said = columns.flatMap((column) => {
      const text = values[column];
      return typeof text === 'string' && text !== '' ? [[column, inWords(text, words)]] : [];
    });
    insert(table, { ...row, ...Object.fromEntries(said) });
  };
}

/** A whole text, or sentence by sentence. What nobody has put into the language is a bug. */
function inWords(text: string, words: Readonly<Record<string, string>>): string {
  const whole = phrase(text, words);
  if (whole !== undefined) return whole;
  return text
    .split(/(?<=\.) /)
    .map((sentence) => {
      const said = phrase(sentence, words);
      if (said === undefined) throw new RangeError(`no words for: ${sentence}`);
      return said;
    })
    .join(' ');
}

function phrase(text: string, words: Readonly<Record<string, string>>): string | undefined {
  const numbers = text.match(/\d+/g) ?? [];
  return words[text.replaceAll(/\d+/g, '#')]?.replaceAll('#', () => numbers.shift() ?? '');
}

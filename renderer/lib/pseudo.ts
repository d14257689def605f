import type { Pseudo } from './language.ts';

/** Each text between marks, so that a test finds what is no text of ours; its variables stay. */
const MARKS = { 'en-XA': ['⟦', '⟧'], 'ar-XB': ['\u202E', '\u202C'] } as const satisfies Record<
  Pseudo,
  object
>;

/**
 * Words that look like another language and read like English: `en-XA` marks each text, `ar-XB` runs it from
 * right to left. For tests, and for whoever lays out a screen; nobody is offered them.
 */
export function pseudoWords(words: object, pseudo: Pseudo): object {
  const [open, close] = MARKS[pseudo];
  const entries = Object.entries(words as Readonly<Record<string, unknown>>).map(([key, value]) => [
    key,
    typeof value === 'string' ? `${open}${value}${close}` : pseudoWords(value as object, pseudo),
  ]);
  return Object.fromEntries(entries) as object;
}

import { foldText } from '../../shared/domain/patient-search-text.ts';
import type { SqliteFile } from './open.ts';

/** For SQL, `says_words(text, words)`: whether all these words stand in the text, each whole, in whatever writing. */
export function addSaysWords(file: SqliteFile): void {
  file.function('says_words', { deterministic: true }, (text, words) =>
    Number(saysWords(String(text ?? ''), String(words ?? ''))),
  );
}

/** No words are said by nothing. */
export function saysWords(text: string, words: string): boolean {
  const wanted = wordsOf(words);
  const said = new Set(wordsOf(text));
  return wanted.length > 0 && wanted.every((word) => said.has(word));
}

/** Of JSON, too, where a line ends with two letters. */
function wordsOf(text: string): string[] {
  return foldText(text.replace(/\\[bfnrt]/g, ' '))
    .split(' ')
    .filter((word) => word !== '');
}

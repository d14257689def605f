import { LETTERS_ASKED } from './displays.ts';
import { collapseUmlauts, foldText } from './patient-search-text.ts';

/** Whether a family name begins with what somebody typed: three letters, or all of a shorter name. */
export function beginsWith(familyName: string, typed: string): boolean {
  const [name, letters] = [plain(familyName), plain(typed)];
  if (letters === '') return false;
  const isEnough = Array.from(foldText(typed)).length >= LETTERS_ASKED || name === letters;
  return isEnough && name.startsWith(letters);
}

function plain(words: string): string {
  return collapseUmlauts(foldText(words).replaceAll(' ', ''));
}

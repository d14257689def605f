import { collapseUmlauts, foldText } from './patient-search-text.ts';

/** Enough together with a birth date, and quickly typed. */
export const LETTERS_ASKED = 3;
/** Whatever was typed or shown is gone after so long: the next one is somebody else. */
export const KIOSK_RESET_SEC = 20;

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

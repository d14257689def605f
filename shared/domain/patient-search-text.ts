/**
 * How names are compared and found: without case, accents, apostrophes or the writing of umlauts.
 * Whatever is written to the index goes through here, and so does whatever a person types.
 */

/** Letters that Unicode does not take apart, and the ligatures' usual writing. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ŧ: 't',
  ŋ: 'n',
  ı: 'i',
  ĸ: 'k',
  ς: 'σ',
};
const SPELLED_OUT: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa' };

// Latin, Greek and Cyrillic accents, Hebrew and Arabic points; vowel signs of Indic scripts are letters.
const ACCENTS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]/g;
const APOSTROPHES = /['’‘ʼʻ`´]/g;
/** Scripts written without spaces: each character is a word of its own. */
const IDEOGRAPH = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;

/** Lower case, plain letters, one space between words, nothing but letters and digits. */
export function foldText(text: string): string {
  return text
    .replace(APOSTROPHES, '')
    .normalize('NFKD')
    .toLowerCase()
    .replace(ACCENTS, '')
    .normalize('NFC')
    .replace(/[ßæœøđðþłħŧŋıĸς]/g, (letter) => LETTERS[letter] ?? letter)
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
}

/** One writing for `Müller`, `Mueller` and `Muller`. Keeps prefixes: what starts a name starts its key. */
export function collapseUmlauts(folded: string): string {
  return folded.replace(/([aou])e/g, '$1').replace(/aa/g, 'a');
}

/** A space around each character of a script written without spaces. */
export function splitIdeographs(folded: string): string {
  return folded.replace(IDEOGRAPH, ' $& ').replace(/ {2,}/g, ' ').trim();
}

/** `family given`, each without inner spaces: equal for two writings of one name, and in phone-book order. */
export function nameKeyOf(name: { givenName: string; familyName: string }): string {
  return `${keyOf(name.familyName)} ${keyOf(name.givenName)}`;
}

/** The words a chart is found by. */
export function searchTextOf(chart: {
  givenName: string;
  familyName: string;
  birthDate: string;
  phone: string | null;
  chartNumber: number;
}): string {
  const words = new Set([...nameWords(chart.familyName), ...nameWords(chart.givenName)]);
  return [...words, digitsOf(chart.phone ?? ''), digitsOf(chart.birthDate), String(chart.chartNumber)]
    .filter(Boolean)
    .join(' ');
}

export function digitsOf(text: string): string {
  return text.normalize('NFKC').replace(/\D/g, '');
}

function keyOf(name: string): string {
  return collapseUmlauts(foldText(name).replaceAll(' ', ''));
}

/** Every writing someone may type: `O'Keefe` as okeefe and keefe, `Jean-Luc` also in one, `Müller` three ways. */
function nameWords(name: string): string[] {
  const spelledOut = name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[äöüøå]/g, (letter) => SPELLED_OUT[letter] ?? letter);
  return [name, name.replace(APOSTROPHES, ' '), spelledOut].flatMap((writing) => {
    const folded = foldText(writing);
    const inOne = folded.replaceAll(' ', '');
    return [...folded.split(' '), inOne, ...folded.split(' ').map(collapseUmlauts)].map(splitIdeographs);
  });
}

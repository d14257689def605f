import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Language } from '../../shared/domain/languages.ts';
import { MISSING_SCRIPT_WORDS, type MissingScript } from './missing-script-words.ts';

const require = createRequire(import.meta.url);
const PACKAGE = '@fontsource/noto-sans';
/** The font comes in parts; the first that has a character writes it. */
const PARTS = [
  'latin',
  'latin-ext',
  'vietnamese',
  'greek',
  'greek-ext',
  'cyrillic',
  'cyrillic-ext',
  'devanagari',
] as const;
export type FontPart = (typeof PARTS)[number];

/** A piece of text and the part of the font that has all of it. */
export type Run = { readonly part: FontPart; readonly text: string };

/** Scripts people's names are written in that the font lacks. */
const SCRIPTS = [
  ['Arabic', /\p{Script=Arabic}/u],
  ['Hebrew', /\p{Script=Hebrew}/u],
  ['Chinese', /\p{Script=Han}/u],
  ['Japanese', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['Korean', /\p{Script=Hangul}/u],
  ['Thai', /\p{Script=Thai}/u],
  ['Armenian', /\p{Script=Armenian}/u],
  ['Georgian', /\p{Script=Georgian}/u],
  ['Bengali', /\p{Script=Bengali}/u],
  ['Tamil', /\p{Script=Tamil}/u],
  ['Ethiopic', /\p{Script=Ethiopic}/u],
] as const satisfies readonly (readonly [MissingScript, RegExp])[];

let ranges: ReadonlyMap<FontPart, readonly (readonly [number, number])[]> | undefined;

export function fontFile(part: FontPart, weight: 400 | 700): Buffer {
  return readFileSync(require.resolve(`${PACKAGE}/files/noto-sans-${part}-${weight}-normal.woff`));
}

export const FONT_PARTS: readonly FontPart[] = PARTS;

/**
 * Cuts a text into runs one part of the font can write. What no part has does not vanish: words of `language` say
 * what stands there, and `elsewhere` where to read it.
 */
export function runsOf(text: string, language: Language, elsewhere = ''): Run[] {
  const runs: { part: FontPart; text: string }[] = [];
  let missing = '';
  const endMissing = () => {
    if (missing !== '') runs.push({ part: 'latin', text: describeMissing(missing, language, elsewhere) });
    missing = '';
  };
  for (const character of text.normalize('NFC')) {
    const last = runs.at(-1);
    if (missing !== '' && /\s/.test(character)) {
      missing += character;
      continue;
    }
    // A mark stays with the letter it belongs to; a space with the word before it.
    const part =
      missing === '' && last !== undefined && has(last.part, character) ? last.part : partFor(character);
    if (part === undefined) {
      missing += character;
      continue;
    }
    endMissing();
    const open = runs.at(-1);
    if (open?.part === part) open.text += character;
    else runs.push({ part, text: character });
  }
  endMissing();
  return runs;
}

function describeMissing(text: string, language: Language, elsewhere: string): string {
  const script = SCRIPTS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'other';
  const count = Array.from(text.trim()).length;
  const after = /\s$/.test(text) ? ' ' : '';
  return `[${MISSING_SCRIPT_WORDS[language](count, script)}${elsewhere}]${after}`;
}

function partFor(character: string): FontPart | undefined {
  return PARTS.find((part) => has(part, character));
}

function has(part: FontPart, character: string): boolean {
  const point = character.codePointAt(0) ?? 0;
  ranges ??= readRanges();
  return (ranges.get(part) ?? []).some(([from, to]) => from <= point && point <= to);
}

/** As the package says which of its files holds what. */
function readRanges(): Map<FontPart, [number, number][]> {
  const stored = JSON.parse(readFileSync(require.resolve(`${PACKAGE}/unicode.json`), 'utf8')) as Record<
    FontPart,
    string
  >;
  const range = (text: string): [number, number] => {
    const [from = '', to = from] = text.replace('U+', '').split('-');
    return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
  };
  return new Map(PARTS.map((part) => [part, stored[part].split(',').map(range)]));
}

/**
 * What a person typed, without what nobody sees: signs that turn the words around them about, joints of no width, blanks
 * that look like letters. With them two names look alike, or one line of a list is read as another.
 */

/** Unicode's own list of what is never drawn, and blanks that count as signs; joiners and selectors are looked at apart. */
const HIDDEN =
  /(?![\u200C\u200D\p{Variation_Selector}])[\p{Default_Ignorable_Code_Point}\u2800\uFFF9-\uFFFB]/gu;
const JOINERS = /([\u200C\u200D])[\u200C\u200D]+/gu;
/** Persian and Indic words are written with them between their letters, old Indic ones also at the end; Latin ones never are. */
const LOOSE_JOINER =
  /(?<![\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}])[\u200C\u200D]|(?<![\u094D\u09CD\u0A4D\u0ACD\u0B4D\u0BCD\u0C4D\u0CCD\u0D4D\u0DCA])[\u200C\u200D](?![\p{L}\p{M}\p{Extended_Pictographic}])|(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Han}])[\u200C\u200D]/gu;
/** One says which form of the sign before it is meant, and alone it says nothing. */
const LOOSE_SELECTOR = /(?<![\p{L}\p{N}\p{P}\p{S}])\p{Variation_Selector}+/gu;
/** Embeddings, overrides and isolates: each ends by itself with the paragraph, and none is needed to write one. */
const TURNING = /[\u202A-\u202E\u2066-\u2069]/gu;

const DRAWN = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** For one line: a name, a label. Nothing where nothing of it is seen. */
export function visibleLine(text: string): string {
  if (!isDrawn(text)) return '';
  return text
    .replace(HIDDEN, '')
    .replace(JOINERS, '$1')
    .replace(LOOSE_JOINER, '')
    .replace(LOOSE_SELECTOR, '');
}

/** For several lines, in which words of several scripts stand. */
export function visibleText(text: string): string {
  return isDrawn(text) ? text.replace(TURNING, '') : '';
}

function isDrawn(text: string): boolean {
  return DRAWN.test(text.replace(HIDDEN, ''));
}

const MAX_DEPTH = 32;
/** Keys that reach into what all objects share, where some library copies them carelessly. */
const POISONED_KEYS = new Set(['__proto__', 'constructor', 'prototype']);
const LONGEST_POISONED = 11;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;

/**
 * What is wrong with the shape of a JSON text, in words, or undefined: nesting beyond 32 levels, or a key that
 * poisons prototypes, however it is escaped. Reads the text once, before anything is built of it; whether it
 * is JSON at all is for the parser to say.
 */
export function faultOfShape(json: string): string | undefined {
  let depth = 0;
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > MAX_DEPTH) return `at most ${MAX_DEPTH} levels deep`;
    } else if (code === 0x7d || code === 0x5d) {
      depth -= 1;
    } else if (code === QUOTE) {
      const end = endOfString(json, at);
      if (isPoisoned(json, at, end)) return 'a key that no object may have';
      at = end;
    }
  }
  return undefined;
}

/** Where the closing quote of the string that opens at `from` stands, or the end of the text. */
function endOfString(json: string, from: number): number {
  let end = json.indexOf('"', from + 1);
  while (end !== -1 && isEscaped(json, end)) end = json.indexOf('"', end + 1);
  return end === -1 ? json.length : end;
}

function isEscaped(json: string, at: number): boolean {
  let backslashes = 0;
  while (json.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes += 1;
  return backslashes % 2 === 1;
}

function isPoisoned(json: string, from: number, end: number): boolean {
  // Every character may be written as six.
  if (end - from - 1 > LONGEST_POISONED * 6 || !isKey(json, end)) return false;
  const raw = json.slice(from + 1, end);
  if (!raw.includes('\\')) return POISONED_KEYS.has(raw);
  const plain = raw.replaceAll(/\\u([0-9a-f]{4})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return POISONED_KEYS.has(plain);
}

/** A string is a key when a colon comes after it. */
function isKey(json: string, end: number): boolean {
  let at = end + 1;
  while (isBlank(json.charCodeAt(at))) at += 1;
  return json.charCodeAt(at) === COLON;
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

const OPENED_OUTSIDE = ['https:', 'mailto:', 'tel:'];

/** Whether a page belongs to the clinic server at `address`. */
export function isAtAddress(url: string, address: string): boolean {
  const origin = parse(url)?.origin;
  // The origin of about:blank, data: and file: is the word "null": equal, but nobody's.
  return origin !== undefined && origin !== 'null' && origin === parse(address)?.origin;
}

/** Whether a link may be handed to the person's browser, mail or telephone program. */
export function mayOpenOutside(url: string): boolean {
  const parsed = parse(url);
  return parsed !== undefined && OPENED_OUTSIDE.includes(parsed.protocol);
}

function parse(url: string): URL | undefined {
  return URL.parse(url) ?? undefined;
}

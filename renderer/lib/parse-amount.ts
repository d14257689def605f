const AMOUNT = /^(\d{1,6})(?:[.,](\d{1,2}))?$/;

/** `15`, `15.5` or `15,50` in minor units; null where nothing was typed, undefined where it is no amount. */
export function parseAmount(text: string): number | null | undefined {
  const typed = text.trim();
  if (typed === '') return null;
  const found = AMOUNT.exec(typed);
  if (found === null) return undefined;
  const [, whole = '', part = ''] = found;
  return Number(whole) * 100 + Number(part.padEnd(2, '0'));
}

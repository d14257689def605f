/** A phone, a PC or two, a key on the ring and one in the drawer: more is a mistake. */
export const PASSKEYS_AT_MOST = 10;

/** A challenge is good once, and for as long as somebody may look for their key. */
export const CHALLENGE_MIN = 5;

/**
 * Devices that count their uses never show a number twice: one that does is a copy. Those that do not count
 * stay at zero.
 */
export function isCopied(count: { readonly known: number; readonly shown: number }): boolean {
  return count.known > 0 && count.shown <= count.known;
}

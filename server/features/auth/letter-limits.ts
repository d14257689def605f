import type { Clock } from '../../lib/clock.ts';
import { beginAttempt, type Counted, createGuessTally } from '../../lib/guess-tally.ts';
import { clientKey } from '../../wire/client-key.ts';

/** Why a letter leaves. Each kind is counted by itself. */
export type LetterKind = 'code' | 'notice' | 'register' | 'reset';

export type LetterLimits = {
  /**
   * Counts one more letter to somebody, or at somebody's wish; never taken back. Throws `rate_limited` once
   * enough have left. Where anybody may ask, `address` is where this one asks from: each has a count of its own, so that
   * a stranger who asks in somebody's name does not use up what that person may ask.
   */
  count(kind: LetterKind, whose: string, address?: string): void;
  /** The same for a letter whose sender is told nothing of it: false where it had better stay here. */
  mayLeave(kind: LetterKind, whose: string, address?: string): boolean;
};

const PER_QUARTER = { max: 5, windowSec: 15 * 60 };
const PER_DAY = { max: 20, windowSec: 24 * 60 * 60 };
/** From all addresses: what a mailbox bears. */
const IN_ALL = { max: 60, windowSec: 24 * 60 * 60 };

/** Nobody's mailbox is filled by somebody who asks again and again, in however many sessions. */
export function createLetterLimits(clock: Clock, isLimited: boolean): LetterLimits {
  if (!isLimited) return { count: () => undefined, mayLeave: () => true };
  const letters = createGuessTally(clock, [PER_QUARTER, PER_DAY]);
  const inAll = createGuessTally(clock, [IN_ALL]);
  const countedAs = (kind: LetterKind, whose: string, address?: string): readonly Counted[] => {
    const key = `${kind} ${whose.toLowerCase()}`;
    if (address === undefined) return [{ name: 'letters', tally: letters, key }];
    return [
      { name: 'letters', tally: letters, key: `${key} ${clientKey(address)}` },
      { name: 'letters-all', tally: inAll, key },
    ];
  };
  return {
    count: (kind, whose, address) => void beginAttempt(countedAs(kind, whose, address)),
    mayLeave: (kind, whose, address) => {
      const counted = countedAs(kind, whose, address);
      if (counted.some(({ tally, key }) => tally.waitOf(key) !== undefined)) return false;
      for (const { tally, key } of counted) tally.count(key);
      return true;
    },
  };
}

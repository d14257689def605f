import type { Clock } from '../../lib/clock.ts';
import { beginAttempt, createGuessTally } from '../../lib/guess-tally.ts';

/** Why a letter leaves. Each kind is counted by itself. */
export type LetterKind = 'code' | 'notice' | 'register' | 'reset';

export type LetterLimits = {
  /**
   * Counts one more letter to somebody, or at somebody's wish; never taken back. Throws `rate_limited` once
   * enough have left.
   */
  count(kind: LetterKind, whose: string): void;
  /** The same for a letter whose sender is told nothing of it: false where it had better stay here. */
  mayLeave(kind: LetterKind, whose: string): boolean;
};

const PER_QUARTER = { max: 5, windowSec: 15 * 60 };
const PER_DAY = { max: 20, windowSec: 24 * 60 * 60 };

/** Nobody's mailbox is filled by somebody who asks again and again, in however many sessions. */
export function createLetterLimits(clock: Clock, isLimited: boolean): LetterLimits {
  if (!isLimited) return { count: () => undefined, mayLeave: () => true };
  const letters = createGuessTally(clock, [PER_QUARTER, PER_DAY]);
  const keyOf = (kind: LetterKind, whose: string) => `${kind} ${whose.toLowerCase()}`;
  return {
    count: (kind, whose) => void beginAttempt([{ name: 'letters', tally: letters, key: keyOf(kind, whose) }]),
    mayLeave: (kind, whose) => {
      const key = keyOf(kind, whose);
      if (letters.waitOf(key) !== undefined) return false;
      letters.count(key);
      return true;
    },
  };
}

import type { UserId } from '../../../shared/ids.ts';
import type { Clock } from '../../lib/clock.ts';
import { beginAttempt, createGuessTally } from '../../lib/guess-tally.ts';

export type CopyLimits = {
  /** Counts that somebody asks for a copy, whether or not they get it. Throws `rate_limited`. */
  count(who: UserId): void;
};

/** One's own once or twice; an admin for all who have asked at the desk. */
const PER_HOUR = { max: 30, windowSec: 60 * 60 };

/** To gather all there is of a person is dear, and nobody needs it again and again: so often an hour of one account. */
export function createCopyLimits(clock: Clock, isLimited: boolean): CopyLimits {
  if (!isLimited) return { count: () => undefined };
  const tally = createGuessTally(clock, [PER_HOUR]);
  return { count: (who) => void beginAttempt([{ name: 'copies', tally, key: who }]) };
}

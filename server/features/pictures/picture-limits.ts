import type { UserId } from '../../../shared/ids.ts';
import type { Clock } from '../../lib/clock.ts';
import { beginAttempt, createGuessTally } from '../../lib/guess-tally.ts';

export type PictureLimits = {
  /** Counts one more picture of somebody's, also one that turns out to be none. Throws `rate_limited`. */
  count(whose: UserId): void;
};

/** Enough to try a few until one is good. */
const PER_HOUR = { max: 10, windowSec: 60 * 60 };

/** Drawing a picture anew is among the dearest things one may ask of the server: so many an hour of one account. */
export function createPictureLimits(clock: Clock, isLimited: boolean): PictureLimits {
  if (!isLimited) return { count: () => undefined };
  const tally = createGuessTally(clock, [PER_HOUR]);
  return { count: (whose) => void beginAttempt([{ name: 'pictures', tally, key: whose }]) };
}

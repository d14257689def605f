import { epochMs, fromEpochMs, type Instant } from '../../shared/time/instant.ts';
import type { Clock } from './clock.ts';

/**
 * A clock that never goes back: after the PC's own was set back it goes on from the latest time it has
 * shown. What has run out stays so, and what is begun after runs out in its time. `floor` is the latest
 * time known from before this process.
 */
export function createForwardClock(clock: Clock, floor?: Instant): Clock {
  let aheadMs = 0;
  let lastSeenMs = floor === undefined ? Number.NEGATIVE_INFINITY : epochMs(floor);
  return {
    now() {
      const seenMs = epochMs(clock.now());
      if (seenMs < lastSeenMs) aheadMs += lastSeenMs - seenMs;
      lastSeenMs = seenMs;
      return fromEpochMs(seenMs + aheadMs);
    },
  };
}

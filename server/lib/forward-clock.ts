import { epochMs, fromEpochMs, type Instant } from '../../shared/time/instant.ts';
import type { Clock } from './clock.ts';

/**
 * A clock that never goes back: after the PC's own was set back it goes on from the latest time it has
 * shown. What has run out stays so, and what is begun after runs out in its time. `floor` is the latest
 * time known from before this process.
 *
 * What is good for so many minutes or days from an act on is written and judged by this one: sessions, secrets,
 * invitations, pairing codes, charts opened with a reason, downloads, holds, counts of tries. A PC that was ahead by
 * mistake and is put right leaves this clock ahead, and with it both ends of whatever is begun from then on: nothing
 * lasts shorter or longer than it should, and nobody waits for the day the clock had shown. So nothing judged by it may
 * be written by the other one. Days that people name, such as those of visits and of a doctor assigned until a date, go
 * by the PC's own clock: put right, it is right for them.
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

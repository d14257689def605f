import { epochMs, fromEpochMs, type Instant, toInstant } from '../../shared/time/instant.ts';
import type { Clock } from '../../server/lib/clock.ts';

export type FakeClock = Clock & {
  set(instant: string): void;
  /** Moves on; negative steps set the clock back. */
  advance(by: { seconds?: number; minutes?: number; hours?: number; days?: number }): void;
};

export function createFakeClock(start: string): FakeClock {
  let now: Instant = toInstant(start);
  return {
    now: () => now,
    set: (instant) => {
      now = toInstant(instant);
    },
    advance: ({ seconds = 0, minutes = 0, hours = 0, days = 0 }) => {
      now = fromEpochMs(epochMs(now) + (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000);
    },
  };
}

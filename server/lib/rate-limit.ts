import { epochMs } from '../../shared/time/instant.ts';
import type { Clock } from './clock.ts';

export type RateLimit = {
  /** Counts one attempt. Answers 0, or the seconds to wait when the window is full (then nothing is counted). */
  take(key: string): number;
  /** Takes the last attempt back, because it was a good one. */
  giveBack(key: string): void;
};

const MAX_KEYS = 20_000;

/** A sliding window in memory: at most `max` attempts per key within `windowSec`. */
export function createRateLimit(clock: Clock, options: { max: number; windowSec: number }): RateLimit {
  const attempts = new Map<string, number[]>();
  const windowMs = options.windowSec * 1000;

  function recent(key: string, now: number): number[] {
    return (attempts.get(key) ?? []).filter((at) => at > now - windowMs && at <= now);
  }

  return {
    take(key) {
      const now = epochMs(clock.now());
      const inWindow = recent(key, now);
      const [oldest] = inWindow;
      if (oldest !== undefined && inWindow.length >= options.max) {
        return Math.max(1, Math.ceil((oldest + windowMs - now) / 1000));
      }
      // Deleting first keeps the map in order of last use, so the first key is the one to forget.
      attempts.delete(key);
      attempts.set(key, [...inWindow, now]);
      if (attempts.size > MAX_KEYS) attempts.delete(attempts.keys().next().value ?? '');
      return 0;
    },
    giveBack(key) {
      const left = (attempts.get(key) ?? []).slice(0, -1);
      if (left.length === 0) attempts.delete(key);
      else attempts.set(key, left);
    },
  };
}

import { hash, randomUUID } from 'node:crypto';
import { epochMs } from '../../shared/time/instant.ts';
import type { Clock } from './clock.ts';
import { type ReachedLimit, tooMany } from './limits.ts';

const BUCKETS = 65_536;

export type GuessLimit = { readonly max: number; readonly windowSec: number };

/** Which of the limits holds a key back longest, and for how many seconds. */
export type Wait = { readonly sec: number; readonly limit: GuessLimit };

export type GuessTally = {
  /** Undefined when this key may guess now. Counts nothing. */
  waitOf(key: string): Wait | undefined;
  count(key: string): void;
  /** Takes the last guess back, because it was a good one. */
  giveBack(key: string): void;
};

/**
 * Counts guesses per key in windows of fixed length, in memory that does not grow: keys share buckets,
 * picked by a secret of this process. So nobody pushes a count out by making up names, nobody can aim at
 * another's bucket, and a name that exists is counted like one that does not.
 */
export function createGuessTally(clock: Clock, limits: readonly GuessLimit[]): GuessTally {
  const secret = randomUUID();
  const windows = limits.map((limit) => createWindows(limit));
  const bucketOf = (key: string) => hash('sha256', `${secret} ${key}`, 'buffer').readUInt16BE(0);
  return {
    waitOf(key) {
      const [bucket, now] = [bucketOf(key), epochMs(clock.now())];
      const waits = windows.map((window) => ({ limit: window.limit, sec: window.waitSec(bucket, now) }));
      return longestWait(waits);
    },
    count(key) {
      const [bucket, now] = [bucketOf(key), epochMs(clock.now())];
      for (const window of windows) window.add(bucket, now);
    },
    giveBack(key) {
      const bucket = bucketOf(key);
      for (const window of windows) window.takeBack(bucket);
    },
  };
}

export type Counted = { readonly name: string; readonly tally: GuessTally; readonly key: string };

export type Attempt = {
  /** It was a good one, and whoever made it is in: it does not count. */
  succeed(): void;
};

/** The limit a try under these keys runs into, where one of them has to wait. Counts nothing. */
export function reachedBy(counted: readonly Counted[]): ReachedLimit | undefined {
  const waits = counted.flatMap(({ name, tally, key }) => {
    const wait = tally.waitOf(key);
    return wait === undefined ? [] : [{ name, ...wait }];
  });
  const longest = longestWait(waits);
  return longest && { limit: { name: longest.name, ...longest.limit }, retryAfterSec: longest.sec };
}

/**
 * Counts a try before it is judged, so that a thousand at once do not slip by: under all of these keys, or, where one
 * of them has to wait, under none. Throws `rate_limited`.
 */
export function beginAttempt(counted: readonly Counted[]): Attempt {
  const reached = reachedBy(counted);
  if (reached !== undefined) throw tooMany(reached.limit, reached.retryAfterSec);
  for (const { tally, key } of counted) tally.count(key);
  return {
    succeed: () => {
      for (const { tally, key } of counted) tally.giveBack(key);
    },
  };
}

function longestWait<T extends Wait>(waits: readonly T[]): T | undefined {
  return waits.filter(({ sec }) => sec > 0).toSorted((one, other) => other.sec - one.sec)[0];
}

function createWindows(limit: GuessLimit) {
  const { max, windowSec } = limit;
  const counts = new Uint32Array(BUCKETS);
  const endsAt = new Float64Array(BUCKETS);
  const leftOf = (bucket: number, now: number) => (endsAt[bucket] ?? 0) - now;
  return {
    limit,
    waitSec(bucket: number, now: number): number {
      if (leftOf(bucket, now) <= 0 || (counts[bucket] ?? 0) < max) return 0;
      return Math.max(1, Math.ceil(leftOf(bucket, now) / 1000));
    },
    add(bucket: number, now: number): void {
      if (leftOf(bucket, now) <= 0) {
        counts[bucket] = 0;
        endsAt[bucket] = now + windowSec * 1000;
      }
      counts[bucket] = (counts[bucket] ?? 0) + 1;
    },
    takeBack(bucket: number): void {
      counts[bucket] = Math.max(0, (counts[bucket] ?? 0) - 1);
    },
  };
}

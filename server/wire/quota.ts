import type { Limit, LimitState } from '../lib/limits.ts';

const MAX_KEYS = 20_000;

/** What is left after this key has taken some more. */
export type Allowance = LimitState & { readonly isOver: boolean };

export type Quota = {
  readonly limit: Limit;
  /** One, or several at once: those it has not all room for are refused together, and use up what is left. */
  take(key: string, times?: number): Allowance;
};

export type QuotaOptions = Limit & {
  /** Milliseconds of a clock that only goes forward. */
  readonly nowMs?: () => number;
};

type Window = { taken: number; endsAtMs: number };

/** Counts requests in fixed windows, in memory. Forgets the key that has been quiet longest when it has too many. */
export function createQuota(options: QuotaOptions): Quota {
  const { name, max, windowSec, nowMs = () => performance.now() } = options;
  const windows = new Map<string, Window>();

  function windowOf(key: string, now: number): Window {
    const known = windows.get(key);
    if (known !== undefined && known.endsAtMs > now) return known;
    // Deleting first keeps the map in order of the windows' beginnings.
    windows.delete(key);
    if (windows.size >= MAX_KEYS) windows.delete(windows.keys().next().value ?? '');
    const opened = { taken: 0, endsAtMs: now + windowSec * 1000 };
    windows.set(key, opened);
    return opened;
  }

  return {
    limit: { name, max, windowSec },
    take(key, times = 1) {
      const now = nowMs();
      const window = windowOf(key, now);
      const isOver = window.taken + times > max;
      window.taken = Math.min(max, window.taken + times);
      // Fractions of a millisecond add up to slightly more than the window: it is never longer than it is.
      const leftSec = Math.ceil((window.endsAtMs - now) / 1000);
      const resetSec = Math.min(windowSec, Math.max(1, leftSec));
      return { isOver, left: max - window.taken, resetSec };
    },
  };
}

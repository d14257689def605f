const MAX_KEYS = 20_000;

/** What is left after one more request of this key. */
export type Allowance = { readonly isOver: boolean; readonly left: number; readonly resetSec: number };

export type Quota = {
  take(key: string): Allowance;
  /** As `RateLimit-Policy` and `RateLimit` write it (draft-ietf-httpapi-ratelimit-headers-10). */
  readonly policy: string;
  describe(allowance: Allowance): string;
};

export type QuotaOptions = {
  readonly name: string;
  readonly max: number;
  readonly windowSec: number;
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
    policy: `"${name}";q=${max};w=${windowSec}`,
    describe: ({ left, resetSec }) => `"${name}";r=${left};t=${resetSec}`,
    take(key) {
      const now = nowMs();
      const window = windowOf(key, now);
      const isOver = window.taken >= max;
      if (!isOver) window.taken += 1;
      const resetSec = Math.max(1, Math.ceil((window.endsAtMs - now) / 1000));
      return { isOver, left: max - window.taken, resetSec };
    },
  };
}

import { useSyncExternalStore } from 'react';
import { epochMs, fromEpochMs, type Instant } from '../../shared/time/instant.ts';
import { useFormat } from './format.ts';

const STEP_MS = 5000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One timer for every ticking text on the page; it stops with the last of them. */
export function onTick(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const each of [...listeners]) each();
  }, STEP_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** Now, in steps of five seconds: for what many waits are counted from at once. */
export function useNow(): Instant {
  const format = useFormat();
  return useSyncExternalStore(onTick, () =>
    fromEpochMs(Math.floor(epochMs(format.now()) / STEP_MS) * STEP_MS),
  );
}

/** Whole minutes from an instant until now, drawn again only when the number changes. */
export function useMinutesSince(instant: string): number {
  const format = useFormat();
  return useSyncExternalStore(onTick, () => format.minutesSince(instant));
}

import { useSyncExternalStore } from 'react';
import { useFormat } from './format.ts';

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One timer for every ticking text on the page; it stops with the last of them. */
export function onTick(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const each of [...listeners]) each();
  }, 5000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** Whole minutes from an instant until now, drawn again only when the number changes. */
export function useMinutesSince(instant: string): number {
  const format = useFormat();
  return useSyncExternalStore(onTick, () => format.minutesSince(instant));
}

import { useEffect } from 'react';
import { createChime } from '../../lib/chime.ts';

const AGAIN_MS = 20_000;

/** Rings for each urgent call that comes, and again as long as nobody is on it. */
export function useUrgentChime(waiting: readonly string[]): void {
  const calls = waiting.join(' ');
  useEffect(() => {
    if (calls === '') return;
    const chime = createChime();
    // Where the browser wants a touch first, the strip alone has to do.
    const ring = () => void chime.allow().then(chime.ring, () => undefined);
    ring();
    const timer = setInterval(ring, AGAIN_MS);
    return () => {
      clearInterval(timer);
      chime.close();
    };
  }, [calls]);
}

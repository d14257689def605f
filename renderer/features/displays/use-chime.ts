import { useCallback, useEffect, useRef, useState } from 'react';
import { type Chime, createChime } from '../../lib/chime.ts';
import { isDeviceMuted, keepDeviceMuted } from '../../lib/device-mark.ts';

/** Heard, silent by choice, or not allowed by the browser before somebody has touched the page. */
export type Sound = 'on' | 'off' | 'asks';

export function useChime(): { sound: Sound; ring: () => void; press: () => void } {
  const chime = useRef<Chime>(undefined);
  const [isMuted, setMuted] = useState(isDeviceMuted);
  const [isAllowed, setAllowed] = useState(false);

  useEffect(() => {
    const made = createChime();
    chime.current = made;
    setAllowed(made.isAllowed());
    // Chromium told to play without a touch says so a moment later.
    const settled = made.allow().then(() => setAllowed(made.isAllowed()));
    settled.catch(() => undefined);
    return () => made.close();
  }, []);

  const ring = useCallback(() => {
    if (!isDeviceMuted()) chime.current?.ring();
  }, []);
  const sound: Sound = isMuted ? 'off' : isAllowed ? 'on' : 'asks';
  async function press(): Promise<void> {
    await chime.current?.allow();
    setAllowed(chime.current?.isAllowed() === true);
    const isNowMuted = sound === 'on';
    keepDeviceMuted(isNowMuted);
    setMuted(isNowMuted);
    if (!isNowMuted) chime.current?.ring();
  }
  return { sound, ring, press: () => void press() };
}

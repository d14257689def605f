import { type ReactNode, useEffect, useState } from 'react';
import { useSessionState } from '../lib/session.ts';
import { LiveProvider, type LiveState, openLive } from '../lib/socket.ts';
import { createStore, type Store } from '../lib/store.ts';
import { createRealtimeBridge } from './realtime-bridge.ts';
import type { Services } from './services.ts';

const noLine = createStore<LiveState>('reconnecting');

/** Holds the live line open while somebody is at work, and forgets their data when they lock or leave. */
export function LiveLine({
  services,
  children,
}: {
  readonly services: Services;
  readonly children: ReactNode;
}) {
  const state = useSessionState();
  const sessionId = state.status === 'signed_in' ? state.me.sessionId : undefined;
  const [line, setLine] = useState<Store<LiveState>>(noLine);

  useEffect(() => {
    if (sessionId === undefined) return;
    const { session, queryClient, keys } = services;
    const bridge = createRealtimeBridge(queryClient, keys);
    const live = openLive(session, bridge);
    setLine(live.store);
    return () => {
      live.close();
      bridge.close();
      setLine(noLine);
      queryClient.clear();
    };
  }, [services, sessionId]);

  return <LiveProvider value={line}>{children}</LiveProvider>;
}

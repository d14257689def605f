import { type ReactNode, useEffect, useState } from 'react';
import { useSessionState } from '../lib/session.ts';
import { type ClinicSocket, type Live, LiveProvider, type LiveState, openLive } from '../lib/socket.ts';
import { createStore } from '../lib/store.ts';
import type { ReadBoard } from './board-parts.ts';
import { createRealtimeBridge } from './realtime-bridge.ts';
import type { Services } from './services.ts';

type Line = Omit<Live, 'close'>;
const noLine: Line = {
  store: createStore<LiveState>('reconnecting'),
  socket: createStore<ClinicSocket | undefined>(undefined),
};

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
  const [line, setLine] = useState<Line>(noLine);

  useEffect(() => {
    if (sessionId === undefined) return;
    const { session, queryClient, keys, api } = services;
    const rules = import('./stale-queries.ts').then((module) => module.staleQueries);
    const readBoard: ReadBoard = (input) => api.appointments.dayBoard.query(input);
    const bridge = createRealtimeBridge(queryClient, keys, { rules, readBoard });
    const live = openLive(session, bridge);
    setLine(live);
    return () => {
      live.close();
      bridge.close();
      setLine(noLine);
      queryClient.clear();
    };
  }, [services, sessionId]);

  return <LiveProvider value={line}>{children}</LiveProvider>;
}

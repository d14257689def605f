import { createContext, useContext } from 'react';
import type { Socket } from 'socket.io-client';
import type { Change } from '../../shared/realtime/changes.ts';
import type { ClientToServer, ServerToClient } from '../../shared/realtime/socket-events.ts';
import type { Session } from './session.ts';
import { createStore, type Store, useStore } from './store.ts';

/** What the lamp shows: in sync, trying again, or nobody answers for a while. */
export type LiveState = 'sync' | 'reconnecting' | 'offline';
type ClinicSocket = Socket<ServerToClient, ClientToServer>;

export type LiveHandlers = {
  readonly onChanges: (changes: readonly Change[]) => void;
  /** The line is back after a gap in which changes may have been missed. */
  readonly onReconnect: () => void;
};
export type Live = { readonly store: Store<LiveState>; readonly close: () => void };

const OFFLINE_AFTER_MS = 8000;
const RETRY_MS = 1000;

/** Keeps one line to the clinic open for as long as somebody is signed in. */
export function openLive(session: Session, handlers: LiveHandlers): Live {
  const store = createStore<LiveState>('reconnecting');
  let socket: ClinicSocket | undefined;
  let isClosed = false;
  let hadLine = false;
  let offlineTimer: ReturnType<typeof setTimeout> | undefined;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;

  const lineDown = () => {
    if (store.get() === 'sync') store.set('reconnecting');
    offlineTimer ??= setTimeout(() => store.set('offline'), OFFLINE_AFTER_MS);
  };
  const lineUp = () => {
    clearTimeout(offlineTimer);
    offlineTimer = undefined;
    store.set('sync');
    if (hadLine) handlers.onReconnect();
    hadLine = true;
  };
  /** After a refusal or a close by the server, Socket.IO waits for us to try again. */
  const tryAgain = () => {
    clearTimeout(retryTimer);
    retryTimer = setTimeout(() => {
      session.expireToken();
      socket?.connect();
    }, RETRY_MS);
  };

  async function open(): Promise<void> {
    const { io } = await import('socket.io-client');
    if (isClosed) return;
    const opened: ClinicSocket = io({
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      reconnectionDelay: 300,
      reconnectionDelayMax: 3000,
      auth: (answer) => {
        session.freshToken().then(
          (token) => answer({ token: token ?? '' }),
          () => answer({ token: '' }),
        );
      },
    });
    socket = opened;
    opened.on('connect', lineUp);
    opened.on('disconnect', (reason) => {
      lineDown();
      if (reason === 'io server disconnect') tryAgain();
    });
    opened.on('connect_error', () => {
      lineDown();
      if (!opened.active) tryAgain();
    });
    opened.on('changes', (changes) => handlers.onChanges(changes));
    opened.on('signedOut', () => {
      session.expireToken();
      session.refresh().catch(() => undefined);
    });
  }
  lineDown();
  void open();

  return {
    store,
    close: () => {
      isClosed = true;
      clearTimeout(offlineTimer);
      clearTimeout(retryTimer);
      socket?.disconnect();
    },
  };
}

const LiveContext = createContext<Store<LiveState> | null>(null);
export const LiveProvider = LiveContext.Provider;

export function useLiveState(): LiveState {
  const store = useContext(LiveContext);
  if (store === null) throw new Error('useLiveState outside of LiveProvider');
  return useStore(store);
}

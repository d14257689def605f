import { createContext, useContext } from 'react';
import type { Socket } from 'socket.io-client';
import type { Change } from '../../shared/realtime/changes.ts';
import type { ClientToServer, ServerToClient } from '../../shared/realtime/socket-events.ts';
import type { Session } from './session.ts';
import { createStore, type Store, useStore } from './store.ts';

/** What the lamp shows: in sync, trying again, or nobody answers for a while. */
export type LiveState = 'sync' | 'reconnecting' | 'offline';
export type ClinicSocket = Socket<ServerToClient, ClientToServer>;

export type LiveHandlers = {
  readonly onChanges: (changes: readonly Change[]) => void;
  /** The line stands, for the first time or again: what changed before it stood was not heard. */
  readonly onConnect: () => void;
};
export type Live = {
  readonly store: Store<LiveState>;
  /** For what only some screens say and hear; undefined until the line's own code is here. */
  readonly socket: Store<ClinicSocket | undefined>;
  readonly close: () => void;
};

const OFFLINE_AFTER_MS = 8000;
const RETRY_MS = 1000;

/** Keeps one line to the clinic open for as long as somebody is signed in. */
export function openLive(session: Session, handlers: LiveHandlers): Live {
  const lamp = createLamp(handlers.onConnect);
  const current = createStore<ClinicSocket | undefined>(undefined);
  let isClosed = false;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;

  /** After a refusal or a close by the server, Socket.IO leaves it to us to try again. */
  const tryAgain = () => {
    clearTimeout(retryTimer);
    retryTimer = setTimeout(() => {
      session.expireToken();
      current.get()?.connect();
    }, RETRY_MS);
  };
  const listen = (opened: ClinicSocket) => {
    opened.on('connect', lamp.up);
    opened.on('disconnect', (reason) => {
      lamp.down();
      if (reason === 'io server disconnect') tryAgain();
    });
    opened.on('connect_error', () => {
      lamp.down();
      if (!opened.active) tryAgain();
    });
    opened.on('changes', handlers.onChanges);
    opened.on('locked', session.hide);
    opened.on('signedOut', () => {
      session.expireToken();
      session.refresh().catch(() => undefined);
    });
  };
  connect(session).then(
    (opened) => {
      listen(opened);
      current.set(opened);
      if (!isClosed) opened.connect();
    },
    // The page's own code could not be fetched: the lamp goes to offline by itself.
    () => undefined,
  );
  return {
    store: lamp.store,
    socket: current,
    close: () => {
      isClosed = true;
      clearTimeout(retryTimer);
      lamp.stop();
      current.get()?.disconnect();
    },
  };
}

async function connect(session: Session): Promise<ClinicSocket> {
  const { io } = await import('socket.io-client');
  return io({
    autoConnect: false,
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
}

/** The lamp's own small clock: a short gap is "reconnecting", a long one "offline". */
function createLamp(onConnect: () => void) {
  const store = createStore<LiveState>('reconnecting');
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  const down = () => {
    if (store.get() === 'sync') store.set('reconnecting');
    timer ??= setTimeout(() => store.set('offline'), OFFLINE_AFTER_MS);
  };
  const up = () => {
    stop();
    store.set('sync');
    onConnect();
  };
  down();
  return { store, down, up, stop };
}

const LiveContext = createContext<Omit<Live, 'close'> | null>(null);
export const LiveProvider = LiveContext.Provider;

export function useLiveState(): LiveState {
  return useStore(useLive().store);
}

export function useSocket(): ClinicSocket | undefined {
  return useStore(useLive().socket);
}

function useLive(): Omit<Live, 'close'> {
  const live = useContext(LiveContext);
  if (live === null) throw new Error('useLive outside of LiveProvider');
  return live;
}

import { useEffect, useEffectEvent, useState } from 'react';
import type { Socket } from 'socket.io-client';
import type { CallNames } from '../../../shared/domain/displays.ts';
import {
  DISPLAY_LINE,
  type ServerToDisplay,
  type ShownCall,
} from '../../../shared/realtime/socket-events.ts';

type Line = Socket<ServerToDisplay, Record<string, never>>;
export type Calls = { readonly calls: readonly ShownCall[]; readonly shows: CallNames };

const RETRY_MS = 1000;
/** A short gap is nobody's business. */
const OFFLINE_AFTER_MS = 5000;

type Asked = {
  readonly secret: string;
  /** The front desk took the device off its list. */
  readonly onRemoved: () => void;
  /** Somebody is called who was not a moment ago. */
  readonly onCall: () => void;
};

/** The device's own line to the clinic: each message is all there is to show. */
export function useCalls({ secret, onRemoved, onCall }: Asked) {
  const [shown, setShown] = useState<Calls>();
  const [freshFrom, setFreshFrom] = useState(Infinity);
  const [isOffline, setOffline] = useState(false);
  const removed = useEffectEvent(onRemoved);
  const called = useEffectEvent(onCall);

  useEffect(() => {
    let newest: number | undefined;
    let isClosed = false;
    let opened: Line | undefined;
    let retry: ReturnType<typeof setTimeout> | undefined;
    let gap: ReturnType<typeof setTimeout> | undefined = setTimeout(() => setOffline(true), OFFLINE_AFTER_MS);
    const down = () => {
      gap ??= setTimeout(() => setOffline(true), OFFLINE_AFTER_MS);
    };
    const up = () => {
      clearTimeout(gap);
      gap = undefined;
      setOffline(false);
    };
    const again = () => {
      down();
      clearTimeout(retry);
      retry = setTimeout(() => opened?.connect(), RETRY_MS);
    };
    const listen = (wire: Line) => {
      wire.on('connect', up);
      wire.on('calls', (calls, { shows }) => {
        const last = Math.max(0, ...calls.map(({ id }) => id));
        if (newest !== undefined && last > newest) {
          setFreshFrom(newest + 1);
          called();
        }
        newest = Math.max(newest ?? 0, last);
        setShown({ calls, shows });
      });
      wire.on('removed', removed);
      wire.on('disconnect', (reason) => (reason === 'io server disconnect' ? again() : down()));
      wire.on('connect_error', ({ message }) => {
        if (message === 'unauthenticated') removed();
        else if (wire.active) down();
        else again();
      });
    };
    const failed = () => setOffline(true);
    openLine(secret).then((wire) => {
      opened = wire;
      listen(wire);
      if (!isClosed) wire.connect();
    }, failed);
    return () => {
      isClosed = true;
      clearTimeout(retry);
      clearTimeout(gap);
      opened?.disconnect();
    };
  }, [secret]);
  return { shown, freshFrom, isOffline };
}

async function openLine(secret: string): Promise<Line> {
  const { io } = await import('socket.io-client');
  return io(DISPLAY_LINE, {
    autoConnect: false,
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnectionDelay: 300,
    reconnectionDelayMax: 3000,
    auth: { secret },
  });
}

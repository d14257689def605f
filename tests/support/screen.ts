import { io, type Socket } from 'socket.io-client';
import type { HeldSlot } from '../../shared/domain/hold.ts';
import type { Change } from '../../shared/realtime/changes.ts';
import type { ClientToServer, ServerToClient } from '../../shared/realtime/socket-events.ts';

export type Hint = { change: Change; committedAtMs: number; receivedAtMs: number };

/** A screen's live line: what it was told, and how it ended. */
export type Screen = {
  readonly hints: Hint[];
  /** The slots it was last told are being booked. */
  readonly held: { slots: readonly HeldSlot[] };
  readonly socket: Socket<ServerToClient, ClientToServer>;
  /** Resolves with the first hint, already here or to come, that fits. */
  waitFor(fits: (change: Change) => boolean): Promise<Hint>;
  /** Resolves once the line is cut; `signedOut` tells whether the server said why. */
  readonly cut: Promise<{ signedOut: boolean; atMs: number }>;
  close(): void;
};

const WAIT_MS = 5_000;

/** The same clock as the server's `committedAtMs`. */
export const nowMs = (): number => performance.timeOrigin + performance.now();

/** Opens a screen's socket; rejects with the server's word where it is refused. */
export function openScreen(url: string, token: unknown): Promise<Screen> {
  const socket: Socket<ServerToClient, ClientToServer> = io(url, {
    auth: { token },
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
  });
  const held: Screen['held'] = { slots: [] };
  // Said first of all, before anybody who waits for the line can listen.
  socket.on('held', (slots) => {
    held.slots = slots;
  });
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(watch(socket, held)));
    socket.once('connect_error', (error) => {
      socket.close();
      reject(error);
    });
  });
}

function watch(socket: Socket<ServerToClient, ClientToServer>, held: Screen['held']): Screen {
  const hints: Hint[] = [];
  const waiting: ((hint: Hint) => void)[] = [];
  let signedOut = false;
  socket.on('changes', (changes, { committedAtMs }) => {
    const receivedAtMs = nowMs();
    for (const change of changes) {
      const hint = { change, committedAtMs, receivedAtMs };
      hints.push(hint);
      for (const tell of waiting) tell(hint);
    }
  });
  socket.on('signedOut', () => {
    signedOut = true;
  });
  const cut = new Promise<{ signedOut: boolean; atMs: number }>((resolve) => {
    socket.once('disconnect', () => resolve({ signedOut, atMs: nowMs() }));
  });
  return {
    hints,
    held,
    socket,
    cut,
    close: () => void socket.close(),
    waitFor: (fits) =>
      new Promise((resolve, reject) => {
        const known = hints.find(({ change }) => fits(change));
        if (known !== undefined) return resolve(known);
        const timer = setTimeout(() => reject(new Error('the hint never came')), WAIT_MS);
        waiting.push((hint) => {
          if (!fits(hint.change)) return;
          clearTimeout(timer);
          resolve(hint);
        });
      }),
  };
}

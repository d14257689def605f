import { io, type Socket } from 'socket.io-client';
import type { ServerToClient } from '../../shared/realtime/socket-events.ts';
import { serveJobs } from './worker.ts';

/** Many screens in one process; each only notes when it heard. */
export type ScreenJobs = {
  open: (job: { url: string; tokens: readonly string[]; count: number }) => Promise<void>;
  /** Waits until every screen has heard of so many things; how long the last one of each waited. */
  hear: (job: { things: number }) => Promise<number[]>;
  close: (job: null) => void;
};

const jobs: ScreenJobs = { open, hear, close };
serveJobs(jobs);

const HEAR_TIMEOUT_MS = 20_000;
let sockets: Socket<ServerToClient>[] = [];
let heard = new Map<string, { screens: number; lastMs: number }>();
let onHeard = () => {};

async function open({ url, tokens, count }: Parameters<ScreenJobs['open']>[0]): Promise<void> {
  sockets = Array.from({ length: count }, (_, i) =>
    io(url, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: { token: tokens[i % tokens.length] ?? '' },
    }),
  );
  await Promise.all(sockets.map(connected));
}

function connected(socket: Socket<ServerToClient>): Promise<void> {
  socket.on('changes', (changes, { committedAtMs }) => {
    const afterMs = performance.timeOrigin + performance.now() - committedAtMs;
    for (const change of changes) {
      if (!('id' in change)) continue;
      const known = heard.get(change.id) ?? { screens: 0, lastMs: 0 };
      heard.set(change.id, { screens: known.screens + 1, lastMs: Math.max(known.lastMs, afterMs) });
    }
    onHeard();
  });
  return new Promise((resolve, reject) => {
    socket.on('connect', () => resolve());
    socket.on('connect_error', reject);
  });
}

function hear({ things }: { things: number }): Promise<number[]> {
  heard = new Map();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`only ${heard.size} of ${things} arrived`)),
      HEAR_TIMEOUT_MS,
    );
    onHeard = () => {
      const complete = [...heard.values()].filter(({ screens }) => screens === sockets.length);
      if (complete.length < things) return;
      clearTimeout(timer);
      onHeard = () => {};
      resolve(complete.map(({ lastMs }) => lastMs));
    };
  });
}

function close(): void {
  for (const socket of sockets) socket.disconnect();
  sockets = [];
}

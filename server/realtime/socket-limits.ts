import type { Server } from 'socket.io';

const MAX_PACKETS_PER_SECOND = 20;
const MAX_QUEUED_BYTES = 1024 * 1024;
/** For the other side to agree that a line is over; left to themselves, ws and polling wait half a minute. */
const FAREWELL_MS = 1_000;

type Packet = { readonly data?: string | Buffer };
/** The line below Socket.IO, by poll or by WebSocket, as far as it matters here. */
type Line = {
  readonly id: string;
  on(event: 'packet' | 'flush' | 'close', listener: () => void): unknown;
  on(event: 'packetCreate', listener: (packet: Packet) => void): unknown;
  close(isAtOnce: boolean): unknown;
  readonly transport: {
    readonly socket?: { readonly bufferedAmount: number; terminate(): void };
    /** Of polling. */
    closeTimeout?: number;
  };
};

/**
 * A screen says little and listens: a line that sends more than 20 packets in a second, of whatever kind, or
 * lets more than 1 MB wait for it is cut, before what it sent is looked at.
 */
export function limitLines(io: Pick<Server, 'engine'>): void {
  io.engine.on('connection', (line: Line) => {
    limitPackets(line);
    limitQueue(line);
    line.transport.closeTimeout = FAREWELL_MS;
    line.on('close', () => {
      const webSocket = line.transport.socket;
      if (webSocket !== undefined) setTimeout(() => webSocket.terminate(), FAREWELL_MS).unref();
    });
  });
}

function limitPackets(line: Line): void {
  let secondStartedAt = performance.now();
  let packets = 0;
  line.on('packet', () => {
    const now = performance.now();
    if (now - secondStartedAt > 1000) {
      secondStartedAt = now;
      packets = 0;
    }
    packets += 1;
    if (packets === MAX_PACKETS_PER_SECOND + 1) cutLine(line);
  });
}

/** What waits is in two places: here until the line is ready for it, and then in the connection. */
function limitQueue(line: Line): void {
  let waitingHere = 0;
  let isCut = false;
  line.on('flush', () => {
    waitingHere = 0;
  });
  line.on('packetCreate', ({ data }) => {
    waitingHere += data?.length ?? 0;
    if (isCut || waitingHere + (line.transport.socket?.bufferedAmount ?? 0) <= MAX_QUEUED_BYTES) return;
    isCut = true;
    // Not in the middle of a message to many.
    setImmediate(() => cutLine(line));
  });
}

/** Whether a line of this id is open, signed in on or not. */
export function trackLines(io: Pick<Server, 'engine'>): (id: string) => boolean {
  const open = new Set<string>();
  io.engine.on('connection', (line: Line) => {
    open.add(line.id);
    line.on('close', () => open.delete(line.id));
  });
  return (id) => open.has(id);
}

/** A closing handshake would wait for the other side, which may not even read. */
function cutLine(line: Line): void {
  const webSocket = line.transport.socket;
  line.close(true);
  webSocket?.terminate();
}

import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Server as NetServer, Socket } from 'node:net';
import { clientKey } from './client-key.ts';

const MAX_CONNECTIONS = 2048;
/** A browser holds six and a live line; behind one address may be a whole waiting room. */
const MAX_PER_ADDRESS = 256;

const SWEEP_MS = 1_000;
/** Counted in sweeps, not by the clock: a busy moment of this process is nobody else's slowness. */
const GRACE_SWEEPS = 5;
const STUCK_SWEEPS = 8;
/** A little later than Node, which closes what rests but takes an empty line every now and then for life. */
const REST_SWEEPS = 9;
const MIN_BODY_BYTES_PER_SWEEP = 2048;

type Line = {
  readonly socket: Socket;
  /** The request whose body is still coming in, with what had been read before it and how long it takes. */
  request: IncomingMessage | undefined;
  readBefore: number;
  bodySweeps: number;
  answer: ServerResponse | undefined;
  restSweeps: number;
  /** A live line has its own heartbeat and may rest as long as it likes. */
  isLive: boolean;
  /** What had left this process at the last sweep, and for how long nothing more has. */
  sent: number;
  stuckSweeps: number;
};

/**
 * At most so many connections in all and from one address; those beyond are closed unheard. Behind a proxy of the
 * clinic's own are many: it may take all there are.
 */
export function limitConnections(
  server: NetServer,
  isProxy: (address: string | undefined) => boolean = () => false,
): void {
  server.maxConnections = MAX_CONNECTIONS;
  const byAddress = new Map<string, number>();
  server.on('connection', (socket) => {
    if (isProxy(socket.remoteAddress)) return;
    const key = clientKey(socket.remoteAddress);
    const open = (byAddress.get(key) ?? 0) + 1;
    if (open > MAX_PER_ADDRESS) {
      socket.destroy();
      return;
    }
    byAddress.set(key, open);
    socket.once('close', () => {
      const left = (byAddress.get(key) ?? 1) - 1;
      if (left === 0) byAddress.delete(key);
      else byAddress.set(key, left);
    });
  });
}

/**
 * Ends connections that hold on by being slow: a body that comes in at less than 2 KB a second after five
 * seconds, and whoever takes nothing of a waiting answer for eight, or asks on without taking it. Node itself
 * sees to slow headers and to connections that rest.
 */
export function cutSlowConnections(server: Server): void {
  const lines = new Map<Socket, Line>();
  server.on('connection', (socket) => {
    lines.set(socket, newLine(socket));
    socket.once('close', () => lines.delete(socket));
  });
  server.on('request', (request: IncomingMessage, answer: ServerResponse) => {
    const line = lines.get(request.socket);
    if (line === undefined) return;
    if (isAnswering(line)) cut(line.socket);
    else beginRequest(line, request, answer);
  });
  server.on('upgrade', (request: IncomingMessage) => {
    const line = lines.get(request.socket);
    if (line !== undefined) line.isLive = true;
  });
  const timer = setInterval(() => {
    for (const line of lines.values()) {
      if (isBodyTooSlow(line) || isAnswerStuck(line) || isRestingTooLong(line)) cut(line.socket);
    }
  }, SWEEP_MS);
  timer.unref();
  server.on('close', () => clearInterval(timer));
}

function newLine(socket: Socket): Line {
  return {
    socket,
    request: undefined,
    readBefore: 0,
    bodySweeps: 0,
    answer: undefined,
    sent: 0,
    stuckSweeps: 0,
    restSweeps: 0,
    isLive: false,
  };
}

function beginRequest(line: Line, request: IncomingMessage, answer: ServerResponse): void {
  line.answer = answer;
  line.restSweeps = 0;
  if (request.complete) return;
  line.request = request;
  line.readBefore = line.socket.bytesRead;
  line.bodySweeps = 0;
}

/** No browser asks again before it has been answered; who does is after the memory of answers nobody takes. */
function isAnswering({ answer }: Line): boolean {
  return answer !== undefined && !answer.writableFinished;
}

function isBodyTooSlow(line: Line): boolean {
  if (line.request === undefined) return false;
  if (line.request.complete) {
    line.request = undefined;
    return false;
  }
  line.bodySweeps += 1;
  const dueSweeps = line.bodySweeps - GRACE_SWEEPS;
  return dueSweeps > 0 && line.socket.bytesRead - line.readBefore < dueSweeps * MIN_BODY_BYTES_PER_SWEEP;
}

/** Bytes that wait here are seen to move only by whole chunks, of 64 KB in a file. */
function isAnswerStuck(line: Line): boolean {
  const waiting = line.socket.writableLength;
  const sent = line.socket.bytesWritten - waiting;
  line.stuckSweeps = waiting > 0 && sent === line.sent ? line.stuckSweeps + 1 : 0;
  line.sent = sent;
  return line.stuckSweeps >= STUCK_SWEEPS;
}

function isRestingTooLong(line: Line): boolean {
  if (line.isLive || isAnswering(line)) return false;
  line.restSweeps += 1;
  return line.restSweeps >= REST_SWEEPS;
}

/** With a reset, where TCP allows it, the kernel does not go on offering what nobody takes. */
function cut(socket: Socket): void {
  if ('encrypted' in socket) socket.destroy();
  else socket.resetAndDestroy();
}

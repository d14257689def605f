import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { headersOfRefusal } from '../lib/limits.ts';
import { PROBLEM_TYPE, problemOf } from '../rest/problem.ts';
import type { ClientAddressOf } from './client-address.ts';
import { clientKey } from './client-key.ts';
import type { HostNames } from './host-names.ts';
import { type DoorRefusal, judgeRequest } from './judge-request.ts';
import { isLive, judgeUpgrade, type LiveLines } from './judge-upgrade.ts';
import type { Quota } from './quota.ts';
import { SECURITY_HEADER_LINES, setSecurityHeaders } from './security-headers.ts';

export type FrontDoorDeps = {
  readonly hosts: HostNames;
  readonly live: LiveLines;
  readonly newRequestId: () => string;
  /** How much an address may ask in all; null for any amount. */
  readonly ceiling: Quota | null;
  readonly clientAddressOf: ClientAddressOf;
  /** Answers at once who would be told no in any case, so that a flood of them keeps nobody waiting. */
  readonly turnAway: (request: IncomingMessage) => TurnedAway | undefined;
};

/** With what the answer and the clinic's records know the request by. */
export type TurnedAway = { readonly refusal: DoorRefusal; readonly requestId: string };

type OnRequest = (request: IncomingMessage, response: ServerResponse) => void;
type OnUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

const TOO_MANY: DoorRefusal = { status: 429, reason: 'rate_limited', why: 'too many requests' };

/**
 * Puts one door before all that listen to this server, Fastify and Socket.IO alike: every answer carries the
 * security headers, and what the rules of the wire turn away reaches nobody. To be called after the last of
 * them has begun to listen.
 */
export function guardFrontDoor(server: Server, deps: FrontDoorDeps): void {
  const onRequest = takeOver<OnRequest>(server, 'request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    setSecurityHeaders(response);
    const refusal = refusalOf(request, deps, isLive(request, deps.live));
    if (refusal !== undefined) {
      refuse(response, refusal, deps.newRequestId());
      return;
    }
    const turnedAway = deps.turnAway(request);
    if (turnedAway === undefined) onRequest(request, response);
    // A line that is closed while it still brings something may lose the answer that went out on it.
    else request.resume().once('end', () => refuse(response, turnedAway.refusal, turnedAway.requestId));
  });
  const onUpgrade = takeOver<OnUpgrade>(server, 'upgrade');
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refusal = refusalOf(request, deps, true) ?? judgeUpgrade(request, deps.live);
    if (refusal === undefined) onUpgrade(request, socket, head);
    else refuseUpgrade(socket, refusal, deps.newRequestId());
  });
  // Node's own answer to an Expect it does not know would go out without the headers.
  server.on('checkExpectation', (_request, response: ServerResponse) => {
    setSecurityHeaders(response);
    const refusal: DoorRefusal = { status: 417, reason: 'invalid_input', why: 'nothing may be expected' };
    refuse(response, refusal, deps.newRequestId());
  });
}

/** All listeners of an event as one function; the server itself has none of them any more. */
function takeOver<Listener extends (...values: never[]) => void>(
  server: Server,
  event: 'request' | 'upgrade',
): Listener {
  const listeners = server.listeners(event) as Listener[];
  server.removeAllListeners(event);
  return ((...values: never[]) => {
    for (const listener of listeners) listener(...values);
  }) as Listener;
}

/**
 * What is turned away counts apart: else a page from elsewhere, open on somebody's PC, would use up what the people at
 * this PC may ask.
 */
function refusalOf(
  request: IncomingMessage,
  deps: FrontDoorDeps,
  isLiveLine: boolean,
): DoorRefusal | undefined {
  const refusal = judgeRequest(request, deps.hosts, isLiveLine);
  return overCeiling(request, deps, refusal === undefined ? '' : 'refused ') ?? refusal;
}

function overCeiling(
  request: IncomingMessage,
  { ceiling, clientAddressOf }: FrontDoorDeps,
  kind: string,
): DoorRefusal | undefined {
  const allowance = ceiling?.take(kind + clientKey(clientAddressOf(request)));
  if (allowance?.isOver !== true) return undefined;
  return { ...TOO_MANY, retryAfterSec: allowance.resetSec, limit: ceiling?.limit };
}

/** The connection ends with the answer: the rest of what was sent is not waited for. */
function refuse(response: ServerResponse, refusal: DoorRefusal, requestId: string): void {
  const body = bodyOf(refusal, requestId);
  const headers = { 'content-type': PROBLEM_TYPE, connection: 'close', ...limitHeadersOf(refusal) };
  response.writeHead(refusal.status, headers).end(body);
}

function refuseUpgrade(socket: Duplex, refusal: DoorRefusal, requestId: string): void {
  const body = bodyOf(refusal, requestId);
  socket.on('error', () => socket.destroy());
  socket.end(rawAnswer(refusal.status, body, limitHeadersOf(refusal)), () => socket.destroy());
}

function limitHeadersOf({ retryAfterSec, limit }: DoorRefusal) {
  return headersOfRefusal({ retryAfterSec, limit });
}

function bodyOf(refusal: DoorRefusal, requestId: string): string {
  const { status, reason, ...details } = refusal;
  return JSON.stringify(problemOf({ status, reason, details, requestId }));
}

/** An answer as it goes over the wire, for when there is no response object to write it. */
export function rawAnswer(
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): string {
  const more = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return (
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${SECURITY_HEADER_LINES}${more.join('')}` +
    `content-type: ${PROBLEM_TYPE}\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`
  );
}

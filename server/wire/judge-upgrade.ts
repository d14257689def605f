import type { IncomingMessage } from 'node:http';
import type { DoorRefusal } from './judge-request.ts';

export type LiveLines = {
  /** Where live lines are asked for; no other upgrade leads anywhere. */
  readonly path: string;
  /** Whether a line of this id is open, which may go on as a WebSocket. */
  readonly isOpen: (id: string) => boolean;
};

const NOWHERE: DoorRefusal = { status: 404, reason: 'not_found', why: 'no live line is here' };
const UNSOUND: DoorRefusal = { status: 400, reason: 'invalid_input', why: 'this opens no live line' };

const PROTOCOL = '4';
const VERSION = '13';
const KEY = /^[+/0-9A-Za-z]{22}==$/;

export const isLive = ({ url = '' }: IncomingMessage, lines: LiveLines) => url.startsWith(lines.path);

/**
 * What Socket.IO and ws would refuse by themselves, in answers without the security headers or in the middle of a line
 * that was opened already.
 */
export function judgeUpgrade(request: IncomingMessage, lines: LiveLines): DoorRefusal | undefined {
  if (!isLive(request, lines)) return NOWHERE;
  return isSound(request, lines) ? undefined : UNSOUND;
}

function isSound({ method, headers, url = '' }: IncomingMessage, lines: LiveLines): boolean {
  const { searchParams: asked } = new URL(url, 'http://localhost');
  const line = asked.get('sid');
  return (
    method === 'GET' &&
    headers['sec-websocket-version'] === VERSION &&
    KEY.test(headers['sec-websocket-key'] ?? '') &&
    asked.get('EIO') === PROTOCOL &&
    asked.get('transport') === 'websocket' &&
    (line === null || lines.isOpen(line))
  );
}

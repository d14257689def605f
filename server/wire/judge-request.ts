import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import type { ErrorCode } from '../../shared/errors.ts';
import type { Limit } from '../lib/limits.ts';
import type { HostNames } from './host-names.ts';

/** Why something is turned away at the door, before anybody looks at what it wants. */
export type DoorRefusal = {
  readonly status: number;
  readonly reason: ErrorCode;
  /** For whoever writes a program that asks; a person is told by the reason alone. */
  readonly why?: string;
  readonly retryAfterSec?: number;
  readonly limit?: Limit | undefined;
};

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
const NOT_US: DoorRefusal = { status: 421, reason: 'forbidden', why: 'this server does not go by that name' };
const NOT_OUR_PAGE: DoorRefusal = { status: 403, reason: 'forbidden', why: 'the page that asks is not ours' };
const ENCODED: DoorRefusal = { status: 415, reason: 'invalid_input', why: 'a body is sent as it is' };

/**
 * The rules for whatever comes by HTTP, live lines among them: it names this server, comes from a page of
 * ours or from no page at all, and hides nothing in a compressed body. `isLive` is the way to a live line,
 * which only a page of ours may open, whatever the method.
 */
export function judgeRequest(
  request: IncomingMessage,
  hosts: HostNames,
  isLive: boolean,
): DoorRefusal | undefined {
  const { headers, url = '' } = request;
  // A whole address in place of a path is how one speaks to a proxy, and would name a host of its own.
  if (!url.startsWith('/') || hasTwoHosts(request)) return NOT_US;
  if (!hosts.isOurs(headers.host, request.socket.localAddress)) return NOT_US;
  const changes = isLive || !SAFE_METHODS.has(request.method ?? '');
  if (changes ? !isFromOurPage(request, hosts) : isForeignUse(request)) return NOT_OUR_PAGE;
  if (headers['content-encoding'] !== undefined) return ENCODED;
  return undefined;
}

/** Node keeps the first of two and says nothing. */
function hasTwoHosts({ rawHeaders }: IncomingMessage): boolean {
  let found = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at];
    if (name?.length === 4 && name.toLowerCase() === 'host') found += 1;
  }
  return found > 1;
}

/**
 * A page's origin is the scheme, name and port it was loaded from: all three are ours, or it is not. Under the
 * clinic's public name a proxy of its own speaks TLS before us.
 */
function isFromOurPage({ headers, socket }: IncomingMessage, { publicOrigin }: HostNames): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  if (headers.origin === undefined) return true;
  const scheme = (socket as Partial<TLSSocket>).encrypted === true ? 'https' : 'http';
  const host = headers.host?.toLowerCase();
  const isPublic = publicOrigin !== undefined && new URL(publicOrigin).host === host;
  return headers.origin === (isPublic ? publicOrigin : `${scheme}://${host}`);
}

/** A foreign page may lead a person here by a link; it may not use what is here for itself. */
function isForeignUse({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return false;
  return headers['sec-fetch-mode'] !== 'navigate' || headers['sec-fetch-dest'] !== 'document';
}

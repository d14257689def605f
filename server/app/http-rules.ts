import { networkInterfaces } from 'node:os';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ServerConfig } from './config.ts';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Names this server answers to: loopback, its own addresses when open to the LAN, and configured ones. */
export function allowedHosts(config: ServerConfig): ReadonlySet<string> {
  const isLocal = LOOPBACK.includes(config.host) || config.host === '::1';
  return new Set([...LOOPBACK, ...config.allowedHosts, ...(isLocal ? [] : [config.host, ...lanAddresses()])]);
}

/** This PC's addresses on its networks, as a browser writes them. */
export function lanAddresses(): string[] {
  return (
    Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      // A link-local IPv6 address means nothing without its interface.
      .filter((address) => !address.internal && !address.address.startsWith('fe80:'))
      .map((address) => (address.family === 'IPv6' ? `[${address.address}]` : address.address))
  );
}

/** A page that is not ours can neither reach the server under another name nor change anything. */
export function isAllowedOrigin(
  headers: { host?: string; origin?: string },
  hosts: ReadonlySet<string>,
): boolean {
  if (!hosts.has(hostNameOf(headers.host))) return false;
  return headers.origin === undefined || originHost(headers.origin) === headers.host;
}

/** Host allow-list (DNS rebinding), Origin and Sec-Fetch-Site on everything that changes state. */
export function guardOrigins(app: FastifyInstance, hosts: ReadonlySet<string>): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!hosts.has(hostNameOf(request.headers.host))) {
      return reply
        .code(421)
        .send({ reason: 'forbidden', details: { why: 'this server does not go by that name' } });
    }
    if (!SAFE_METHODS.has(request.method) && !isSameSite(request)) {
      return reply
        .code(403)
        .send({ reason: 'forbidden', details: { why: 'the page that asks is not ours' } });
    }
  });
}

function isSameSite(request: FastifyRequest): boolean {
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  return origin === undefined || originHost(origin) === host;
}

/** The host and port of an http(s) origin; `null` and foreign schemes have none. */
function originHost(origin: string): string | undefined {
  if (!URL.canParse(origin)) return undefined;
  const { protocol, host } = new URL(origin);
  return protocol === 'http:' || protocol === 'https:' ? host : undefined;
}

function hostNameOf(host: string | undefined): string {
  return (host ?? '').replace(/:\d+$/, '').toLowerCase();
}

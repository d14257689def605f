import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context, RefreshCookie } from '../trpc/context.ts';
import { type ClientAddressOf, isRelayed } from '../wire/client-address.ts';
import type { RequestMeter } from '../wire/request-meter.ts';
import type { Services } from './services.ts';

export const REFRESH_COOKIE = 'medlink_refresh';
export const DEVICE_COOKIE = 'medlink_device';
const MAX_DEVICE_LENGTH = 200;

/** Who calls, and from which page: the session behind the bearer token, looked up anew at each call. */
export function contextMaker(
  services: Services,
  wire: {
    readonly meter: RequestMeter;
    readonly clientAddressOf: ClientAddressOf;
    readonly publicOrigin: string | undefined;
  },
): (request: FastifyRequest, reply: FastifyReply) => Promise<Context> {
  const { meter, clientAddressOf, publicOrigin } = wire;
  return async (request, reply) => {
    const origin = originOf(request, publicOrigin);
    const token = bearerOf(request.headers.authorization);
    const bearer = token === undefined ? null : await services.auth.bearerOf(token);
    meter.countCaller(request, reply, bearer?.actor ?? null);
    const address = clientAddressOf(request.raw);
    if (bearer === null && token !== undefined && (await services.auth.isForged(token))) {
      await services.audit.noteForgedToken({ address, requestId: request.id, procedure: 'auth.token' });
    }
    return {
      services,
      actor: bearer === null || bearer.heldBack !== null ? null : bearer.actor,
      heldBack:
        bearer !== null && bearer.heldBack !== null ? { actor: bearer.actor, why: bearer.heldBack } : null,
      caller: {
        address,
        isRelayed: isRelayed(request.raw, address),
        device: (request.headers['user-agent'] ?? 'unknown').slice(0, MAX_DEVICE_LENGTH),
        requestId: request.id,
        origin,
        heldToken: request.cookies[REFRESH_COOKIE],
        deviceSecret: request.cookies[DEVICE_COOKIE],
      },
      refreshCookie: cookieOf(request, reply, origin.startsWith('https:')),
    };
  };
}

function bearerOf(header: string | undefined): string | undefined {
  return header !== undefined && header.startsWith('Bearer ') ? header.slice('Bearer '.length) : undefined;
}

/** A proxy that ends TLS before us passes the name on that the page was loaded from. */
function originOf({ protocol, host }: FastifyRequest, publicOrigin: string | undefined): string {
  const name = host.toLowerCase();
  const isPublic = publicOrigin !== undefined && new URL(publicOrigin).host === name;
  return isPublic ? publicOrigin : `${protocol}://${name}`;
}

function cookieOf(request: FastifyRequest, reply: FastifyReply, secure: boolean): RefreshCookie {
  const attributes = {
    httpOnly: true,
    sameSite: 'strict',
    path: '/',
    secure,
  } as const;
  return {
    read: () => request.cookies[REFRESH_COOKIE],
    write: (token, maxAgeSec) =>
      void reply.setCookie(REFRESH_COOKIE, token, { ...attributes, maxAge: maxAgeSec }),
    writeDevice: (secret, maxAgeSec) =>
      void reply.setCookie(DEVICE_COOKIE, secret, { ...attributes, maxAge: maxAgeSec }),
    clear: () => void reply.clearCookie(REFRESH_COOKIE, attributes),
  };
}

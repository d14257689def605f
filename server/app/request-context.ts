import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context, RefreshCookie } from '../trpc/context.ts';
import type { RequestMeter } from '../wire/request-meter.ts';
import type { Services } from './services.ts';

export const REFRESH_COOKIE = 'medlink_refresh';
const DEVICE_COOKIE = 'medlink_device';
const MAX_DEVICE_LENGTH = 200;

/** Who calls: the session behind the bearer token, looked up anew at each call. */
export function contextMaker(
  services: Services,
  meter: RequestMeter,
): (request: FastifyRequest, reply: FastifyReply) => Promise<Context> {
  return async (request, reply) => {
    const token = bearerOf(request.headers.authorization);
    const bearer = token === undefined ? null : await services.auth.bearerOf(token);
    meter.countCaller(request, reply, bearer?.actor ?? null);
    return {
      services,
      actor: bearer === null || bearer.heldBack !== null ? null : bearer.actor,
      heldBack:
        bearer !== null && bearer.heldBack !== null ? { actor: bearer.actor, why: bearer.heldBack } : null,
      caller: {
        address: request.ip,
        device: (request.headers['user-agent'] ?? 'unknown').slice(0, MAX_DEVICE_LENGTH),
        requestId: request.id,
        origin: `${request.protocol}://${request.host.toLowerCase()}`,
        heldToken: request.cookies[REFRESH_COOKIE],
        deviceSecret: request.cookies[DEVICE_COOKIE],
      },
      refreshCookie: cookieOf(request, reply),
    };
  };
}

function bearerOf(header: string | undefined): string | undefined {
  return header !== undefined && header.startsWith('Bearer ') ? header.slice('Bearer '.length) : undefined;
}

function cookieOf(request: FastifyRequest, reply: FastifyReply): RefreshCookie {
  const attributes = {
    httpOnly: true,
    sameSite: 'strict',
    path: '/',
    secure: request.protocol === 'https',
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

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { headersOfLimit, tooMany } from '../lib/limits.ts';
import type { Actor } from '../trpc/context.ts';
import { toRpcError } from '../trpc/error-mapping.ts';
import type { ClientAddressOf } from './client-address.ts';
import { clientKey } from './client-key.ts';
import { createQuota, type Quota } from './quota.ts';
import { callsIn } from './rpc-route.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** False for health checks, which are asked often and cost nothing. */
    isRateLimited?: boolean;
  }
}

const WINDOW_SEC = 60;
/** Several people at one PC, and nobody's tokens, which have to be looked at before they count. */
const CEILING_FACTOR = 5;

/**
 * Who is signed in draws on their session's allowance, everybody else on that of their address. Each call of a batch
 * counts, whatever number of them one request carries.
 */
export type RequestMeter = {
  /** Counts what comes without a token, or to where nobody asks whose it is, as soon as it comes. */
  meterAddresses(app: Pick<FastifyInstance, 'addHook'>): void;
  /**
   * Counts a call that came with a token, now that it is known whose it is; a token that is nobody's counts
   * for the address. Throws `rate_limited`.
   */
  countCaller(request: FastifyRequest, reply: FastifyReply, actor: Actor | null): void;
};

export function createRequestMeter(
  requestsPerMinute: number | null,
  clientAddressOf: ClientAddressOf,
): RequestMeter {
  if (requestsPerMinute === null) return { meterAddresses: () => undefined, countCaller: () => undefined };
  const limits = { max: requestsPerMinute, windowSec: WINDOW_SEC };
  const addresses = createQuota({ name: 'address', ...limits });
  const sessions = createQuota({ name: 'session', ...limits });
  const counted = new WeakSet<FastifyRequest>();
  const countAddress = (request: FastifyRequest, reply: FastifyReply) => {
    counted.add(request);
    count(addresses, clientKey(clientAddressOf(request.raw)), { request, reply });
  };
  return {
    meterAddresses: (app) => {
      app.addHook('onRequest', async (request, reply) => {
        if (request.routeOptions.config.isRateLimited === false) return;
        if (hasToken(request) && isTokenAskedFor(request)) return;
        countAddress(request, reply);
      });
    },
    countCaller: (request, reply, actor) => {
      if (!hasToken(request) || counted.has(request)) return;
      if (actor === null) countAddress(request, reply);
      else count(sessions, actor.sessionId, { request, reply });
    },
  };
}

/** Counts everything of an address, live lines among it, before anybody looks at it; null lets all through. */
export function createCeiling(requestsPerMinute: number | null): Quota | null {
  if (requestsPerMinute === null) return null;
  return createQuota({ name: 'all', max: requestsPerMinute * CEILING_FACTOR, windowSec: WINDOW_SEC });
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply };

function count(quota: Quota, key: string, { request, reply }: Exchange): void {
  const allowance = quota.take(key, callsIn(request));
  reply.headers(headersOfLimit(quota.limit, allowance));
  if (allowance.isOver) throw toRpcError(tooMany(quota.limit, allowance.resetSec));
}

/** Pages, scripts and what is not there at all are the same for everybody: a token is no key to them, and not looked at. */
function isTokenAskedFor({ is404, routeOptions }: FastifyRequest): boolean {
  return !is404 && routeOptions.config.policy !== 'public';
}

function hasToken(request: FastifyRequest): boolean {
  return request.headers.authorization?.startsWith('Bearer ') === true;
}

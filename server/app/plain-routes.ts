import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { mayEver, POLICY_ACTIONS, type PolicyAction } from '../../shared/domain/policy.ts';
import { AppError } from '../../shared/errors.ts';
import type { Context } from '../trpc/context.ts';

/**
 * Who may call a route: an action of the table, anybody, or `procedures` where procedures stand behind
 * it, each with a policy of its own.
 */
export type RoutePolicy = PolicyAction | 'public' | 'procedures';

declare module 'fastify' {
  interface FastifyContextConfig {
    policy?: RoutePolicy;
  }
  interface FastifyInstance {
    /** Every route there is, with its policy. */
    routePolicies(): { readonly method: string; readonly url: string; readonly policy: unknown }[];
  }
}

type PlainRoute = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly policy: RoutePolicy;
  readonly handler: (request: FastifyRequest, reply: FastifyReply) => unknown;
  readonly isRateLimited?: boolean;
  /** What its body may be, where that is not JSON. */
  readonly bodyTypes?: readonly string[];
};

/** The one way to add a route that is no procedure: without a policy it does not compile. */
export function addRoute(app: Pick<FastifyInstance, 'route'>, route: PlainRoute): void {
  const { method, url, policy, handler, isRateLimited = true, bodyTypes } = route;
  app.route({ method, url, handler, config: { policy, isRateLimited, bodyTypes } });
}

/** For plugins that bring their own routes: all of this scope stand under one policy. */
export function coverRoutes(scope: Pick<FastifyInstance, 'addHook'>, policy: RoutePolicy): void {
  scope.addHook('onRoute', (route) => {
    route.config = { ...route.config, policy };
  });
}

/**
 * Holds every route to its policy, whoever added it: the start fails, naming it, at one that has none, and
 * a call that the table refuses to this role never reaches the handler. To be set before the first route.
 */
export function guardRoutes(
  app: FastifyInstance,
  createContext: (request: FastifyRequest, reply: FastifyReply) => Promise<Context>,
): void {
  const routes: RouteOptions[] = [];
  app.addHook('onRoute', (route) => void routes.push(route));
  app.decorate('routePolicies', () =>
    routes.map(({ method, url, config }) => ({ method: String(method), url, policy: config?.policy })),
  );
  app.addHook('onReady', async () => requireRoutePolicies(app.routePolicies()));
  app.addHook('preHandler', async (request, reply) => {
    const { policy } = request.routeOptions.config;
    if (policy === 'public' || policy === 'procedures' || request.is404) return;
    const { actor } = await createContext(request, reply);
    if (actor === null) throw new AppError('unauthenticated');
    if (policy === undefined || !mayEver(actor.role, policy)) throw new AppError('forbidden');
  });
}

function requireRoutePolicies(routes: ReturnType<FastifyInstance['routePolicies']>): void {
  const known: readonly unknown[] = [...POLICY_ACTIONS, 'public', 'procedures'];
  const careless = routes.find((route) => !known.includes(route.policy));
  if (careless !== undefined) throw new Error(`${careless.method} ${careless.url} names no policy`);
}

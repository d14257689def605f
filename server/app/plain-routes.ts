import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { POLICY_ACTIONS, type PolicyAction } from '../../shared/domain/policy.ts';
import { AppError } from '../../shared/errors.ts';
import { inCall } from '../lib/current-call.ts';
import { admit, callerOf } from '../trpc/admit.ts';
import type { Actor, Context } from '../trpc/context.ts';
import type { CallsUnderWay } from './calls-under-way.ts';
import type { Services } from './services.ts';

/**
 * Who may call a route: an action of the table, anybody, or `procedures` where procedures stand behind
 * it, each with a policy of its own.
 */
export type RoutePolicy = PolicyAction | 'public' | 'procedures';

declare module 'fastify' {
  interface FastifyContextConfig {
    policy?: RoutePolicy;
  }
  interface FastifyRequest {
    /** Whom the guard has let through; null where it asks nobody. */
    admitted: Admitted | null;
  }
  interface FastifyInstance {
    /** Every route there is, with its policy. */
    routePolicies(): { readonly method: string; readonly url: string; readonly policy: unknown }[];
  }
}

type Admitted = Context & { readonly actor: Actor };

/** A call of a route that names an action: its role may do this to something, the service decides on the very thing. */
export type GuardedCall = {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly services: Services;
  readonly actor: Actor;
};

type PlainRoute = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly isRateLimited?: boolean;
  /** What its body may be, where that is not JSON. */
  readonly bodyTypes?: readonly string[];
} & (
  | { readonly policy: 'public'; readonly handler: (request: FastifyRequest, reply: FastifyReply) => unknown }
  | { readonly policy: PolicyAction; readonly handler: (call: GuardedCall) => unknown }
);

/** The one way to add a route that is no procedure: without a policy it does not compile. */
export function addRoute(app: Pick<FastifyInstance, 'route'>, route: PlainRoute): void {
  const { method, url, policy, isRateLimited = true, bodyTypes } = route;
  const handler = route.policy === 'public' ? route.handler : accounted(route.handler);
  app.route({ method, url, handler, config: { policy, isRateLimited, bodyTypes } });
}

function accounted(handle: (call: GuardedCall) => unknown) {
  return (request: FastifyRequest, reply: FastifyReply): unknown => {
    const { admitted } = request;
    if (admitted === null) throw new AppError('unauthenticated');
    const { services, actor } = admitted;
    return accountFor(admitted, request, () => handle({ request, reply, services, actor }));
  };
}

/** As around a procedure: what is written below knows the call, and a refusal by the policy leaves its line. */
function accountFor<T>(ctx: Context, request: FastifyRequest, act: () => T | Promise<T>): Promise<T> {
  const { method, routeOptions } = request;
  const { address, requestId } = ctx.caller;
  const isRead = method === 'GET' || method === 'HEAD';
  const procedure = `${method} ${routeOptions.url ?? ''}`;
  const call = { procedure, policy: routeOptions.config.policy ?? 'public', address, requestId };
  return inCall(call, async () => {
    try {
      return await (isRead ? ctx.services.audit.countOwnReads(act) : act());
    } catch (error) {
      if (error instanceof AppError) {
        const action = isRead ? 'R' : 'U';
        const asked = request.params;
        await ctx.services.audit.noteDenial({ who: callerOf(ctx), action, refusal: error, asked });
      }
      throw error;
    }
  });
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
  {
    createContext,
    underWay,
  }: {
    readonly createContext: (request: FastifyRequest, reply: FastifyReply) => Promise<Context>;
    readonly underWay: CallsUnderWay;
  },
): void {
  const routes: RouteOptions[] = [];
  app.addHook('onRoute', (route) => void routes.push(route));
  app.decorate('routePolicies', () =>
    routes.map(({ method, url, config }) => ({ method: String(method), url, policy: config?.policy })),
  );
  app.decorateRequest('admitted', null);
  app.addHook('onReady', async () => requireRoutePolicies(app.routePolicies()));
  app.addHook('preHandler', async (request, reply) => {
    const { policy } = request.routeOptions.config;
    if (policy === 'public' || policy === 'procedures' || request.is404) return;
    const ctx = await createContext(request, reply);
    request.admitted = await accountFor(ctx, request, () => {
      if (policy === undefined) throw new AppError('forbidden');
      return { ...ctx, actor: admit(ctx, policy) };
    });
    await underWay.follow(request.admitted.actor, reply.raw);
  });
}

function requireRoutePolicies(routes: ReturnType<FastifyInstance['routePolicies']>): void {
  const known: readonly unknown[] = [...POLICY_ACTIONS, 'public', 'procedures'];
  const careless = routes.find((route) => !known.includes(route.policy));
  if (careless !== undefined) throw new Error(`${careless.method} ${careless.url} names no policy`);
}

import type { OpenApiMethod } from 'trpc-to-openapi';
import { mayEver, type PolicyAction } from '../../shared/domain/policy.ts';
import { AppError } from '../../shared/errors.ts';
import { toRpcError } from './error-mapping.ts';
import { t } from './init.ts';

export const router = t.router;

type RestDoor = { readonly method: OpenApiMethod; readonly path: `/${string}`; readonly tags: string[] };

/** The REST route of a procedure, under `/api`. The first part of the path groups it in the document. */
export function rest(method: OpenApiMethod, path: `/${string}`): RestDoor {
  return { method, path, tags: [path.split('/')[1] ?? 'clinic'] };
}

const refusals = t.middleware(async ({ next }) => {
  const result = await next();
  if (!result.ok && result.error.cause instanceof AppError) throw toRpcError(result.error.cause);
  return result;
});

/** Open to anybody who reaches the server. There are few, and each guards itself. */
export function openToAll(openapi?: RestDoor) {
  return t.procedure.meta({ policy: 'public', ...(openapi && { openapi }) }).use(refusals);
}

/** For those signed in whose role may do this to something; the service decides on the very thing. */
export function guarded(action: PolicyAction, openapi?: RestDoor) {
  return t.procedure
    .meta({ policy: action, ...(openapi && { openapi: { ...openapi, protect: true } }) })
    .use(refusals)
    .use(({ ctx, next }) => {
      if (ctx.actor === null) throw new AppError('unauthenticated');
      if (!mayEver(ctx.actor.role, action)) throw new AppError('forbidden');
      return next({ ctx: { ...ctx, actor: ctx.actor } });
    });
}

import type { OpenApiMethod } from 'trpc-to-openapi';
import { mayEver, type PolicyAction } from '../../shared/domain/policy.ts';
import { AppError } from '../../shared/errors.ts';
import { toRpcError } from './error-mapping.ts';
import { t } from './init.ts';

export const router = t.router;

type RestPath = `/${string}`;
type RestDoor = {
  readonly openapi: { readonly method: OpenApiMethod; readonly path: RestPath; readonly tags: string[] };
  readonly isCreate?: boolean;
};

/** The REST route of a procedure, under `/api`. The first part of the path groups it in the document. */
export function rest(method: OpenApiMethod, path: RestPath): RestDoor {
  return { openapi: { method, path, tags: [path.split('/')[1] ?? 'clinic'] } };
}

/** A route that makes something: POST, answered with 201. */
export function restCreate(path: RestPath): RestDoor {
  return { ...rest('POST', path), isCreate: true };
}

const refusals = t.middleware(async ({ next }) => {
  const result = await next();
  if (!result.ok && result.error.cause instanceof AppError) throw toRpcError(result.error.cause);
  return result;
});

/** Open to anybody who reaches the server. There are few, and each guards itself. */
export function openToAll(door?: RestDoor) {
  return t.procedure.meta({ policy: 'public', ...door }).use(refusals);
}

/**
 * For those signed in whose role may do this to something; the service decides on the very thing.
 * `twinOf` is the path of the staff's door that leads patients here too: `GET /appointments` lists
 * the clinic's visits for the desk and one's own for a patient.
 */
export function guarded(action: PolicyAction, door?: RestDoor, twinOf?: RestPath) {
  return t.procedure
    .meta({ policy: action, twinOf, ...door, ...(door && { openapi: { ...door.openapi, protect: true } }) })
    .use(refusals)
    .use(({ ctx, next }) => {
      if (ctx.actor === null) throw new AppError('unauthenticated');
      if (!mayEver(ctx.actor.role, action)) throw new AppError('forbidden');
      return next({ ctx: { ...ctx, actor: ctx.actor } });
    });
}

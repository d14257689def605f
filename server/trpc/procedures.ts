import type { OpenApiMethod } from 'trpc-to-openapi';
import type { PolicyAction } from '../../shared/domain/policy.ts';
import { AppError } from '../../shared/errors.ts';
import { inCall } from '../lib/current-call.ts';
import { admit, callerOf } from './admit.ts';
import type { HeldBack } from './context.ts';
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

/** Around every procedure: what is written below knows the call, and a refusal by the policy leaves its line. */
const accounted = t.middleware(({ ctx, path, type, meta, getRawInput, next }) => {
  const { address, requestId } = ctx.caller;
  const call = { procedure: path, policy: meta?.policy ?? 'public', address, requestId };
  return inCall(call, async () => {
    const { audit } = ctx.services;
    const result = await (type === 'query' ? audit.countOwnReads(() => next()) : next());
    if (result.ok || !(result.error.cause instanceof AppError)) return result;
    const refusal = result.error.cause;
    const action = type === 'query' ? 'R' : meta?.isCreate === true ? 'C' : 'U';
    await audit.noteDenial({ who: callerOf(ctx), action, refusal, asked: await getRawInput() });
    throw toRpcError(refusal);
  });
});

/** Open to anybody who reaches the server. There are few, and each guards itself. */
export function openToAll(door?: RestDoor) {
  return t.procedure.meta({ policy: 'public', ...door }).use(accounted);
}

/**
 * For those signed in whose role may do this to something; the service decides on the very thing.
 * `twinOf` is the path of the staff's door that leads patients here too: `GET /appointments` lists
 * the clinic's visits for the desk and one's own for a patient.
 */
export function guarded(action: PolicyAction, door?: RestDoor, twinOf?: RestPath) {
  return t.procedure
    .meta({ policy: action, twinOf, ...door, ...(door && { openapi: { ...door.openapi, protect: true } }) })
    .use(accounted)
    .use(async ({ ctx, type, next }) => {
      const actor = admit(ctx, action);
      const result = await next({ ctx: { ...ctx, actor } });
      if (result.ok && type === 'query') await ctx.services.audit.noteOwnRead(actor, action);
      return result;
    });
}

/** A list in which several patients stand by name. That somebody has looked at it is on record, folded. */
export function guardedList(action: PolicyAction, door?: RestDoor, twinOf?: RestPath) {
  return guarded(action, door, twinOf).use(async ({ ctx, next }) => {
    const result = await next();
    if (result.ok) await ctx.services.audit.noteListRead(ctx.actor);
    return result;
  });
}

/** For the few acts a session that is held back is still good for: to be unlocked, and to be left. */
export function guardedEvenLocked(action: PolicyAction, door?: RestDoor) {
  return guardedEvenHeldBack(action, door, ['session_locked', 'enrolment_needed']);
}

/** For setting up the second factor without which a session is good for nothing else. */
export function guardedEvenEnrolling(action: PolicyAction, door?: RestDoor) {
  return guardedEvenHeldBack(action, door, ['enrolment_needed']);
}

function guardedEvenHeldBack(action: PolicyAction, door: RestDoor | undefined, by: readonly HeldBack[]) {
  return t.procedure
    .meta({ policy: action, ...door, ...(door && { openapi: { ...door.openapi, protect: true } }) })
    .use(accounted)
    .use(({ ctx, next }) => next({ ctx: { ...ctx, actor: admit(ctx, action, by) } }));
}

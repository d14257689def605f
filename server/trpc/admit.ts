import { mayEver, type PolicyAction } from '../../shared/domain/policy.ts';
import { AppError } from '../../shared/errors.ts';
import type { Actor, Context, HeldBack } from './context.ts';

/**
 * Who may go on to the service, which decides on the very thing: somebody whose role may do this to something. Throws
 * `unauthenticated`, why the session is held back unless it is good for this all the same, or `forbidden`.
 */
export function admit(
  { actor: free, heldBack }: Pick<Context, 'actor' | 'heldBack'>,
  action: PolicyAction,
  evenHeldBack: readonly HeldBack[] = [],
): Actor {
  const actor = free ?? (heldBack && evenHeldBack.includes(heldBack.why) ? heldBack.actor : null);
  if (actor === null) throw new AppError(heldBack?.why ?? 'unauthenticated');
  if (!mayEver(actor.role, action)) throw new AppError('forbidden');
  return actor;
}

/** Who is behind a call, whatever their session is good for. */
export function callerOf({ actor, heldBack }: Pick<Context, 'actor' | 'heldBack'>): Actor | null {
  return actor ?? heldBack?.actor ?? null;
}

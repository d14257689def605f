import type { Actor } from '../../trpc/context.ts';
import { addressee, type RecoveryDeps } from './recovery.deps.ts';
import { type WayIn, wayInMail } from './ways-mail.ts';

type Deps = Pick<RecoveryDeps, 'db' | 'mail' | 'letters' | 'clinicName' | 'languages'>;

/**
 * After the commit. Whoever reads it and has set up nothing knows that somebody else has their password: these ways
 * in outlive a new one.
 */
export async function tellOfWayIn(deps: Deps, actor: Actor, way: WayIn): Promise<void> {
  const { mail, letters } = deps;
  if (mail === null || !letters.mayLeave('notice', `${way.kind} ${actor.userId}`)) return;
  const to = await deps.db.read((q) => addressee(deps, q, { ...actor, id: actor.userId }));
  mail.post(wayInMail(to, way));
}

import { AppError, invalidField } from '../../../shared/errors.ts';
import type { Row } from '../../db/schema.ts';
import type { Db, Query } from '../../db/transact.ts';
import type { Actor } from '../../trpc/context.ts';
import * as repo from './auth.repo.ts';
import type { Sessions } from './sessions.ts';

/**
 * What the right password or PIN earns: the transaction it was asked for. To compare a secret, and to hash a new one,
 * takes longer than it takes others to disable the account, end the session or change the password; so this is asked
 * again as the first thing inside. Throws `unauthenticated`, or refuses the secret that was changed.
 */
export type Confirmed = Pick<Db, 'transact'>;

export type ConfirmPassword = (actor: Actor, password: string) => Promise<Confirmed>;

type Deps = { readonly db: Db; readonly sessions: Pick<Sessions, 'find'> };

/** An account at the moment its password was compared. */
export type Judged = Pick<Row<'appUser'>, 'passwordHash' | 'version'>;

export function confirmedByPassword(deps: Deps, actor: Actor, judged: Judged): Confirmed {
  return confirmed(deps, actor, async (q) => {
    if (!isSamePassword(judged, await repo.findUser(q, actor.userId))) {
      throw invalidField('password', 'is not right');
    }
  });
}

/**
 * For what took a while to arrive or to be sent: whoever was let in at its beginning may be locked, held back or out by
 * now. Throws as a new call would be refused.
 */
export function stillAdmitted(deps: Deps, actor: Actor): Confirmed {
  return confirmed(deps, actor, async (q) => {
    const session = await deps.sessions.find(q, actor.sessionId);
    if (session?.isLocked === true) throw new AppError('session_locked');
    if (session?.mustEnrol === true) throw new AppError('enrolment_needed');
  });
}

/** `requireSame` throws where the secret is another one by now. */
export function confirmed(
  { db, sessions }: Deps,
  actor: Actor,
  requireSame: (q: Query) => Promise<void>,
): Confirmed {
  return {
    transact: (run) =>
      db.transact(async (tx) => {
        const found = await sessions.find(tx.q, actor.sessionId);
        if (found === undefined || !isSamePerson(actor, found.actor)) throw new AppError('unauthenticated');
        await requireSame(tx.q);
        return run(tx);
      }),
  };
}

/** Of a new password the account has a new version. One that was only hashed anew has the old one. */
export function isSamePassword(judged: Judged, now: Judged | undefined): boolean {
  return now?.passwordHash === judged.passwordHash || now?.version === judged.version;
}

/** In the same role, for the same doctor or patient: what the policy has allowed it allows still. */
function isSamePerson(judged: Actor, now: Actor): boolean {
  const fields = ['userId', 'role', 'doctorId', 'patientId'] as const;
  return fields.every((field) => judged[field] === now[field]);
}

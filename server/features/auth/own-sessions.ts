import type { EndSession, SessionDto } from '../../../shared/contracts/sessions.ts';
import { isAllowed, type PolicyAction } from '../../../shared/domain/policy.ts';
import { type SessionLimits, sessionState } from '../../../shared/domain/session-limits.ts';
import { AppError, denied } from '../../../shared/errors.ts';
import type { UserId } from '../../../shared/ids.ts';
import type { Db, Query } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Actor } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import { toSessionDto } from './sessions.presenter.ts';
import * as repo from './sessions.repo.ts';
import { actorOf, type Sessions } from './sessions.ts';

type Deps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly limits: (q: Query) => Promise<SessionLimits>;
  readonly sessions: Sessions;
};

const MOST_LISTED = 100;

/** Where a person is signed in, and signing out there. */
export function createOwnSessions(deps: Deps) {
  return {
    listSessions: (actor: Actor): Promise<SessionDto[]> => listSessions(deps, actor),
    endSession: (actor: Actor, input: EndSession): Promise<void> => endSession(deps, actor, input),
    endOtherSessions: (actor: Actor): Promise<number> => endOtherSessions(deps, actor),
    /** All sessions of somebody else, for the admin. */
    endSessionsOf: (actor: Actor, input: { id: UserId }): Promise<number> =>
      endSessionsOf(deps, actor, input),
  };
}

async function listSessions(deps: Deps, actor: Actor): Promise<SessionDto[]> {
  authorize(actor, 'session.own', 'self');
  const now = deps.clock.now();
  return deps.db.read(async (q) => {
    const limits = await deps.limits(q);
    const rows = await repo.listOpenSessions(q, actor.userId, MOST_LISTED);
    return rows
      .filter((row) => sessionState(row, limits, now) !== 'ended')
      .map((row) => toSessionDto(row, { actor, limits, now }));
  });
}

async function endSession(deps: Deps, actor: Actor, { id }: EndSession): Promise<void> {
  authorize(actor, 'session.own', 'self');
  await deps.db.transact(async (tx) => {
    const session = await repo.findOpenSession(tx.q, id);
    if (session === undefined) throw new AppError('not_found');
    if (session.userId !== actor.userId) {
      throw denied('not_found', { objectType: 'session', objectId: id });
    }
    await deps.sessions.end(tx, { actor: actorOf(session), by: actor, subtype: 'session.end' });
  });
}

async function endOtherSessions(deps: Deps, actor: Actor): Promise<number> {
  authorize(actor, 'session.own', 'self');
  const { userId, sessionId: except } = actor;
  return deps.db.transact((tx) =>
    deps.sessions.endAllOf(tx, { userId, by: actor, subtype: 'session.end', except }),
  );
}

async function endSessionsOf(deps: Deps, actor: Actor, { id }: { id: UserId }): Promise<number> {
  authorize(actor, 'users.write', 'clinic');
  return deps.db.transact(async (tx) => {
    if (!(await repo.isUser(tx.q, id))) throw new AppError('not_found');
    const subtype = 'session.endByAdmin';
    const ended = await deps.sessions.endAllOf(tx, { userId: id, by: actor, subtype });
    if (ended === 0) {
      // The act has its line also where it finds nobody signed in.
      const line = { action: 'E', subtype, objectType: 'user', objectId: id } as const;
      await recordAudit(tx.q, { who: actor, at: deps.clock.now() }, line);
    }
    return ended;
  });
}

function authorize(actor: Actor, action: PolicyAction, relation: 'self' | 'clinic'): void {
  if (!isAllowed(actor.role, action, [relation])) throw new AppError('forbidden');
}

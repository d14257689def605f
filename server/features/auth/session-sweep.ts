import { ROLES } from '../../../shared/domain/roles.ts';
import { limitsFor, type SessionLimits, sessionState } from '../../../shared/domain/session-limits.ts';
import { addMinutes } from '../../../shared/time/instant.ts';
import type { Db, Query, Transaction } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import * as repo from './sessions.repo.ts';
import { actorOf, type Sessions } from './sessions.ts';

type Deps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly limits: (q: Query) => Promise<SessionLimits>;
  readonly sessions: Sessions;
};

/**
 * Locks or ends, for good and on the record, every session whose time is up, and so cuts its sockets.
 * Calls judge by the same rule without it; but a screen that calls nothing has to hear of it, too.
 */
export async function sweepSessions(deps: Deps): Promise<void> {
  const overdue = await deps.db.read((q) => findOverdue(deps, q));
  if (overdue.length === 0) return;
  // Asked again inside: somebody may have come back meanwhile.
  await deps.db.transact(async (tx) => {
    for (const session of await findOverdue(deps, tx.q)) await settle(deps, tx, session);
  });
}

async function findOverdue(deps: Deps, q: Query): Promise<repo.SessionRow[]> {
  const now = deps.clock.now();
  const limits = await deps.limits(q);
  const byRole = ROLES.map((role) => {
    const { idleMin, totalMin } = limitsFor(role, limits);
    return { role, idleSince: addMinutes(now, -idleMin), startedAt: addMinutes(now, -totalMin) };
  });
  return repo.listOverdueSessions(q, { now, byRole });
}

async function settle(deps: Deps, tx: Transaction, session: repo.SessionRow): Promise<void> {
  const at = deps.clock.now();
  const limits = await deps.limits(tx.q);
  const actor = actorOf(session);
  const { sessionId, userId } = actor;
  if (sessionState(session, limits, at) === 'ended') {
    const isIdle = addMinutes(session.lastUsedAt, limitsFor(session.role, limits).idleMin) <= at;
    const subtype = isIdle ? 'session.idle' : 'session.expired';
    return deps.sessions.end(tx, { actor, by: null, subtype });
  }
  if (!(await repo.lockSession(tx.q, sessionId, at))) return;
  await recordAudit(
    tx.q,
    { who: null, at },
    { action: 'E', subtype: 'session.idleLock', objectType: 'session', objectId: sessionId },
  );
  tx.emit({ type: 'session.locked', sessionId, userId });
}

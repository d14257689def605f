import type { AuditEntry } from '../audit/audit.repo.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { Role } from '../../../shared/domain/roles.ts';
import { AppError } from '../../../shared/errors.ts';
import type { SessionId } from '../../../shared/ids.ts';
import { addMinutes, epochMs, type Instant } from '../../../shared/time/instant.ts';
import type { Row } from '../../db/schema.ts';
import type { Db, Transaction } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Ids } from '../../lib/ids.ts';
import type { Actor, Caller } from '../../trpc/context.ts';
import type { AccessTokens } from './access-token.ts';
import type { IssuedSession } from './auth.presenter.ts';
import * as repo from './auth.repo.ts';
import { hashRefreshToken, newRefreshToken, successorOf } from './refresh-token.ts';

type Deps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly tokens: AccessTokens;
  readonly refreshSecret: string;
};

/** A session whose row is written, before its access token is signed. */
export type OpenedSession = {
  readonly actor: Actor;
  readonly refreshToken: string;
  readonly expiresAt: Instant;
};

export type Sessions = ReturnType<typeof createSessions>;

const STAFF_SESSION_MIN = 12 * 60;
const PATIENT_SESSION_MIN = 30 * 24 * 60;
/** A lost answer or a second tab may ask with the old token this long after it was replaced. */
const GRACE_MS = 10_000;
const MAX_DEVICE_LENGTH = 120;

/** The life of a session: opened, carried on by its refresh token, ended. */
export function createSessions(deps: Deps) {
  return {
    /** Writes the session in the caller's transaction; `sign` follows after the commit. */
    async open({ q }: Transaction, user: Row<'appUser'>, caller: Caller): Promise<OpenedSession> {
      const at = deps.clock.now();
      const id = deps.ids.next<SessionId>();
      const expiresAt = addMinutes(at, sessionMinutesOf(user.role));
      const refreshToken = newRefreshToken();
      await repo.insertSession(q, {
        id,
        userId: user.id,
        device: shortDevice(caller),
        address: caller.address,
        createdAt: at,
        lastUsedAt: at,
        expiresAt,
        endedAt: null,
        endReason: null,
      });
      await insertToken(q, refreshToken, { sessionId: id, at });
      return { actor: actorOf({ ...user, userId: user.id, sessionId: id }), refreshToken, expiresAt };
    },

    /** Done after the commit: nothing but queries may be awaited inside a transaction. */
    async sign({ actor, refreshToken, expiresAt }: OpenedSession): Promise<IssuedSession> {
      const leftMs = epochMs(expiresAt) - epochMs(deps.clock.now());
      return {
        actor,
        refreshToken,
        accessToken: await deps.tokens.sign(actor),
        refreshMaxAgeSec: Math.max(0, Math.floor(leftMs / 1000)),
      };
    },

    /** Trades a refresh token for its successor; a replayed one ends the whole session. */
    async rotate(token: string, caller: Caller): Promise<OpenedSession> {
      const opened = await deps.db.transact((tx) => rotate(deps, tx, { token, caller }));
      if (opened === null) throw new AppError('unauthenticated');
      return opened;
    },

    end: (tx: Transaction, what: End): Promise<void> => end(deps, tx, what),
  };
}

type Ask = { readonly token: string; readonly caller: Caller };

async function rotate(deps: Deps, tx: Transaction, { token, caller }: Ask): Promise<OpenedSession | null> {
  const { q } = tx;
  const at = deps.clock.now();
  const row = await repo.findRefreshToken(q, hashRefreshToken(token));
  if (row === undefined) return null;
  const session = await repo.findLiveSession(q, row.sessionId, at);
  if (session === undefined) return null;

  const actor = actorOf(session);
  const refreshToken = successorOf(token, deps.refreshSecret);
  if (row.replacedAt === null) {
    await repo.replaceRefreshToken(q, row.tokenHash, at);
    await insertToken(q, refreshToken, { sessionId: session.sessionId, at });
    await repo.touchSession(q, session.sessionId, at);
  } else if (!isWithinGrace(row.replacedAt, at) || session.device !== shortDevice(caller)) {
    await end(deps, tx, { actor, subtype: 'session.replayed', outcome: 'failure' });
    return null;
  }
  return { actor, refreshToken, expiresAt: session.expiresAt };
}

type End = Pick<AuditEntry, 'subtype' | 'outcome'> & { readonly actor: Actor };

async function end(deps: Deps, tx: Transaction, { actor, ...why }: End): Promise<void> {
  const at = deps.clock.now();
  const { sessionId, userId } = actor;
  if (!(await repo.endSession(tx.q, sessionId, { at, reason: why.subtype }))) return;
  await recordAudit(
    tx.q,
    { who: actor, at },
    { action: 'E', ...why, objectType: 'session', objectId: sessionId },
  );
  tx.emit({ type: 'session.ended', sessionId, userId });
}

function insertToken(
  q: Transaction['q'],
  token: string,
  of: { sessionId: SessionId; at: Instant },
): Promise<void> {
  return repo.insertRefreshToken(q, {
    tokenHash: hashRefreshToken(token),
    sessionId: of.sessionId,
    issuedAt: of.at,
    replacedAt: null,
  });
}

/** The actor as the rows say; nothing of it comes from the token. */
export function actorOf(row: Actor): Actor {
  const { userId, sessionId, role, name, email, doctorId, patientId } = row;
  return { userId, sessionId, role, name, email, doctorId, patientId };
}

function sessionMinutesOf(role: Role): number {
  return role === 'patient' ? PATIENT_SESSION_MIN : STAFF_SESSION_MIN;
}

function isWithinGrace(replacedAt: Instant, now: Instant): boolean {
  return Math.abs(epochMs(now) - epochMs(replacedAt)) <= GRACE_MS;
}

function shortDevice(caller: Caller): string {
  return caller.device.slice(0, MAX_DEVICE_LENGTH);
}

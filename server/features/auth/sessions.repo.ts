import { sql } from 'kysely';
import type { Role } from '../../../shared/domain/roles.ts';
import type { PasskeyId, SessionId, UserId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { NewRow, Row } from '../../db/schema.ts';
import type { Query } from '../../db/transact.ts';

export type SessionRow = Pick<
  Row<'session'>,
  'userId' | 'device' | 'address' | 'createdAt' | 'lastUsedAt' | 'expiresAt' | 'lockedAt' | 'hasScreen'
> &
  Pick<Row<'appUser'>, 'role' | 'name' | 'email' | 'doctorId' | 'patientId' | 'language'> & {
    sessionId: SessionId;
  };

/** With whether its person has a second factor that is good. */
export type OpenSessionRow = SessionRow & { readonly hasFactor: 0 | 1 };

/**
 * Who a session speaks for; undefined once it was ended or the account disabled. Whether its time is up is
 * for `sessionState` to say. Asked at every call, so it is written out: to build it each time would cost
 * more than to run it.
 */
export async function findOpenSession(q: Query, id: SessionId): Promise<OpenSessionRow | undefined> {
  const { rows } = await sql<OpenSessionRow>`
    SELECT session.id AS "sessionId", user_id AS "userId", device, address,
      session.created_at AS "createdAt", last_used_at AS "lastUsedAt", expires_at AS "expiresAt",
      locked_at AS "lockedAt", has_screen AS "hasScreen",
      role, name, email, doctor_id AS "doctorId", patient_id AS "patientId", language,
      EXISTS (SELECT 1 FROM totp_factor AS f WHERE f.user_id = app_user.id AND f.confirmed_at IS NOT NULL)
        OR EXISTS (SELECT 1 FROM passkey AS p WHERE p.user_id = app_user.id AND p.suspended_at IS NULL) AS "hasFactor"
    FROM session JOIN app_user ON app_user.id = session.user_id
    WHERE session.id = ${id} AND ended_at IS NULL AND is_active = 1`.execute(q.withoutPlugins());
  return rows[0];
}

/** Not ended yet, the latest used first. */
export function listOpenSessions(q: Query, userId: UserId, limit: number): Promise<SessionRow[]> {
  return openSessions(q)
    .where('session.userId', '=', userId)
    .orderBy('lastUsedAt', 'desc')
    .orderBy('session.id', 'desc')
    .limit(limit)
    .execute();
}

/** Not ended yet, of those that were opened with a passkey. */
export function listOpenedBy(q: Query, passkeyId: PasskeyId, limit: number): Promise<SessionRow[]> {
  return openSessions(q).where('passkeyId', '=', passkeyId).orderBy('session.id').limit(limit).execute();
}

export type OverdueBefore = {
  readonly now: Instant;
  readonly byRole: readonly {
    readonly role: Role;
    /** Whoever was last there before this is idle. */
    readonly idleSince: Instant;
    /** Whoever signed in before this has been in for too long. */
    readonly startedAt: Instant;
  }[];
};

/** Sessions whose time is up but that are neither ended nor locked yet; of several hundred the oldest. */
export function listOverdueSessions(q: Query, { now, byRole }: OverdueBefore): Promise<SessionRow[]> {
  return openSessions(q)
    .where((eb) =>
      eb.or([
        eb('expiresAt', '<=', now),
        ...byRole.map(({ role, idleSince, startedAt }) =>
          eb.and([
            eb('role', '=', role),
            eb.or([
              eb('session.createdAt', '<=', startedAt),
              // Staff who are idle are locked, and stay so.
              role === 'patient'
                ? eb('lastUsedAt', '<=', idleSince)
                : eb.and([eb('lastUsedAt', '<=', idleSince), eb('lockedAt', 'is', null)]),
            ]),
          ]),
        ),
      ]),
    )
    .orderBy('lastUsedAt')
    .limit(500)
    .execute();
}

function openSessions(q: Query) {
  return q
    .selectFrom('session')
    .innerJoin('appUser', 'appUser.id', 'session.userId')
    .select([
      'session.id as sessionId',
      'userId',
      'device',
      'address',
      'session.createdAt',
      'lastUsedAt',
      'expiresAt',
      'lockedAt',
      'hasScreen',
      'role',
      'name',
      'email',
      'doctorId',
      'patientId',
      'language',
    ])
    .where('endedAt', 'is', null)
    .where('isActive', '=', 1);
}

export async function insertSession(q: Query, row: NewRow<'session'>): Promise<void> {
  await q.insertInto('session').values(row).execute();
}

/** A person was there; never moves back. */
export async function touchSession(q: Query, id: SessionId, at: Instant): Promise<void> {
  await q
    .updateTable('session')
    .set({ lastUsedAt: at })
    .where('id', '=', id)
    .where('lastUsedAt', '<', at)
    .execute();
}

/** False when it was locked already. */
export async function lockSession(q: Query, id: SessionId, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await q
    .updateTable('session')
    .set({ lockedAt: at })
    .where('id', '=', id)
    .where('lockedAt', 'is', null)
    .where('endedAt', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function unlockSession(q: Query, id: SessionId, at: Instant): Promise<void> {
  await q.updateTable('session').set({ lockedAt: null, lastUsedAt: at }).where('id', '=', id).execute();
}

/** Ends it for good; its refresh tokens go with it. False when it had ended already. */
export async function endSession(
  q: Query,
  id: SessionId,
  end: { at: Instant; reason: string },
): Promise<boolean> {
  const result = await q
    .updateTable('session')
    .set({ endedAt: end.at, endReason: end.reason })
    .where('id', '=', id)
    .where('endedAt', 'is', null)
    .executeTakeFirst();
  await q.deleteFrom('refreshToken').where('sessionId', '=', id).execute();
  return result.numUpdatedRows === 1n;
}

export function findRefreshToken(q: Query, tokenHash: string) {
  return q.selectFrom('refreshToken').selectAll().where('tokenHash', '=', tokenHash).executeTakeFirst();
}

export async function insertRefreshToken(q: Query, row: NewRow<'refreshToken'>): Promise<void> {
  await q.insertInto('refreshToken').values(row).execute();
}

export async function replaceRefreshToken(q: Query, tokenHash: string, at: Instant): Promise<void> {
  await q.updateTable('refreshToken').set({ replacedAt: at }).where('tokenHash', '=', tokenHash).execute();
}

/** Tokens of sessions that are over can do nothing any more. */
export async function dropDeadRefreshTokens(q: Query, now: Instant): Promise<void> {
  await q
    .deleteFrom('refreshToken')
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('session')
          .select('session.id')
          .whereRef('session.id', '=', 'refreshToken.sessionId')
          .where((eb) => eb.or([eb('endedAt', 'is not', null), eb('expiresAt', '<=', now)])),
      ),
    )
    .execute();
}

export async function isUser(q: Query, id: UserId): Promise<boolean> {
  const row = await q.selectFrom('appUser').select('id').where('id', '=', id).executeTakeFirst();
  return row !== undefined;
}

import { sql } from 'kysely';
import type { SessionId, UserId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { NewRow, Row } from '../../db/schema.ts';
import type { Query } from '../../db/transact.ts';

export async function findServerKey(q: Query, name: string): Promise<string | undefined> {
  const row = await q.selectFrom('serverKey').select('value').where('name', '=', name).executeTakeFirst();
  return row?.value;
}

export async function insertServerKey(q: Query, row: NewRow<'serverKey'>): Promise<void> {
  await q.insertInto('serverKey').values(row).execute();
}

export function findUserByEmail(q: Query, email: string) {
  return q.selectFrom('appUser').selectAll().where('email', '=', email).executeTakeFirst();
}

export function findUser(q: Query, id: UserId) {
  return q.selectFrom('appUser').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function insertUser(q: Query, row: NewRow<'appUser'>): Promise<void> {
  await q.insertInto('appUser').values(row).execute();
}

type LiveSession = Pick<Row<'session'>, 'userId' | 'device' | 'expiresAt'> &
  Pick<Row<'appUser'>, 'role' | 'name' | 'email' | 'doctorId' | 'patientId'> & { sessionId: SessionId };

/**
 * Who a session speaks for; undefined once it or the account has ended. Asked at every call, so it is written
 * out: to build it each time would cost more than to run it.
 */
export async function findLiveSession(
  q: Query,
  id: SessionId,
  now: Instant,
): Promise<LiveSession | undefined> {
  const { rows } = await sql<LiveSession>`
    SELECT session.id AS "sessionId", user_id AS "userId", device, expires_at AS "expiresAt",
      role, name, email, doctor_id AS "doctorId", patient_id AS "patientId"
    FROM session JOIN app_user ON app_user.id = session.user_id
    WHERE session.id = ${id} AND ended_at IS NULL AND expires_at > ${now} AND is_active = 1`.execute(
    q.withoutPlugins(),
  );
  return rows[0];
}

export async function insertSession(q: Query, row: NewRow<'session'>): Promise<void> {
  await q.insertInto('session').values(row).execute();
}

export async function touchSession(q: Query, id: SessionId, at: Instant): Promise<void> {
  await q.updateTable('session').set({ lastUsedAt: at }).where('id', '=', id).execute();
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

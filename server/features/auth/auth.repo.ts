import type { SessionId, UserId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { NewRow } from '../../db/schema.ts';
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

/** Who a session speaks for; undefined once it or the account has ended. */
export function findLiveSession(q: Query, id: SessionId, now: Instant) {
  return q
    .selectFrom('session')
    .innerJoin('appUser', 'appUser.id', 'session.userId')
    .select([
      'session.id as sessionId',
      'session.userId',
      'session.device',
      'session.expiresAt',
      'appUser.role',
      'appUser.name',
      'appUser.email',
      'appUser.doctorId',
      'appUser.patientId',
    ])
    .where('session.id', '=', id)
    .where('session.endedAt', 'is', null)
    .where('session.expiresAt', '>', now)
    .where('appUser.isActive', '=', 1)
    .executeTakeFirst();
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

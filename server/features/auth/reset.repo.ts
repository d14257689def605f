import type { PatientId, UserId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { NewRow, Row } from '../../db/schema.ts';
import type { Query } from '../../db/transact.ts';

export function findUserOfPatient(q: Query, patientId: PatientId) {
  return q.selectFrom('appUser').selectAll().where('patientId', '=', patientId).executeTakeFirst();
}

/** The newest of a kind is the one that counts: those before it are gone. */
export async function replaceReset(q: Query, row: NewRow<'passwordReset'>): Promise<void> {
  await q.deleteFrom('passwordReset').where('userId', '=', row.userId).where('kind', '=', row.kind).execute();
  await q.insertInto('passwordReset').values(row).execute();
}

export function findReset(q: Query, secretHash: string): Promise<Row<'passwordReset'> | undefined> {
  return q.selectFrom('passwordReset').selectAll().where('secretHash', '=', secretHash).executeTakeFirst();
}

export async function lastLinkAt(q: Query, userId: UserId): Promise<Instant | undefined> {
  const row = await q
    .selectFrom('passwordReset')
    .select('issuedAt')
    .where('userId', '=', userId)
    .where('kind', '=', 'link')
    .executeTakeFirst();
  return row?.issuedAt;
}

/** Takes it out, so that it is good once; false when somebody else was first. */
export async function takeReset(q: Query, secretHash: string): Promise<boolean> {
  const result = await q.deleteFrom('passwordReset').where('secretHash', '=', secretHash).executeTakeFirst();
  return result.numDeletedRows === 1n;
}

export async function dropResets(q: Query, userId: UserId): Promise<void> {
  await q.deleteFrom('passwordReset').where('userId', '=', userId).execute();
}

/** All that was sent or printed to get into an account or to prove its address. */
export async function dropSent(q: Query, userId: UserId): Promise<void> {
  await dropResets(q, userId);
  await dropEmailCode(q, userId);
}

export async function replaceEmailCode(q: Query, row: NewRow<'emailCode'>): Promise<void> {
  await q.deleteFrom('emailCode').where('userId', '=', row.userId).execute();
  await q.insertInto('emailCode').values(row).execute();
}

export function findEmailCode(q: Query, userId: UserId): Promise<Row<'emailCode'> | undefined> {
  return q.selectFrom('emailCode').selectAll().where('userId', '=', userId).executeTakeFirst();
}

export async function countEmailTry(q: Query, userId: UserId): Promise<void> {
  await q
    .updateTable('emailCode')
    .set((eb) => ({ triesLeft: eb('triesLeft', '-', 1) }))
    .where('userId', '=', userId)
    .execute();
}

export async function dropEmailCode(q: Query, userId: UserId): Promise<void> {
  await q.deleteFrom('emailCode').where('userId', '=', userId).execute();
}

export async function markEmailVerified(
  q: Query,
  user: Pick<Row<'appUser'>, 'id' | 'version'>,
  at: Instant,
): Promise<void> {
  await q
    .updateTable('appUser')
    .set({ emailVerifiedAt: at, version: user.version + 1, updatedAt: at })
    .where('id', '=', user.id)
    .execute();
}

export async function changeEmail(
  q: Query,
  userId: UserId,
  change: Pick<Row<'appUser'>, 'email' | 'emailVerifiedAt' | 'version' | 'updatedAt'>,
): Promise<void> {
  await q.updateTable('appUser').set(change).where('id', '=', userId).execute();
}

import { sql } from 'kysely';
import type { UserId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { NewRow, Row } from '../../db/schema.ts';
import type { Query } from '../../db/transact.ts';

export function findTotp(q: Query, userId: UserId): Promise<Row<'totpFactor'> | undefined> {
  return q.selectFrom('totpFactor').selectAll().where('userId', '=', userId).executeTakeFirst();
}

/** One that was begun and not confirmed is given up. */
export async function beginTotp(q: Query, row: NewRow<'totpFactor'>): Promise<void> {
  await q
    .deleteFrom('totpFactor')
    .where('userId', '=', row.userId)
    .where('confirmedAt', 'is', null)
    .execute();
  await q.insertInto('totpFactor').values(row).execute();
}

export async function confirmTotp(q: Query, userId: UserId, at: Instant): Promise<void> {
  await q.updateTable('totpFactor').set({ confirmedAt: at }).where('userId', '=', userId).execute();
}

/**
 * False when this or a later code has been used: each is good once. One that lies beyond `latest` is of a time when the
 * clock ran ahead, and shuts nobody out now that it is right.
 */
export async function takeCounter(
  q: Query,
  userId: UserId,
  { counter, latest }: { readonly counter: number; readonly latest: number },
): Promise<boolean> {
  const result = await q
    .updateTable('totpFactor')
    .set({ lastCounter: counter })
    .where('userId', '=', userId)
    .where((eb) => eb.or([eb('lastCounter', '<', counter), eb('lastCounter', '>', latest)]))
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function takeRecoveryCode(q: Query, userId: UserId, codeHash: string): Promise<boolean> {
  const result = await q
    .deleteFrom('recoveryCode')
    .where('userId', '=', userId)
    .where('codeHash', '=', codeHash)
    .executeTakeFirst();
  return result.numDeletedRows === 1n;
}

export async function replaceRecoveryCodes(
  q: Query,
  userId: UserId,
  hashes: readonly string[],
): Promise<void> {
  await q.deleteFrom('recoveryCode').where('userId', '=', userId).execute();
  if (hashes.length === 0) return;
  await q
    .insertInto('recoveryCode')
    .values(hashes.map((codeHash) => ({ userId, codeHash })))
    .execute();
}

export async function countRecoveryCodes(q: Query, userId: UserId): Promise<number> {
  const { count } = await q
    .selectFrom('recoveryCode')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('userId', '=', userId)
    .executeTakeFirstOrThrow();
  return count;
}

export async function dropTotp(q: Query, userId: UserId): Promise<void> {
  await q.deleteFrom('totpFactor').where('userId', '=', userId).execute();
}

/** Staff of these roles who sign in with the password alone; a passkey that was copied is none. */
export async function listWithoutFactor(q: Query, roles: readonly string[]): Promise<UserId[]> {
  const { rows } = await sql<{ id: UserId }>`
    SELECT id FROM app_user WHERE role IN (${sql.join(roles)}) AND NOT EXISTS
      (SELECT 1 FROM totp_factor WHERE user_id = app_user.id AND confirmed_at IS NOT NULL)
      AND NOT EXISTS (SELECT 1 FROM passkey WHERE user_id = app_user.id AND suspended_at IS NULL)`.execute(q);
  return rows.map(({ id }) => id);
}

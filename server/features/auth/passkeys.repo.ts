import type { PasskeyId, UserId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { NewRow, Row } from '../../db/schema.ts';
import type { Query } from '../../db/transact.ts';

/** All of one person, the oldest first. */
export function listPasskeys(q: Query, userId: UserId, limit: number): Promise<Row<'passkey'>[]> {
  return q
    .selectFrom('passkey')
    .selectAll()
    .where('userId', '=', userId)
    .orderBy('createdAt')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** Whether one of them signs its person in. */
export async function hasGoodPasskey(q: Query, userId: UserId): Promise<boolean> {
  const row = await q
    .selectFrom('passkey')
    .select('id')
    .where('userId', '=', userId)
    .where('suspendedAt', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

export async function countPasskeys(q: Query, userId: UserId): Promise<number> {
  const { count } = await q
    .selectFrom('passkey')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('userId', '=', userId)
    .executeTakeFirstOrThrow();
  return count;
}

/** Whose were copied and are not removed yet. There are never many. */
export async function namesWithCopies(q: Query): Promise<string[]> {
  const rows = await q
    .selectFrom('appUser')
    .select('name')
    .where('isActive', '=', 1)
    .where('id', 'in', (eb) => eb.selectFrom('passkey').select('userId').where('suspendedAt', 'is not', null))
    .orderBy('name')
    .limit(100)
    .execute();
  return rows.map(({ name }) => name);
}

export function findByCredential(q: Query, credentialId: string): Promise<Row<'passkey'> | undefined> {
  return q.selectFrom('passkey').selectAll().where('credentialId', '=', credentialId).executeTakeFirst();
}

export function findOwn(
  q: Query,
  of: { readonly id: PasskeyId; readonly userId: UserId },
): Promise<Row<'passkey'> | undefined> {
  return q
    .selectFrom('passkey')
    .selectAll()
    .where('id', '=', of.id)
    .where('userId', '=', of.userId)
    .executeTakeFirst();
}

/** Whoever's it is. */
export async function isPasskey(q: Query, id: PasskeyId): Promise<boolean> {
  const row = await q.selectFrom('passkey').select('id').where('id', '=', id).executeTakeFirst();
  return row !== undefined;
}

export async function insertPasskey(q: Query, row: NewRow<'passkey'>): Promise<void> {
  await q.insertInto('passkey').values(row).execute();
}

export async function renamePasskey(
  q: Query,
  id: PasskeyId,
  change: { readonly name: string; readonly version: number },
): Promise<void> {
  await q.updateTable('passkey').set(change).where('id', '=', id).execute();
}

/** Its use is no change a person made: the version stays. */
export async function notePasskeyUse(
  q: Query,
  id: PasskeyId,
  use: { readonly counter: number; readonly at: Instant },
): Promise<void> {
  await q
    .updateTable('passkey')
    .set({ counter: use.counter, lastUsedAt: use.at })
    .where('id', '=', id)
    .execute();
}

/** The version rises: what its person does to it, they do knowing this. */
export async function suspendPasskey(
  q: Query,
  id: PasskeyId,
  change: { readonly suspendedAt: Instant; readonly version: number },
): Promise<void> {
  await q.updateTable('passkey').set(change).where('id', '=', id).execute();
}

export async function deletePasskey(q: Query, id: PasskeyId): Promise<void> {
  await q.deleteFrom('passkey').where('id', '=', id).execute();
}

export async function deletePasskeysOf(q: Query, userId: UserId): Promise<void> {
  await q.deleteFrom('passkey').where('userId', '=', userId).execute();
}

import type { SessionId, UserId } from '../../../shared/ids.ts';
import type { NewRow } from '../../db/schema.ts';
import type { Query } from '../../db/transact.ts';

export function findPin(q: Query, userId: UserId) {
  return q.selectFrom('quickPin').selectAll().where('userId', '=', userId).executeTakeFirst();
}

export async function savePin(q: Query, row: NewRow<'quickPin'>): Promise<void> {
  const { userId: _, ...rest } = row;
  await q
    .insertInto('quickPin')
    .values(row)
    .onConflict((conflict) => conflict.column('userId').doUpdateSet(rest))
    .execute();
}

/** Wrong tries in this session since the last good one. */
export async function countFailures(q: Query, sessionId: SessionId): Promise<number> {
  const row = await q
    .selectFrom('session')
    .select('pinFailures')
    .where('id', '=', sessionId)
    .executeTakeFirst();
  return row?.pinFailures ?? 0;
}

export async function setFailures(q: Query, sessionId: SessionId, failures: number): Promise<void> {
  await q.updateTable('session').set({ pinFailures: failures }).where('id', '=', sessionId).execute();
}

/** With a PIN that is new, everywhere. */
export async function forgetFailures(q: Query, userId: UserId): Promise<void> {
  await q
    .updateTable('session')
    .set({ pinFailures: 0 })
    .where('userId', '=', userId)
    .where('pinFailures', '>', 0)
    .execute();
}

export async function deletePin(q: Query, userId: UserId): Promise<void> {
  await q.deleteFrom('quickPin').where('userId', '=', userId).execute();
}

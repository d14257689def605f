import type { UserId } from '../../../shared/ids.ts';
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

/** Wrong tries since the last good one. */
export async function setFailures(q: Query, userId: UserId, failures: number): Promise<void> {
  await q.updateTable('quickPin').set({ failures }).where('userId', '=', userId).execute();
}

export async function deletePin(q: Query, userId: UserId): Promise<void> {
  await q.deleteFrom('quickPin').where('userId', '=', userId).execute();
}

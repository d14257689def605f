import type { UserId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { NewRow } from '../../db/schema.ts';
import type { Query } from '../../db/transact.ts';

/** The newest first. */
export function listDrafts(q: Query, userId: UserId, limit: number) {
  return q
    .selectFrom('draft')
    .select(['name', 'content'])
    .where('userId', '=', userId)
    .orderBy('updatedAt', 'desc')
    .orderBy('name')
    .limit(limit)
    .execute();
}

export async function saveDraft(q: Query, row: NewRow<'draft'>): Promise<void> {
  const { content, updatedAt } = row;
  await q
    .insertInto('draft')
    .values(row)
    .onConflict((conflict) => conflict.columns(['userId', 'name']).doUpdateSet({ content, updatedAt }))
    .execute();
}

export async function deleteDraft(q: Query, userId: UserId, name: string): Promise<void> {
  await q.deleteFrom('draft').where('userId', '=', userId).where('name', '=', name).execute();
}

/** Keeps the newest `most` of a person. */
export async function dropOldestDrafts(q: Query, userId: UserId, most: number): Promise<void> {
  const newest = q
    .selectFrom('draft')
    .select('name')
    .where('userId', '=', userId)
    .orderBy('updatedAt', 'desc')
    .orderBy('name')
    .limit(most);
  await q.deleteFrom('draft').where('userId', '=', userId).where('name', 'not in', newest).execute();
}

export async function deleteDraftsBefore(q: Query, before: Instant): Promise<void> {
  await q.deleteFrom('draft').where('updatedAt', '<', before).execute();
}

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

/** How somebody likes a screen is no draft: it does not go with time, and is counted by itself. */
const OWN_CHOICES = 'own:%';

/** Keeps the newest `most` drafts of a person, and as many choices. */
export async function dropOldestDrafts(q: Query, userId: UserId, most: number): Promise<void> {
  for (const isOf of ['like', 'not like'] as const) {
    const newest = q
      .selectFrom('draft')
      .select('name')
      .where('userId', '=', userId)
      .where('name', isOf, OWN_CHOICES)
      .orderBy('updatedAt', 'desc')
      .orderBy('name')
      .limit(most);
    await q
      .deleteFrom('draft')
      .where('userId', '=', userId)
      .where('name', isOf, OWN_CHOICES)
      .where('name', 'not in', newest)
      .execute();
  }
}

export async function deleteDraftsBefore(q: Query, before: Instant): Promise<void> {
  await q
    .deleteFrom('draft')
    .where('updatedAt', '<', before)
    .where('name', 'not like', OWN_CHOICES)
    .execute();
}

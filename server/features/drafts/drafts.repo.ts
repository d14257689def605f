import { type RawBuilder, sql } from 'kysely';
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

/**
 * How somebody likes a screen is no draft: it does not go with time. What a doctor has begun to write of a visit waits
 * longer than other drafts. Both are counted by themselves.
 */
const OWN_CHOICES = 'own:%';
const NOTES = 'note:%';

/** Keeps the newest of each kind. */
export async function dropOldestDrafts(
  q: Query,
  userId: UserId,
  most: { readonly drafts: number; readonly notes: number },
): Promise<void> {
  await dropOldestOf(q, { userId, kind: sql<boolean>`name LIKE ${OWN_CHOICES}`, most: most.drafts });
  await dropOldestOf(q, { userId, kind: sql<boolean>`name LIKE ${NOTES}`, most: most.notes });
  const others = sql<boolean>`name NOT LIKE ${OWN_CHOICES} AND name NOT LIKE ${NOTES}`;
  await dropOldestOf(q, { userId, kind: others, most: most.drafts });
}

async function dropOldestOf(
  q: Query,
  of: { readonly userId: UserId; readonly kind: RawBuilder<boolean>; readonly most: number },
): Promise<void> {
  const newest = q
    .selectFrom('draft')
    .select('name')
    .where('userId', '=', of.userId)
    .where(of.kind)
    .orderBy('updatedAt', 'desc')
    .orderBy('name')
    .limit(of.most);
  await q
    .deleteFrom('draft')
    .where('userId', '=', of.userId)
    .where(of.kind)
    .where('name', 'not in', newest)
    .execute();
}

/** All but how they like the screens. */
export async function deleteBegun(q: Query, userId: UserId): Promise<void> {
  await q.deleteFrom('draft').where('userId', '=', userId).where('name', 'not like', OWN_CHOICES).execute();
}

export async function deleteDraftsBefore(
  q: Query,
  before: { readonly drafts: Instant; readonly notes: Instant },
): Promise<void> {
  await q
    .deleteFrom('draft')
    .where(
      'updatedAt',
      '<',
      sql<Instant>`CASE WHEN name LIKE ${NOTES} THEN ${before.notes} ELSE ${before.drafts} END`,
    )
    .where('name', 'not like', OWN_CHOICES)
    .execute();
}

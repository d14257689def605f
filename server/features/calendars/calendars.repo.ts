import type { CalendarFeedId, UserId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { NewRow, Row } from '../../db/schema.ts';
import type { Query } from '../../db/transact.ts';

/** All of one person, the oldest first. */
export function listFeeds(q: Query, userId: UserId, limit: number): Promise<Row<'calendarFeed'>[]> {
  return q
    .selectFrom('calendarFeed')
    .selectAll()
    .where('userId', '=', userId)
    .orderBy('createdAt')
    .orderBy('id')
    .limit(limit)
    .execute();
}

export async function insertFeed(q: Query, row: NewRow<'calendarFeed'>): Promise<void> {
  await q.insertInto('calendarFeed').values(row).execute();
}

/** False where the person has none such. */
export async function deleteFeed(q: Query, of: { id: CalendarFeedId; userId: UserId }): Promise<boolean> {
  const result = await q
    .deleteFrom('calendarFeed')
    .where('id', '=', of.id)
    .where('userId', '=', of.userId)
    .executeTakeFirst();
  return result.numDeletedRows === 1n;
}

/** Whoever's it is. */
export async function isFeed(q: Query, id: CalendarFeedId): Promise<boolean> {
  const row = await q.selectFrom('calendarFeed').select('id').where('id', '=', id).executeTakeFirst();
  return row !== undefined;
}

/** With whose it is; undefined as soon as they may not sign in. */
export function findFeed(q: Query, secretHash: string) {
  return q
    .selectFrom('calendarFeed')
    .innerJoin('appUser', 'appUser.id', 'calendarFeed.userId')
    .select(['calendarFeed.id', 'calendarFeed.lastReadAt', 'calendarFeed.userId', 'appUser.role'])
    .select(['appUser.doctorId', 'appUser.patientId'])
    .where('secretHash', '=', secretHash)
    .where('appUser.isActive', '=', 1)
    .executeTakeFirst();
}

export async function noteRead(q: Query, id: CalendarFeedId, at: Instant): Promise<void> {
  await q.updateTable('calendarFeed').set({ lastReadAt: at }).where('id', '=', id).execute();
}

import type { Interval } from '../../../shared/domain/intervals.ts';
import type { UserId } from '../../../shared/ids.ts';
import { insertRow } from '../../db/insert-row.ts';
import type { NewRow } from '../../db/schema.ts';
import type { Query } from '../../db/transact.ts';

/** More than a clinic books by phone in a year. */
const MAX_READ = 100_000;

export async function insertCallTime(q: Query, row: NewRow<'callTime'>): Promise<void> {
  await insertRow(q, 'callTime', row);
}

/** In order of length. */
export async function listCallTimes(q: Query, within: Interval, userId: UserId | undefined) {
  return await q
    .selectFrom('callTime')
    .select(['bookedAt', 'seconds', 'isKnown'])
    .where('bookedAt', '>=', within.start)
    .where('bookedAt', '<', within.end)
    .$if(userId !== undefined, (query) => query.where('userId', '=', userId as UserId))
    .orderBy('seconds')
    .orderBy('id')
    .limit(MAX_READ)
    .execute();
}

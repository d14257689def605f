import type { RoomId } from '../../../shared/ids.ts';
import type { Row } from '../../db/schema.ts';
import type { Query } from '../../db/transact.ts';

const MOST_ROOMS = 1000;
export type RoomMarkRow = Row<'roomMark'>;

export function listMarks(q: Query): Promise<RoomMarkRow[]> {
  return q.selectFrom('roomMark').selectAll().orderBy('roomId').limit(MOST_ROOMS).execute();
}

export function findMark(q: Query, id: RoomId): Promise<RoomMarkRow | undefined> {
  return q.selectFrom('roomMark').selectAll().where('roomId', '=', id).executeTakeFirst();
}

/** Called with a row that was read in the same transaction: nobody comes between. */
export async function writeMark(q: Query, row: RoomMarkRow): Promise<void> {
  const { roomId: _, ...rest } = row;
  await q
    .insertInto('roomMark')
    .values(row)
    .onConflict((conflict) => conflict.column('roomId').doUpdateSet(rest))
    .execute();
}

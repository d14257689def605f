import { DISPLAYS_AT_MOST } from '../../../shared/domain/displays.ts';
import type { DisplayId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { NewRow, Row } from '../../db/schema.ts';
import type { Query } from '../../db/transact.ts';

export type DisplayRow = Row<'display'>;

export function listDisplays(q: Query): Promise<DisplayRow[]> {
  return q
    .selectFrom('display')
    .selectAll()
    .orderBy('createdAt')
    .orderBy('id')
    .limit(DISPLAYS_AT_MOST)
    .execute();
}

export async function insertDisplay(q: Query, row: NewRow<'display'>): Promise<void> {
  await q.insertInto('display').values(row).execute();
}

export async function deleteDisplay(q: Query, id: DisplayId): Promise<boolean> {
  const result = await q.deleteFrom('display').where('id', '=', id).executeTakeFirst();
  return result.numDeletedRows === 1n;
}

/** The one whose code is still good. */
export function findByCode(q: Query, of: { codeHash: string; at: Instant }): Promise<DisplayRow | undefined> {
  return q
    .selectFrom('display')
    .selectAll()
    .where('codeHash', '=', of.codeHash)
    .where('codeUntil', '>', of.at)
    .executeTakeFirst();
}

/** Called with a row that was read in the same transaction: a code is good once. */
export async function pair(
  q: Query,
  id: DisplayId,
  paired: { secretHash: string; pairedAt: Instant },
): Promise<void> {
  const columns = { ...paired, codeHash: null, codeUntil: null };
  await q.updateTable('display').set(columns).where('id', '=', id).execute();
}

export function findBySecret(q: Query, secretHash: string): Promise<DisplayRow | undefined> {
  return q.selectFrom('display').selectAll().where('secretHash', '=', secretHash).executeTakeFirst();
}

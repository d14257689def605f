import { AppError } from '../../../shared/errors.ts';
import type { SeriesId } from '../../../shared/ids.ts';
import { insertRow } from '../../db/insert-row.ts';
import type { NewRow, Row } from '../../db/schema.ts';
import type { Query } from '../../db/transact.ts';

export async function insertSeries(q: Query, row: NewRow<'series'>): Promise<void> {
  await insertRow(q, 'series', row);
}

export async function getSeries(q: Query, id: SeriesId): Promise<Row<'series'>> {
  const row = await q.selectFrom('series').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) throw new AppError('not_found');
  return row;
}

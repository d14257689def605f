import type { NewRow } from '../../db/schema.ts';
import type { Query } from '../../db/transact.ts';

/** Undefined until the admin has changed anything. */
export function findStored(q: Query) {
  return q.selectFrom('securitySettings').selectAll().where('id', '=', 1).executeTakeFirst();
}

export async function save(q: Query, row: Omit<NewRow<'securitySettings'>, 'id'>): Promise<void> {
  await q
    .insertInto('securitySettings')
    .values({ id: 1, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}

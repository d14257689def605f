import type { PatientId } from '../../shared/ids.ts';
import type { Query } from './transact.ts';

/** Whether there is such a person: one who was erased is there no longer. */
export async function isKnownPatient(q: Query, id: PatientId): Promise<boolean> {
  const row = await q
    .selectFrom('patient')
    .select('id')
    .where('id', '=', id)
    .where('erasedAt', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

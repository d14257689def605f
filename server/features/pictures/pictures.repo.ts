import type { DoctorId, PatientId } from '../../../shared/ids.ts';
import type { NewRow, Row } from '../../db/schema.ts';
import type { Query } from '../../db/transact.ts';

export type PictureRow = Row<'picture'>;
/** Whose it is: a patient's or a doctor's. */
export type PictureOwner =
  | { readonly patientId: PatientId; readonly doctorId: null }
  | { readonly patientId: null; readonly doctorId: DoctorId };

export function findPicture(q: Query, id: string): Promise<PictureRow | undefined> {
  return q.selectFrom('picture').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function insertPicture(q: Query, row: NewRow<'picture'>): Promise<void> {
  await q.insertInto('picture').values(row).execute();
}

/** False when there was none. */
export async function deletePictureOf(q: Query, owner: PictureOwner): Promise<boolean> {
  const { patientId, doctorId } = owner;
  let query = q.deleteFrom('picture');
  query =
    patientId === null ? query.where('doctorId', '=', doctorId) : query.where('patientId', '=', patientId);
  const { numDeletedRows } = await query.executeTakeFirst();
  return numDeletedRows > 0n;
}

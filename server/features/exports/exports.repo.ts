import type { PatientId } from '../../../shared/ids.ts';
import type { Subject } from '../../db/personal-data.ts';
import type { Query } from '../../db/transact.ts';

/** Undefined when there is nobody (any more). */
export async function findSubject(q: Query, patientId: PatientId): Promise<Subject | undefined> {
  const row = await q
    .selectFrom('patient')
    .leftJoin('appUser', 'appUser.patientId', 'patient.id')
    .select('appUser.id as userId')
    .where('patient.id', '=', patientId)
    .where('patient.erasedAt', 'is', null)
    .executeTakeFirst();
  return row === undefined ? undefined : { patientId, userId: row.userId };
}

import { sql } from 'kysely';
import type { PatientId, UserId } from '../../../shared/ids.ts';
import type { Query } from '../../db/transact.ts';

/** What is known of the language an account's person reads. */
export function findReader(q: Query, userId: UserId) {
  return q
    .selectFrom('appUser')
    .leftJoin('patient', 'patient.id', 'appUser.patientId')
    .select(['appUser.language as chosen', 'patient.language as spoken'])
    .where('appUser.id', '=', userId)
    .executeTakeFirst();
}

/** The same of patients, of whom some have no account. */
export function listReaders(q: Query, ids: readonly PatientId[]) {
  return q
    .selectFrom('patient')
    .leftJoin('appUser', 'appUser.patientId', 'patient.id')
    .select(['patient.id', 'appUser.language as chosen', 'patient.language as spoken'])
    .where(sql<boolean>`patient.id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`)
    .execute();
}

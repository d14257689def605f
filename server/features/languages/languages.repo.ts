import { sql } from 'kysely';
import type { Language } from '../../../shared/domain/languages.ts';
import type { PatientId, UserId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time/instant.ts';
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

/** Everybody's own: the last choice is the one that counts. */
export async function writeLanguage(
  q: Query,
  id: UserId,
  { language, at }: { readonly language: Language; readonly at: Instant },
): Promise<number> {
  const { version } = await q
    .updateTable('appUser')
    .set((eb) => ({ language, updatedAt: at, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow();
  return version;
}

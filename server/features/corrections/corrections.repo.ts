import { sql } from 'kysely';
import type { CorrectionStatus } from '../../../shared/domain/privacy.ts';
import type { CorrectionId, PatientId } from '../../../shared/ids.ts';
import type { NewRow, Row } from '../../db/schema.ts';
import type { Query } from '../../db/transact.ts';

const CHART = [
  'patient.chartNumber',
  'patient.givenName',
  'patient.familyName',
  'patient.birthDate',
  'patient.sex',
  'patient.phone',
  'patient.email',
  'patient.address',
  'patient.language',
  'patient.version as chartVersion',
] as const;

export type CorrectionRow = Row<'correction'> &
  Pick<
    Row<'patient'>,
    | 'chartNumber'
    | 'givenName'
    | 'familyName'
    | 'birthDate'
    | 'sex'
    | 'phone'
    | 'email'
    | 'address'
    | 'language'
  > & { chartVersion: number };

export async function insertCorrection(q: Query, row: NewRow<'correction'>): Promise<void> {
  await q.insertInto('correction').values(row).execute();
}

export function findCorrection(q: Query, id: CorrectionId): Promise<CorrectionRow | undefined> {
  return corrections(q).where('correction.id', '=', id).executeTakeFirst();
}

/** False when it is no longer open, or has moved on from `expectedVersion`. */
export async function decideCorrection(
  q: Query,
  key: { id: CorrectionId; expectedVersion: number },
  changes: Partial<NewRow<'correction'>>,
): Promise<boolean> {
  const result = await q
    .updateTable('correction')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
    .where('id', '=', key.id)
    .where('version', '=', key.expectedVersion)
    .where('status', '=', 'open')
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** The one that waits longest first; answered ones in the order they were asked. */
export function listCorrections(
  q: Query,
  page: { status: CorrectionStatus; after: readonly string[] | undefined; limit: number },
): Promise<CorrectionRow[]> {
  let query = corrections(q).where('correction.status', '=', page.status).where('erasedAt', 'is', null);
  if (page.after !== undefined) {
    query = query.where(sql<boolean>`(correction.created_at, correction.id) > (${sql.join(page.after)})`);
  }
  return query.orderBy('correction.createdAt').orderBy('correction.id').limit(page.limit).execute();
}

/** One person's, the newest first. */
export function listCorrectionsOf(q: Query, patientId: PatientId, limit: number): Promise<CorrectionRow[]> {
  return corrections(q)
    .where('correction.patientId', '=', patientId)
    .orderBy('correction.createdAt', 'desc')
    .orderBy('correction.id', 'desc')
    .limit(limit)
    .execute();
}

function corrections(q: Query) {
  return q
    .selectFrom('correction')
    .innerJoin('patient', 'patient.id', 'correction.patientId')
    .selectAll('correction')
    .select(CHART);
}

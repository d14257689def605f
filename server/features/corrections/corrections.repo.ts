import { sql } from 'kysely';
import type { CorrectionStatus } from '../../../shared/domain/privacy.ts';
import type { CorrectionId, PatientId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time/instant.ts';
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

export async function countOpen(q: Query, patientId: PatientId): Promise<number> {
  const { n } = await q
    .selectFrom('correction')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('patientId', '=', patientId)
    .where('status', '=', 'open')
    .executeTakeFirstOrThrow();
  return n;
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

/** What a person asked in one chart belongs to the other; an open wish that is open there, too, is one wish. */
export async function moveToChart(
  q: Query,
  { from, to, at }: { from: PatientId; to: PatientId; at: Instant },
): Promise<void> {
  await sql`UPDATE correction SET status = 'withdrawn', decided_at = ${at}, version = version + 1
    WHERE patient_id = ${from} AND status = 'open' AND field <> 'other' AND field IN
      (SELECT field FROM correction WHERE patient_id = ${to} AND status = 'open')`.execute(q);
  await sql`UPDATE correction SET patient_id = ${to}, version = version + 1 WHERE patient_id = ${from}`.execute(
    q,
  );
}

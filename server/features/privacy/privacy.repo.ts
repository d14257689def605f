import { sql } from 'kysely';
import type { PrivacyRequestStatus } from '../../../shared/domain/privacy.ts';
import type { PatientId, PrivacyRequestId, UserId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { insertRow } from '../../db/insert-row.ts';
import type { NewRow, Row } from '../../db/schema.ts';
import type { Query } from '../../db/transact.ts';

export type PrivacyRow = Row<'privacyRequest'> &
  Pick<Row<'patient'>, 'chartNumber' | 'givenName' | 'familyName' | 'birthDate'>;

export async function insertRequest(q: Query, row: NewRow<'privacyRequest'>): Promise<void> {
  await q.insertInto('privacyRequest').values(row).execute();
}

export function findRequest(q: Query, id: PrivacyRequestId): Promise<PrivacyRow | undefined> {
  return requests(q).where('privacyRequest.id', '=', id).executeTakeFirst();
}

/** False when it is no longer open, or has moved on from `expectedVersion`. */
export async function decideRequest(
  q: Query,
  key: { id: PrivacyRequestId; expectedVersion: number },
  changes: Partial<NewRow<'privacyRequest'>>,
): Promise<boolean> {
  const result = await q
    .updateTable('privacyRequest')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
    .where('id', '=', key.id)
    .where('version', '=', key.expectedVersion)
    .where('status', '=', 'open')
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function setKeepUntil(q: Query, id: PrivacyRequestId, keepUntil: Instant | null): Promise<void> {
  await q.updateTable('privacyRequest').set({ keepUntil }).where('id', '=', id).execute();
}

/** The one that waits longest first. */
export function listRequests(
  q: Query,
  page: { status: PrivacyRequestStatus; after: readonly string[] | undefined; limit: number },
): Promise<PrivacyRow[]> {
  let query = requests(q).where('privacyRequest.status', '=', page.status);
  if (page.after !== undefined) {
    query = query.where(
      sql<boolean>`(privacy_request.created_at, privacy_request.id) > (${sql.join(page.after)})`,
    );
  }
  return query.orderBy('privacyRequest.createdAt').orderBy('privacyRequest.id').limit(page.limit).execute();
}

/** One person's, the newest first. */
export function listRequestsOf(q: Query, patientId: PatientId, limit: number): Promise<PrivacyRow[]> {
  return requests(q)
    .where('privacyRequest.patientId', '=', patientId)
    .orderBy('privacyRequest.createdAt', 'desc')
    .orderBy('privacyRequest.id', 'desc')
    .limit(limit)
    .execute();
}

export function findHold(q: Query, patientId: PatientId) {
  return q
    .selectFrom('legalHold')
    .innerJoin('appUser', 'appUser.id', 'legalHold.placedBy')
    .select(['reason', 'placedAt', 'appUser.name as byName'])
    .where('legalHold.patientId', '=', patientId)
    .executeTakeFirst();
}

/** False where one stands already. */
export async function placeHold(q: Query, row: NewRow<'legalHold'>): Promise<boolean> {
  const result = await q
    .insertInto('legalHold')
    .values(row)
    .onConflict((conflict) => conflict.column('patientId').doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

type Lifting = { readonly liftedBy: UserId; readonly liftedAt: Instant; readonly liftReason: string };

/** It goes to those that stood once; false where none stands. */
export async function liftHold(q: Query, patientId: PatientId, lifting: Lifting): Promise<boolean> {
  const hold = await q
    .deleteFrom('legalHold')
    .where('patientId', '=', patientId)
    .returningAll()
    .executeTakeFirst();
  if (hold === undefined) return false;
  await insertRow(q, 'liftedHold', { ...hold, ...lifting });
  return true;
}

/** The last one first. */
export function listLiftedHolds(q: Query, patientId: PatientId, limit: number) {
  return q
    .selectFrom('liftedHold')
    .innerJoin('appUser as placer', 'placer.id', 'liftedHold.placedBy')
    .innerJoin('appUser as lifter', 'lifter.id', 'liftedHold.liftedBy')
    .select(['reason', 'placedAt', 'placer.name as byName'])
    .select(['liftedAt', 'lifter.name as liftedByName', 'liftReason'])
    .where('liftedHold.patientId', '=', patientId)
    .orderBy('liftedAt', 'desc')
    .orderBy('liftedHold.id', 'desc')
    .limit(limit)
    .execute();
}

function requests(q: Query) {
  return q
    .selectFrom('privacyRequest')
    .innerJoin('patient', 'patient.id', 'privacyRequest.patientId')
    .selectAll('privacyRequest')
    .select(['patient.chartNumber', 'patient.givenName', 'patient.familyName', 'patient.birthDate']);
}

/**
 * What a person asked in one chart belongs to the other: an open wish that is open there, too, is one wish. A
 * hold goes along, so that the desk sees why the chart must stay; of two, one is left, for both reasons.
 */
export async function moveToChart(
  q: Query,
  { from, to, at }: { from: PatientId; to: PatientId; at: Instant },
): Promise<void> {
  await sql`UPDATE privacy_request SET status = 'withdrawn', decided_at = ${at}, version = version + 1
    WHERE patient_id = ${from} AND status = 'open' AND kind IN
      (SELECT kind FROM privacy_request WHERE patient_id = ${to} AND status = 'open')`.execute(q);
  await sql`UPDATE privacy_request SET patient_id = ${to}, version = version + 1 WHERE patient_id = ${from}`.execute(
    q,
  );
  await sql`UPDATE legal_hold SET reason = legal_hold.reason || '; ' || other.reason
    FROM legal_hold AS other WHERE legal_hold.patient_id = ${to} AND other.patient_id = ${from}`.execute(q);
  await sql`UPDATE OR IGNORE legal_hold SET patient_id = ${to} WHERE patient_id = ${from}`.execute(q);
  await sql`DELETE FROM legal_hold WHERE patient_id = ${from}`.execute(q);
  await sql`UPDATE lifted_hold SET patient_id = ${to} WHERE patient_id = ${from}`.execute(q);
}

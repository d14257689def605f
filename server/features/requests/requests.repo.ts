import { sql } from 'kysely';
import type { RequestStatus } from '../../../shared/domain/request-status.ts';
import type { AppointmentId, DoctorId, PatientId, RequestId } from '../../../shared/ids.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { NewRow, Row } from '../../db/schema.ts';
import type { Query } from '../../db/transact.ts';
import { PATIENT_HEAD, type PatientHead } from '../patients/patient-head.ts';
import type { Scope } from '../../policy/scope.ts';

export type RequestRow = Row<'appointmentRequest'> & PatientHead;

/** What of a request's row decides who may see it. */
const REQUEST_COLUMNS = {
  patient: 'appointment_request.patient_id',
  doctor: 'appointment_request.doctor_id',
} as const;

export async function insertRequest(q: Query, row: NewRow<'appointmentRequest'>): Promise<void> {
  await q.insertInto('appointmentRequest').values(row).execute();
}

export async function findRequest(q: Query, id: RequestId): Promise<RequestRow | undefined> {
  return await requests(q).where('appointmentRequest.id', '=', id).executeTakeFirst();
}

/** False when it is no longer pending, or has moved on from `expectedVersion`. */
export async function decideRequest(
  q: Query,
  key: { id: RequestId; expectedVersion: number },
  changes: Partial<NewRow<'appointmentRequest'>>,
): Promise<boolean> {
  const result = await q
    .updateTable('appointmentRequest')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
    .where('id', '=', key.id)
    .where('version', '=', key.expectedVersion)
    .where('status', '=', 'pending')
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** The request that was declined is pending again; false where it has another version by now. */
export async function reopen(
  q: Query,
  key: { readonly id: RequestId; readonly expectedVersion: number },
  updatedAt: Instant,
): Promise<boolean> {
  const before = { status: 'pending', decidedAt: null, decidedBy: null, decisionReason: null } as const;
  const result = await q
    .updateTable('appointmentRequest')
    .set((eb) => ({ ...before, updatedAt, version: eb('version', '+', 1) }))
    .where('id', '=', key.id)
    .where('version', '=', key.expectedVersion)
    .where('status', '=', 'rejected')
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** The request that was accepted into this visit is pending again; undefined where the visit was made by none. */
export async function reopenFor(
  q: Query,
  appointmentId: AppointmentId,
  updatedAt: Instant,
): Promise<Row<'appointmentRequest'> | undefined> {
  const before = { status: 'pending', decidedAt: null, decidedBy: null, appointmentId: null } as const;
  return await q
    .updateTable('appointmentRequest')
    .set((eb) => ({ ...before, updatedAt, version: eb('version', '+', 1) }))
    .where('appointmentId', '=', appointmentId)
    .where('status', '=', 'accepted')
    .returningAll()
    .executeTakeFirst();
}

export type InboxPage = {
  readonly scope: Scope;
  readonly status: RequestStatus;
  readonly doctorId: DoctorId | undefined;
  readonly after: { rank: number; createdAt: string; id: string } | undefined;
  readonly limit: number;
};

/** Most urgent first, then the one that waits longest. */
export async function listInbox(q: Query, page: InboxPage): Promise<RequestRow[]> {
  const { after, doctorId, scope } = page;
  return await requests(q)
    .where('status', '=', page.status)
    .$if(!scope.isEverything, (query) => query.where(scope.where(REQUEST_COLUMNS)))
    .$if(doctorId !== undefined, (query) => query.where('doctorId', '=', doctorId as DoctorId))
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(-urgency_rank, appointment_request.created_at, appointment_request.id) > (${-(after?.rank ?? 0)}, ${after?.createdAt}, ${after?.id})`,
      ),
    )
    .orderBy('urgencyRank', 'desc')
    .orderBy('appointmentRequest.createdAt')
    .orderBy('appointmentRequest.id')
    .limit(page.limit)
    .execute();
}

/** A patient's own requests, newest first. */
export async function listOwnRequests(
  q: Query,
  page: { scope: Scope; after: { createdAt: string; id: string } | undefined; limit: number },
): Promise<RequestRow[]> {
  const { after, scope } = page;
  return await requests(q)
    .where(scope.where(REQUEST_COLUMNS))
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(appointment_request.created_at, appointment_request.id) < (${after?.createdAt}, ${after?.id})`,
      ),
    )
    .orderBy('appointmentRequest.createdAt', 'desc')
    .orderBy('appointmentRequest.id', 'desc')
    .limit(page.limit)
    .execute();
}

/** Every request of a chart, whatever became of it. */
export function listAllOfPatient(q: Query, patientId: PatientId) {
  return q
    .selectFrom('appointmentRequest')
    .select(['id', 'version', 'doctorId'])
    .where('patientId', '=', patientId)
    .orderBy('createdAt')
    .limit(10_000)
    .execute();
}

export async function setPatient(
  q: Query,
  id: RequestId,
  change: Pick<NewRow<'appointmentRequest'>, 'patientId' | 'version' | 'updatedAt'>,
): Promise<void> {
  await q.updateTable('appointmentRequest').set(change).where('id', '=', id).execute();
}

/** Pending ones whose day has passed. */
export async function listOverdue(q: Query, today: CivilDate): Promise<RequestRow[]> {
  return await requests(q)
    .where('status', '=', 'pending')
    .where('date', '<', today)
    .orderBy('appointmentRequest.id')
    .limit(500)
    .execute();
}

export async function countPending(q: Query, patientId: PatientId): Promise<number> {
  const { count } = await q
    .selectFrom('appointmentRequest')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('patientId', '=', patientId)
    .where('status', '=', 'pending')
    .executeTakeFirstOrThrow();
  return count;
}

function requests(q: Query) {
  return q
    .selectFrom('appointmentRequest')
    .innerJoin('patient', 'patient.id', 'appointmentRequest.patientId')
    .selectAll('appointmentRequest')
    .select(PATIENT_HEAD);
}

import { sql } from 'kysely';
import { NON_BLOCKING } from '../../../shared/domain/appointment-status.ts';
import type { RecallContactDto } from '../../../shared/contracts/recalls.ts';
import { isOpenRecall, isReopenable, type RecallState } from '../../../shared/domain/recalls.ts';
import type { AppointmentTypeId, DoctorId, PatientId, RecallId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { HELD_CHARTS } from '../../db/legal-holds.ts';
import { IS_NOT_BOOKED, OPEN_RECALL_STATES, RECALL_STATE } from '../../db/recall-state.ts';
import type { NewRow, Row } from '../../db/schema.ts';
import type { Query } from '../../db/transact.ts';
import type { Scope } from '../../policy/scope.ts';
import { PATIENT_HEAD, type PatientHead } from '../patients/patient-head.ts';

export type RecallRow = Row<'recall'> &
  PatientHead & {
    readonly visitStatus: Row<'appointment'>['status'] | null;
    readonly visitStartsAt: Instant | null;
    readonly contactCount: number;
    readonly comesAt: Instant | null;
  };

const CONTACTS_SHOWN = 5;
/** What of a recall's row decides who may see it. */
const RECALL_COLUMNS = { patient: 'recall.patient_id', doctor: 'recall.doctor_id' } as const;

export async function insertRecall(q: Query, row: NewRow<'recall'>): Promise<void> {
  await q.insertInto('recall').values(row).execute();
}

export async function insertContact(q: Query, row: NewRow<'recallContact'>): Promise<void> {
  await q.insertInto('recallContact').values(row).execute();
}

export async function findRecall(q: Query, id: RecallId, now: Instant): Promise<RecallRow | undefined> {
  return await recalls(q, now).where('recall.id', '=', id).executeTakeFirst();
}

export async function findRecalls(q: Query, ids: readonly RecallId[], now: Instant): Promise<RecallRow[]> {
  if (ids.length === 0) return [];
  return await recalls(q, now).where('recall.id', 'in', ids).orderBy('recall.id').limit(ids.length).execute();
}

/** The try that was noted last; undefined where none was. */
export async function findNewestContact(
  q: Query,
  recallId: RecallId,
): Promise<Row<'recallContact'> | undefined> {
  return await q
    .selectFrom('recallContact')
    .selectAll()
    .where('recallId', '=', recallId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function deleteContact(q: Query, id: string): Promise<void> {
  await q.deleteFrom('recallContact').where('id', '=', id).execute();
}

/** Whether a desk looks for a time for it on the board. */
export async function isPinned(q: Query, recallId: RecallId): Promise<boolean> {
  const row = await q.selectFrom('pin').select('id').where('recallId', '=', recallId).executeTakeFirst();
  return row !== undefined;
}

/** One nothing has happened to since it was made. */
export async function deleteRecall(q: Query, id: RecallId): Promise<void> {
  await q.deleteFrom('recall').where('id', '=', id).execute();
}

/** False when it has moved on from `expectedVersion`. */
export async function updateRecall(
  q: Query,
  key: { id: RecallId; expectedVersion: number },
  changes: Partial<NewRow<'recall'>>,
): Promise<boolean> {
  const result = await q
    .updateTable('recall')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
    .where('id', '=', key.id)
    .where('version', '=', key.expectedVersion)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export type RecallFilter = {
  readonly scope: Scope;
  readonly state: RecallState | undefined;
  readonly dueMonth: string | undefined;
  readonly doctorId: DoctorId | undefined;
  readonly appointmentTypeId: AppointmentTypeId | undefined;
  readonly after: { dueOn: string; id: string } | undefined;
  readonly limit: number;
};

/** The longest overdue first. */
export async function listRecalls(q: Query, now: Instant, filter: RecallFilter): Promise<RecallRow[]> {
  const { scope, state, dueMonth, doctorId, appointmentTypeId, after } = filter;
  const states = state === undefined ? OPEN_RECALL_STATES : [state];
  const endedAs = state !== undefined && isReopenable(state) ? state : null;
  return await recalls(q, now)
    // Both follow from the state. Written out, they cut the list by an index before the rest is read.
    .where('recall.endedAs', endedAs === null ? 'is' : '=', endedAs)
    .$if(states.every(isOpenRecall), (query) => query.where(IS_NOT_BOOKED))
    .where(RECALL_STATE, 'in', states)
    .where('patient.erasedAt', 'is', null)
    .$if(!scope.isEverything, (query) => query.where(scope.where(RECALL_COLUMNS)))
    .$if(dueMonth !== undefined, (query) =>
      query.where(sql<boolean>`due_on BETWEEN ${`${dueMonth}-01`} AND ${`${dueMonth}-31`}`),
    )
    .$if(doctorId !== undefined, (query) => query.where('recall.doctorId', '=', doctorId as DoctorId))
    .$if(appointmentTypeId !== undefined, (query) =>
      query.where('recall.appointmentTypeId', '=', appointmentTypeId as AppointmentTypeId),
    )
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(due_on, recall.id) > (${after?.dueOn}, ${after?.id})`),
    )
    .orderBy('dueOn')
    .orderBy('recall.id')
    .limit(filter.limit)
    .execute();
}

/** Whether the patient is to be reached for this kind of visit already. */
export async function isRecalled(
  q: Query,
  of: { patientId: PatientId; appointmentTypeId: AppointmentTypeId; exceptId?: RecallId },
): Promise<boolean> {
  const row = await q
    .selectFrom('recall')
    .leftJoin('appointment as tied', 'tied.id', 'recall.appointmentId')
    .select('recall.id')
    .where('recall.patientId', '=', of.patientId)
    .where('recall.appointmentTypeId', '=', of.appointmentTypeId)
    .where(RECALL_STATE, 'in', OPEN_RECALL_STATES)
    .$if(of.exceptId !== undefined, (query) => query.where('recall.id', '<>', of.exceptId as RecallId))
    .executeTakeFirst();
  return row !== undefined;
}

/** By recall, the newest tries first. */
export async function listContacts(
  q: Query,
  ids: readonly RecallId[],
): Promise<ReadonlyMap<RecallId, RecallContactDto[]>> {
  if (ids.length === 0) return new Map();
  const rows = await q
    .selectFrom('recallContact')
    .leftJoin('appUser', 'appUser.id', 'recallContact.byUser')
    .select(['recallId', 'kind', 'at', 'appUser.name as byName'])
    .where('recallId', 'in', ids)
    .orderBy('at', 'desc')
    .orderBy('recallContact.id', 'desc')
    .execute();
  const byRecall = Map.groupBy(rows, ({ recallId }) => recallId);
  const shown = [...byRecall].map(([id, contacts]): [RecallId, RecallContactDto[]] => [
    id,
    contacts.slice(0, CONTACTS_SHOWN).map(({ kind, at, byName }) => ({ kind, at, byName: byName ?? '' })),
  ]);
  return new Map(shown);
}

/** Every recall of a chart, whatever became of it. */
export async function moveRecalls(
  q: Query,
  charts: { from: PatientId; to: PatientId },
  updatedAt: Instant,
): Promise<Pick<Row<'recall'>, 'id' | 'version'>[]> {
  return await q
    .updateTable('recall')
    .set((eb) => ({ patientId: charts.to, updatedAt, version: eb('version', '+', 1) }))
    .where('patientId', '=', charts.from)
    .returning(['id', 'version'])
    .execute();
}

/** What was settled before a moment, by hand or by a visit that is over; of a chart that is held, nothing. */
export async function deleteSettledBefore(q: Query, before: Instant): Promise<void> {
  const settled = q
    .selectFrom('recall')
    .leftJoin('appointment as tied', 'tied.id', 'recall.appointmentId')
    .select('recall.id')
    .where(RECALL_STATE, 'not in', OPEN_RECALL_STATES)
    .where('recall.updatedAt', '<', before)
    .where(sql<boolean>`recall.patient_id NOT IN (${HELD_CHARTS})`)
    .where((eb) => eb.or([eb('tied.endsAt', 'is', null), eb('tied.endsAt', '<', before)]));
  await q.deleteFrom('recallContact').where('recallId', 'in', settled).execute();
  await q.deleteFrom('recall').where('id', 'in', settled).execute();
}

function recalls(q: Query, now: Instant) {
  return q
    .selectFrom('recall')
    .innerJoin('patient', 'patient.id', 'recall.patientId')
    .leftJoin('appointment as tied', 'tied.id', 'recall.appointmentId')
    .selectAll('recall')
    .select(PATIENT_HEAD)
    .select(['tied.status as visitStatus', 'tied.startsAt as visitStartsAt'])
    .select([
      sql<number>`(SELECT count(*) FROM recall_contact AS c WHERE c.recall_id = recall.id)`.as(
        'contactCount',
      ),
      sql<Instant | null>`(SELECT min(a.starts_at) FROM appointment AS a
        WHERE a.patient_id = recall.patient_id AND a.starts_at > ${now} AND a.status NOT IN (${sql.join([...NON_BLOCKING])}))`.as(
        'comesAt',
      ),
    ]);
}

import { type SelectQueryBuilder, type SqlBool, sql } from 'kysely';
import { type AppointmentStatus, NON_BLOCKING } from '../../../shared/domain/appointment-status.ts';
import { IN_HOUSE } from '../../../shared/domain/waiting.ts';
import type { Interval } from '../../../shared/domain/intervals.ts';
import type { AppointmentId, DoctorId, PatientId, RoomId, SeriesId } from '../../../shared/ids.ts';
import { addMinutes, type Instant } from '../../../shared/time/instant.ts';
import { insertRow } from '../../db/insert-row.ts';
import type { Database, NewRow, Row } from '../../db/schema.ts';
import type { Query } from '../../db/transact.ts';
import type { Scope } from '../../policy/scope.ts';

const DAY_MIN = 24 * 60;
const AROUND_SHOWN = 4;
const NOT_BLOCKING = sql.join(NON_BLOCKING.map((status) => sql.lit(status)));

/** A visit with what its drawing needs of the patient. */
export type VisitRow = Row<'appointment'> &
  Pick<
    Row<'patient'>,
    | 'chartNumber'
    | 'givenName'
    | 'familyName'
    | 'birthDate'
    | 'sex'
    | 'phone'
    | 'needsInterpreter'
    | 'deskNote'
    | 'owedMinor'
  > & { seriesCount: number | null; hasAllergy: number | null };

export async function insertAppointment(q: Query, row: NewRow<'appointment'>): Promise<void> {
  await insertRow(q, 'appointment', row);
}

/** False when the row has moved on from `expectedVersion`. */
export async function updateAppointment(
  q: Query,
  key: { id: AppointmentId; expectedVersion: number },
  changes: Partial<NewRow<'appointment'>>,
): Promise<boolean> {
  const result = await q
    .updateTable('appointment')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
    .where('id', '=', key.id)
    .where('version', '=', key.expectedVersion)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function insertChange(q: Query, row: Omit<NewRow<'appointmentChange'>, 'id'>): Promise<void> {
  await insertRow(q, 'appointmentChange', row);
}

export async function findVisit(q: Query, id: AppointmentId): Promise<VisitRow | undefined> {
  return await visits(q).where('appointment.id', '=', id).executeTakeFirst();
}

/** What of a visit's row decides who may see it. */
const VISIT_COLUMNS = { patient: 'appointment.patient_id', doctor: 'appointment.doctor_id' } as const;

export type VisitFilter = {
  readonly scope: Scope;
  readonly from: Instant | undefined;
  readonly before: Instant | undefined;
  readonly doctorId: DoctorId | undefined;
  readonly status: AppointmentStatus | undefined;
  readonly after: { startsAt: Instant; id: AppointmentId } | undefined;
  readonly limit: number;
};

/** The clinic's visits in order of time. */
export async function listVisits(q: Query, filter: VisitFilter): Promise<VisitRow[]> {
  const { scope, from, before, doctorId, status, after } = filter;
  let query = visits(q);
  if (!scope.isEverything) query = query.where(scope.where(VISIT_COLUMNS));
  if (from !== undefined) query = query.where('startsAt', '>=', from);
  if (before !== undefined) query = query.where('startsAt', '<', before);
  if (doctorId !== undefined) query = query.where('doctorId', '=', doctorId);
  query =
    status === undefined
      ? query.where('status', '<>', 'entered_in_error')
      : query.where('status', '=', status);
  if (after !== undefined) {
    // The first part lets the index start at the place; the second settles visits of the same moment.
    query = query
      .where('startsAt', '>=', after.startsAt)
      .where(sql<boolean>`(starts_at, appointment.id) > (${after.startsAt}, ${after.id})`);
  }
  return await query.orderBy('startsAt').orderBy('appointment.id').limit(filter.limit).execute();
}

/** These visits, in order of time. */
export async function listVisitsOf(q: Query, ids: readonly AppointmentId[]): Promise<VisitRow[]> {
  if (ids.length === 0) return [];
  return await visits(q)
    .where('appointment.id', 'in', ids)
    .orderBy('startsAt')
    .orderBy('appointment.id')
    .execute();
}

/** One patient's visits, newest first. */
export async function listPatientVisits(
  q: Query,
  patientId: PatientId,
  page: {
    readonly which: 'all' | 'seen';
    readonly after: { startsAt: Instant; id: AppointmentId } | undefined;
    readonly limit: number;
  },
): Promise<VisitRow[]> {
  const { which, after } = page;
  return await visits(q)
    .where('patientId', '=', patientId)
    .$if(which === 'seen', (query) => query.where('appointment.status', '=', 'completed'))
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(starts_at, appointment.id) < (${after?.startsAt}, ${after?.id})`),
    )
    .orderBy('startsAt', 'desc')
    .orderBy('appointment.id', 'desc')
    .limit(page.limit)
    .execute();
}

export type AroundCall = {
  readonly patientId: PatientId;
  readonly phone: string | null;
  readonly scope: Scope;
  readonly today: Interval;
};

/** What a call about a patient touches: their visits from today on, the last one before, and who shares their phone today. */
export async function listAroundCall(q: Query, call: AroundCall) {
  const { patientId, phone, scope, today } = call;
  const standing = () => {
    const query = visits(q).where('status', 'not in', NON_BLOCKING);
    return scope.isEverything ? query : query.where(scope.where(VISIT_COLUMNS));
  };
  const own = () => standing().where('patientId', '=', patientId);
  const coming = await own()
    .where('startsAt', '>=', today.start)
    .orderBy('startsAt')
    .limit(AROUND_SHOWN)
    .execute();
  const [last] = await own()
    .where('startsAt', '<', today.start)
    .orderBy('startsAt', 'desc')
    .limit(1)
    .execute();
  const household =
    phone === null
      ? []
      : await standing()
          .where('startsAt', '>=', today.start)
          .where('startsAt', '<', today.end)
          .where('patient.phone', '=', phone)
          .where('patientId', '<>', patientId)
          .orderBy('startsAt')
          .limit(AROUND_SHOWN)
          .execute();
  return { coming, last, household };
}

/** All visits of a series, whatever became of them; it never has more than a page. */
export async function listSeriesVisits(q: Query, id: SeriesId): Promise<VisitRow[]> {
  return await visits(q).where('seriesId', '=', id).orderBy('seriesIndex').execute();
}

/** Every visit of a chart, whatever became of it. */
export function listAllOfPatient(q: Query, patientId: PatientId) {
  return q
    .selectFrom('appointment')
    .select(['id', 'version', 'doctorId', 'startsAt'])
    .where('patientId', '=', patientId)
    .orderBy('startsAt')
    .limit(10_000)
    .execute();
}

export type OwnPage = {
  readonly scope: Scope;
  readonly when: 'upcoming' | 'past';
  readonly now: Instant;
  /** When the clinic's day began. */
  readonly today: Instant;
  readonly after: { startsAt: Instant; id: AppointmentId } | undefined;
  readonly limit: number;
};

/** A patient's own visits: those to come, soonest first, or all others, newest first. */
export async function listOwnVisits(q: Query, page: OwnPage): Promise<VisitRow[]> {
  const isUpcoming = page.when === 'upcoming';
  const { after } = page;
  const over = [...NON_BLOCKING, 'completed'] as const;
  return await visits(q)
    .where(page.scope.where(VISIT_COLUMNS))
    .where('status', '<>', 'entered_in_error')
    .where((eb) => {
      // Who has come today waits for the visit, also past the time it was booked for.
      const isWaiting = eb.and([eb('status', 'in', IN_HOUSE), eb('startsAt', '>=', page.today)]);
      const isAhead = eb.or([eb('endsAt', '>', page.now), isWaiting]);
      const upcoming = eb.and([isAhead, eb('status', 'not in', over)]);
      return isUpcoming ? upcoming : eb.not(upcoming);
    })
    .$if(after !== undefined, (query) =>
      query.where(
        isUpcoming
          ? sql<boolean>`(starts_at, appointment.id) > (${after?.startsAt}, ${after?.id})`
          : sql<boolean>`(starts_at, appointment.id) < (${after?.startsAt}, ${after?.id})`,
      ),
    )
    .orderBy('startsAt', isUpcoming ? 'asc' : 'desc')
    .orderBy('appointment.id', isUpcoming ? 'asc' : 'desc')
    .limit(page.limit)
    .execute();
}

export async function listHistory(q: Query, id: AppointmentId) {
  return await q
    .selectFrom('appointmentChange')
    .leftJoin('appUser', 'appUser.id', 'appointmentChange.byUser')
    .selectAll('appointmentChange')
    .select('appUser.name as byName')
    .where('appointmentId', '=', id)
    .orderBy('appointmentChange.id')
    .limit(200)
    .execute();
}

export async function hasVisitedBefore(q: Query, patientId: PatientId): Promise<boolean> {
  const { rows } = await sql`SELECT 1 FROM appointment WHERE patient_id = ${patientId}
    AND status NOT IN (${NOT_BLOCKING}) LIMIT 1`.execute(q);
  return rows.length > 0;
}

export async function findPatientFacts(q: Query, id: PatientId) {
  return await q
    .selectFrom('patient')
    .select([
      'chartNumber',
      'givenName',
      'familyName',
      'birthDate',
      'sex',
      'phone',
      'needsInterpreter',
      'deskNote',
      'owedMinor',
    ])
    .select(hasAllergy)
    .where('id', '=', id)
    .where('erasedAt', 'is', null)
    .executeTakeFirst();
}

/** A visit that takes the doctor in an interval, and who put it there. */
export async function findDoctorClash(
  q: Query,
  busy: { doctorId: DoctorId; busyStart: Instant; busyEnd: Instant; exceptId?: AppointmentId },
): Promise<{ id: AppointmentId; byName: string | null } | undefined> {
  return await q
    .selectFrom('appointment')
    .leftJoin('appUser', 'appUser.id', 'appointment.createdBy')
    .select(['appointment.id', 'appUser.name as byName'])
    .where('status', 'not in', NON_BLOCKING)
    .where('busyEnd', '>', busy.busyStart)
    .where(startsBefore(busy))
    .$if(busy.exceptId !== undefined, (query) =>
      query.where('appointment.id', '<>', busy.exceptId as AppointmentId),
    )
    .orderBy('busyStart')
    .limit(1)
    .executeTakeFirst();
}

/**
 * A doctor's visits that start before an interval ends, each kind on its own index: ordinary ones last at
 * most a day, the few longer ones are looked up apart. The plus keeps SQLite from reading all of the past.
 */
function startsBefore(busy: { doctorId: DoctorId; busyStart: Instant; busyEnd: Instant }) {
  const { doctorId, busyEnd } = busy;
  const dayBefore = addMinutes(busy.busyStart, -DAY_MIN);
  return sql<SqlBool>`(
    (appointment.doctor_id = ${doctorId} AND busy_start > ${dayBefore} AND busy_start < ${busyEnd})
    OR (appointment.doctor_id = ${doctorId} AND is_long = 1 AND +busy_start < ${busyEnd}))`;
}

/** What a doctor is taken for around an interval, buffers included. */
export async function listDoctorBusy(q: Query, doctorId: DoctorId, around: Interval): Promise<Interval[]> {
  return await q
    .selectFrom('appointment')
    .select(['busyStart as start', 'busyEnd as end'])
    .where('status', 'not in', NON_BLOCKING)
    .where('busyEnd', '>', around.start)
    .where(startsBefore({ doctorId, busyStart: around.start, busyEnd: around.end }))
    .orderBy('busyStart')
    .limit(500)
    .execute();
}

/** Where these patients are within an interval, with whichever doctor. */
export async function listPatientsBusy(q: Query, patientIds: readonly PatientId[], within: Interval) {
  if (patientIds.length === 0) return [];
  return await q
    .selectFrom('appointment')
    .select(['patientId', 'startsAt as start', 'endsAt as end'])
    .where('patientId', 'in', patientIds)
    .where('status', 'not in', NON_BLOCKING)
    .where('startsAt', '<', within.end)
    .where('endsAt', '>', within.start)
    .orderBy('startsAt')
    .limit(5000)
    .execute();
}

/** Whether another of today's visits is in that room, however long it was booked for. */
export async function isAnybodyIn(
  q: Query,
  roomId: RoomId,
  but: { exceptId: AppointmentId; today: Interval },
): Promise<boolean> {
  const { exceptId, today } = but;
  const { rows } = await sql`SELECT 1 FROM appointment WHERE room_id = ${roomId} AND id <> ${exceptId}
    AND busy_start > ${addMinutes(today.start, -DAY_MIN)} AND ends_at > ${today.start}
    AND status IN ('in_room', 'with_doctor') LIMIT 1`.execute(q);
  return rows.length > 0;
}

/** Whether another visit has that room booked in the visit's time, by the rule the database keeps, too. */
export async function isRoomBooked(
  q: Query,
  roomId: RoomId,
  visit: { id: AppointmentId; busyStart: Instant; busyEnd: Instant },
): Promise<boolean> {
  const { rows } = await sql`SELECT 1 FROM appointment WHERE room_id = ${roomId} AND id <> ${visit.id}
    AND status NOT IN (${NOT_BLOCKING}) AND busy_end > ${visit.busyStart} AND busy_start < ${visit.busyEnd}
    AND (is_long = 1 OR busy_start > ${addMinutes(visit.busyStart, -DAY_MIN)}) LIMIT 1`.execute(q);
  return rows.length > 0;
}

export async function countByStatus(
  q: Query,
  frame: Interval,
): Promise<{ status: AppointmentStatus; count: number }[]> {
  return await q
    .selectFrom('appointment')
    .select(['status', (eb) => eb.fn.countAll<number>().as('count')])
    .where('startsAt', '>=', frame.start)
    .where('startsAt', '<', frame.end)
    .groupBy('status')
    .orderBy('status')
    .execute();
}

function visits(q: Query): SelectQueryBuilder<Database, 'appointment' | 'patient', VisitRow> {
  return q
    .selectFrom('appointment')
    .innerJoin('patient', 'patient.id', 'appointment.patientId')
    .selectAll('appointment')
    .select([
      'patient.chartNumber',
      'patient.givenName',
      'patient.familyName',
      'patient.birthDate',
      'patient.sex',
      'patient.phone',
      'patient.needsInterpreter',
      'patient.deskNote',
      'patient.owedMinor',
    ])
    .select([seriesCount, hasAllergy]);
}

/** Of how many it is one; a visit of its own asks nothing of the other table. */
const seriesCount = sql<
  number | null
>`(SELECT visit_count FROM series WHERE series.id = appointment.series_id)`.as('seriesCount');

/** 1 where the patient has told of an allergy; which stays in the chart. */
const hasAllergy = sql<
  number | null
>`(SELECT allergies IS NOT NULL FROM patient_profile WHERE patient_profile.patient_id = patient.id)`.as(
  'hasAllergy',
);

const PENDING_COLUMNS = { patient: 'patient_id', doctor: 'doctor_id' } as const;

export async function countPendingRequests(q: Query, scope: Scope): Promise<number> {
  const row = await q
    .selectFrom('appointmentRequest')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('status', '=', 'pending')
    .$if(!scope.isEverything, (query) => query.where(scope.where(PENDING_COLUMNS)))
    .executeTakeFirstOrThrow();
  return row.count;
}

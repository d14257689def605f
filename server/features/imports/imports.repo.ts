import { NON_BLOCKING } from '../../../shared/domain/appointment-status.ts';
import type { AppointmentTypeId, DoctorId, PatientId, SpecializationId } from '../../../shared/ids.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { NewRow } from '../../db/schema.ts';
import type { Query } from '../../db/transact.ts';

/** Who a record is in the system it comes from. */
export type Origin = { readonly source: string; readonly sourceId: string };

const FIRST_CHART_NUMBER = 1001;

export async function findPatient(q: Query, origin: Origin): Promise<PatientId | undefined> {
  const row = await q
    .selectFrom('patient')
    .select('id')
    .where('source', '=', origin.source)
    .where('sourceId', '=', origin.sourceId)
    .executeTakeFirst();
  return row?.id;
}

export async function findDoctor(q: Query, origin: Origin): Promise<DoctorId | undefined> {
  const row = await q
    .selectFrom('doctor')
    .select('id')
    .where('source', '=', origin.source)
    .where('sourceId', '=', origin.sourceId)
    .executeTakeFirst();
  return row?.id;
}

export async function hasVisit(q: Query, origin: Origin): Promise<boolean> {
  const row = await q
    .selectFrom('appointment')
    .select('id')
    .where('importSource', '=', origin.source)
    .where('sourceId', '=', origin.sourceId)
    .executeTakeFirst();
  return row !== undefined;
}

export async function findSamePerson(
  q: Query,
  person: { nameKey: string; birthDate: CivilDate },
): Promise<number | undefined> {
  const row = await q
    .selectFrom('patient')
    .select('chartNumber')
    .where('nameKey', '=', person.nameKey)
    .where('birthDate', '=', person.birthDate)
    .orderBy('chartNumber')
    .limit(1)
    .executeTakeFirst();
  return row?.chartNumber;
}

export async function nextChartNumber(q: Query): Promise<number> {
  const { last } = await q
    .selectFrom('patient')
    .select((eb) => eb.fn.max('chartNumber').as('last'))
    .executeTakeFirstOrThrow();
  return Math.max(FIRST_CHART_NUMBER, (last ?? 0) + 1);
}

export async function insertPatient(q: Query, row: NewRow<'patient'>): Promise<void> {
  await q.insertInto('patient').values(row).execute();
}

export async function insertDoctor(
  q: Query,
  row: NewRow<'doctor'>,
  specializationId: SpecializationId | undefined,
): Promise<void> {
  await q.insertInto('doctor').values(row).execute();
  if (specializationId === undefined) return;
  await q.insertInto('doctorSpecialization').values({ doctorId: row.id, specializationId }).execute();
}

/** By name, in any case; `row` is what it becomes when it is new. */
export async function specializationNamed(
  q: Query,
  row: NewRow<'specialization'>,
): Promise<SpecializationId> {
  const known = await q
    .selectFrom('specialization')
    .select('id')
    .where('name', '=', row.name)
    .executeTakeFirst();
  if (known !== undefined) return known.id;
  await q.insertInto('specialization').values(row).execute();
  return row.id;
}

/** By name, in any case; `row` is what it becomes when it is new. */
export async function typeNamed(q: Query, row: NewRow<'appointmentType'>): Promise<AppointmentTypeId> {
  const known = await q
    .selectFrom('appointmentType')
    .select('id')
    .where('name', '=', row.name)
    .executeTakeFirst();
  if (known !== undefined) return known.id;
  await q.insertInto('appointmentType').values(row).execute();
  return row.id;
}

/** The database refuses a visit that overlaps another one of the doctor or the patient. */
export async function insertVisit(q: Query, row: NewRow<'appointment'>): Promise<void> {
  await q.insertInto('appointment').values(row).execute();
  await q
    .insertInto('appointmentChange')
    .values({
      appointmentId: row.id,
      at: row.createdAt,
      kind: 'booked',
      toStatus: row.status,
      reason: row.importSource ?? '',
    })
    .execute();
}

/** The earliest visit in the way of a refused one, for the report. */
export async function findOverlap(
  q: Query,
  who: { readonly doctorId: DoctorId } | { readonly patientId: PatientId },
  span: { readonly start: Instant; readonly end: Instant },
) {
  const [column, id, start, end] =
    'doctorId' in who
      ? (['doctorId', who.doctorId, 'busyStart', 'busyEnd'] as const)
      : (['patientId', who.patientId, 'startsAt', 'endsAt'] as const);
  return await q
    .selectFrom('appointment')
    .select(['startsAt', 'endsAt', 'sourceId'])
    .where(column, '=', id)
    .where(start, '<', span.end)
    .where(end, '>', span.start)
    .where('status', 'not in', NON_BLOCKING)
    .orderBy('startsAt')
    .limit(1)
    .executeTakeFirst();
}

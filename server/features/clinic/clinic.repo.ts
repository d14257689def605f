import { CompiledQuery, sql } from 'kysely';
import type { ClinicSettings } from '../../../shared/domain/clinic-settings.ts';
import type {
  AppointmentId,
  AppointmentTypeId,
  DoctorId,
  RoomId,
  SpecializationId,
} from '../../../shared/ids.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { NewRow } from '../../db/schema.ts';
import type { Query } from '../../db/transact.ts';

const REVISION = CompiledQuery.raw('SELECT revision FROM clinic_revision WHERE id = 1');

/** Asked by almost every call: written out, for to build it would cost more than to run it. */
export async function readRevision(q: Query): Promise<number> {
  const { rows } = await q.executeQuery<{ revision: number }>(REVISION);
  const [row] = rows;
  if (row === undefined) throw new Error('the clinic has no revision');
  return row.revision;
}

/** Settings as stored, one JSON value a key; keys never written are missing. */
export async function readStoredSettings(q: Query): Promise<Record<string, unknown>> {
  const rows = await q.selectFrom('setting').select(['key', 'value']).execute();
  return Object.fromEntries(rows.map((row) => [row.key, JSON.parse(row.value) as unknown]));
}

export async function writeSettings(q: Query, changes: Partial<ClinicSettings>, at: Instant): Promise<void> {
  for (const [key, value] of Object.entries(changes)) {
    const row = { value: JSON.stringify(value), updatedAt: at };
    await q
      .insertInto('setting')
      .values({ key, ...row })
      .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
      .execute();
  }
}

/** Every row of the clinic's shape and calendar; a few thousand at most. */
export async function readShape(q: Query) {
  return {
    specializations: await q.selectFrom('specialization').selectAll().orderBy('name').execute(),
    rooms: await q.selectFrom('room').selectAll().orderBy('name').execute(),
    doctors: await q.selectFrom('doctor').selectAll().orderBy('name').orderBy('id').execute(),
    photos: await q
      .selectFrom('picture')
      .select(['id', 'doctorId'])
      .where('doctorId', 'is not', null)
      .orderBy('id')
      .execute(),
    doctorSpecializations: await q.selectFrom('doctorSpecialization').selectAll().execute(),
    types: await q.selectFrom('appointmentType').selectAll().orderBy('name').execute(),
    doctorTypes: await q.selectFrom('doctorAppointmentType').selectAll().execute(),
    weeklyHours: await q.selectFrom('weeklyHours').selectAll().orderBy('startTime').execute(),
    exceptions: await q.selectFrom('dateException').selectAll().orderBy('date').execute(),
    timeOff: await q.selectFrom('timeOff').selectAll().orderBy('startsAt').execute(),
    closures: await q.selectFrom('clinicClosure').selectAll().orderBy('startsOn').execute(),
  };
}
export type ShapeRows = Awaited<ReturnType<typeof readShape>>;

export async function insertDoctor(q: Query, row: NewRow<'doctor'>): Promise<void> {
  await q.insertInto('doctor').values(row).execute();
}

/** False when the row has moved on from `expectedVersion`. */
export async function updateDoctor(
  q: Query,
  key: { id: DoctorId; expectedVersion: number },
  changes: Partial<NewRow<'doctor'>>,
): Promise<boolean> {
  const result = await q
    .updateTable('doctor')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
    .where('id', '=', key.id)
    .where('version', '=', key.expectedVersion)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function replaceDoctorSpecializations(
  q: Query,
  doctorId: DoctorId,
  ids: readonly NewRow<'doctorSpecialization'>['specializationId'][],
): Promise<void> {
  await q.deleteFrom('doctorSpecialization').where('doctorId', '=', doctorId).execute();
  if (ids.length === 0) return;
  const rows = [...new Set(ids)].map((specializationId) => ({ doctorId, specializationId }));
  await q.insertInto('doctorSpecialization').values(rows).execute();
}

export async function insertType(q: Query, row: NewRow<'appointmentType'>): Promise<void> {
  await q.insertInto('appointmentType').values(row).execute();
}

/** False when the row has moved on from `expectedVersion`. */
export async function updateType(
  q: Query,
  key: { id: AppointmentTypeId; expectedVersion: number },
  changes: Partial<NewRow<'appointmentType'>>,
): Promise<boolean> {
  const result = await q
    .updateTable('appointmentType')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
    .where('id', '=', key.id)
    .where('version', '=', key.expectedVersion)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function replaceTypeDoctors(
  q: Query,
  typeId: AppointmentTypeId,
  doctorIds: readonly DoctorId[],
): Promise<void> {
  await q.deleteFrom('doctorAppointmentType').where('appointmentTypeId', '=', typeId).execute();
  if (doctorIds.length === 0) return;
  const rows = [...new Set(doctorIds)].map((doctorId) => ({ doctorId, appointmentTypeId: typeId }));
  await q.insertInto('doctorAppointmentType').values(rows).execute();
}

export async function replaceWeeklyHours(
  q: Query,
  doctorId: DoctorId,
  hours: readonly Omit<NewRow<'weeklyHours'>, 'id' | 'doctorId'>[],
): Promise<void> {
  await q.deleteFrom('weeklyHours').where('doctorId', '=', doctorId).execute();
  if (hours.length > 0) {
    await q
      .insertInto('weeklyHours')
      .values(hours.map((h) => ({ ...h, doctorId })))
      .execute();
  }
}

export async function replaceDateException(
  q: Query,
  key: Pick<NewRow<'dateException'>, 'doctorId' | 'date'>,
  rows: readonly Omit<NewRow<'dateException'>, 'id' | 'doctorId' | 'date'>[],
): Promise<void> {
  await q
    .deleteFrom('dateException')
    .where('doctorId', '=', key.doctorId)
    .where('date', '=', key.date)
    .execute();
  if (rows.length > 0)
    await q
      .insertInto('dateException')
      .values(rows.map((row) => ({ ...row, ...key })))
      .execute();
}

export async function insertTimeOff(q: Query, row: Omit<NewRow<'timeOff'>, 'id'>): Promise<number> {
  const { id } = await q.insertInto('timeOff').values(row).returning('id').executeTakeFirstOrThrow();
  return id;
}

export async function deleteTimeOff(q: Query, id: number): Promise<void> {
  await q.deleteFrom('timeOff').where('id', '=', id).execute();
}

/** False where it is not there, or is somebody else's. */
export async function deleteTimeOffOf(q: Query, key: { id: number; doctorId: DoctorId }): Promise<boolean> {
  const result = await q
    .deleteFrom('timeOff')
    .where('id', '=', key.id)
    .where('doctorId', '=', key.doctorId)
    .executeTakeFirst();
  return result.numDeletedRows === 1n;
}

export async function deleteClosure(q: Query, id: number): Promise<boolean> {
  const result = await q.deleteFrom('clinicClosure').where('id', '=', id).executeTakeFirst();
  return result.numDeletedRows === 1n;
}

/** What is not over yet, as it was written down. */
export async function listTimeOff(q: Query, doctorId: DoctorId, from: Instant) {
  return await q
    .selectFrom('timeOff')
    .select(['id', 'startsAt', 'endsAt', 'reason'])
    .where('doctorId', '=', doctorId)
    .where('endsAt', '>', from)
    .orderBy('startsAt')
    .limit(500)
    .execute();
}

export async function listClosures(
  q: Query,
  page: { today: CivilDate; after: { startsOn: string; id: number } | undefined; limit: number },
) {
  const { after } = page;
  return await q
    .selectFrom('clinicClosure')
    .selectAll()
    .where('endsOn', '>=', page.today)
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(starts_on, id) > (${after?.startsOn}, ${after?.id})`),
    )
    .orderBy('startsOn')
    .orderBy('id')
    .limit(page.limit)
    .execute();
}

export async function updateRoom(
  q: Query,
  id: RoomId,
  columns: Partial<Pick<NewRow<'room'>, 'name' | 'isActive'>>,
): Promise<boolean> {
  const result = await q.updateTable('room').set(columns).where('id', '=', id).executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function renameSpecialization(q: Query, id: SpecializationId, name: string): Promise<boolean> {
  const result = await q.updateTable('specialization').set({ name }).where('id', '=', id).executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function insertClosure(q: Query, row: Omit<NewRow<'clinicClosure'>, 'id'>): Promise<void> {
  await q.insertInto('clinicClosure').values(row).execute();
}

export async function insertSpecialization(q: Query, row: NewRow<'specialization'>): Promise<void> {
  await q.insertInto('specialization').values(row).execute();
}

export async function insertRoom(q: Query, row: NewRow<'room'>): Promise<void> {
  await q.insertInto('room').values(row).execute();
}

/** Those of these visits that lie ahead and hold a slot, in order. */
export async function listBlockingOf(q: Query, ids: readonly AppointmentId[], from: Instant) {
  return await q
    .selectFrom('appointment')
    .select(['id', 'doctorId', 'appointmentTypeId', 'roomId', 'startsAt', 'endsAt', 'isOffHours'])
    .where(sql<boolean>`id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`)
    .where('startsAt', '>=', from)
    .where('status', 'not in', ['left', 'no_show', 'cancelled', 'entered_in_error'])
    .orderBy('startsAt')
    .orderBy('id')
    .execute();
}

/** Future visits that hold a slot, in order, for the check of a changed calendar. */
export async function listFutureBlocking(q: Query, from: Instant, doctorId: DoctorId | null) {
  return await q
    .selectFrom('appointment')
    .select(['id', 'doctorId', 'appointmentTypeId', 'roomId', 'startsAt', 'endsAt', 'isOffHours'])
    .where('startsAt', '>=', from)
    .where('status', 'not in', ['left', 'no_show', 'cancelled', 'entered_in_error'])
    .$if(doctorId !== null, (query) => query.where('doctorId', '=', doctorId as DoctorId))
    .orderBy('startsAt')
    .orderBy('id')
    .execute();
}

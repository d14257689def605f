import type { PatientId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { NewRow, Row } from '../../db/schema.ts';
import type { Query } from '../../db/transact.ts';

export type ProfileRow = Row<'patientProfile'>;
export type GuardianRow = Row<'patientGuardian'>;
export type AssignedRow = Row<'assignedDoctor'> & { readonly doctorName: string };
export type IdCheckRow = Pick<Row<'identityCheck'>, 'checkedAt' | 'document'> & { readonly byName: string };

/** A chart nobody has written more about yet has no row: all of it is empty. */
export async function findProfile(q: Query, patientId: PatientId): Promise<ProfileRow> {
  const row = await q
    .selectFrom('patientProfile')
    .selectAll()
    .where('patientId', '=', patientId)
    .executeTakeFirst();
  return row ?? { patientId, ...EMPTY };
}

export async function saveProfile(q: Query, { patientId, ...fields }: ProfileRow): Promise<void> {
  await q
    .insertInto('patientProfile')
    .values({ patientId, ...fields })
    .onConflict((conflict) => conflict.column('patientId').doUpdateSet(fields))
    .execute();
}

/** All of them, also where joined charts have brought more together than are written down at once. */
export function listGuardians(q: Query, patientId: PatientId): Promise<GuardianRow[]> {
  return q
    .selectFrom('patientGuardian')
    .selectAll()
    .where('patientId', '=', patientId)
    .orderBy('id')
    .execute();
}

export async function replaceGuardians(
  q: Query,
  patientId: PatientId,
  guardians: readonly Omit<NewRow<'patientGuardian'>, 'id' | 'patientId'>[],
): Promise<void> {
  await q.deleteFrom('patientGuardian').where('patientId', '=', patientId).execute();
  if (guardians.length === 0) return;
  await q
    .insertInto('patientGuardian')
    .values(guardians.map((guardian) => ({ ...guardian, patientId })))
    .execute();
}

/** All who look after the patient now: each of them may open the chart. */
export function listAssigned(q: Query, patientId: PatientId, now: Instant): Promise<AssignedRow[]> {
  return q
    .selectFrom('assignedDoctor')
    .innerJoin('doctor', 'doctor.id', 'assignedDoctor.doctorId')
    .selectAll('assignedDoctor')
    .select('doctor.name as doctorName')
    .where('assignedDoctor.patientId', '=', patientId)
    .where((eb) => eb.or([eb('holdsUntil', 'is', null), eb('holdsUntil', '>', now)]))
    .orderBy('assignedDoctor.id')
    .execute();
}

export async function insertAssignment(q: Query, row: NewRow<'assignedDoctor'>): Promise<void> {
  await q.insertInto('assignedDoctor').values(row).execute();
}

export async function changeAssignment(
  q: Query,
  id: number,
  { endsOn, holdsUntil }: Pick<AssignedRow, 'endsOn' | 'holdsUntil'>,
): Promise<void> {
  await q.updateTable('assignedDoctor').set({ endsOn, holdsUntil }).where('id', '=', id).execute();
}

export async function moveAssignment(q: Query, id: number, patientId: PatientId): Promise<void> {
  await q.updateTable('assignedDoctor').set({ patientId }).where('id', '=', id).execute();
}

/** All of them: whoever acts for the person does so in the one chart as in the other. */
export async function moveGuardians(q: Query, from: PatientId, to: PatientId): Promise<void> {
  await q.updateTable('patientGuardian').set({ patientId: to }).where('patientId', '=', from).execute();
}

/** A chart has one picture: that of the chart that stays is kept. */
export async function movePicture(q: Query, from: PatientId, to: PatientId): Promise<void> {
  if ((await findPictureId(q, to)) !== null) return;
  await q.updateTable('picture').set({ patientId: to }).where('patientId', '=', from).execute();
}

export async function insertIdCheck(q: Query, row: NewRow<'identityCheck'>): Promise<void> {
  await q.insertInto('identityCheck').values(row).execute();
}

export function findLatestIdCheck(q: Query, patientId: PatientId): Promise<IdCheckRow | undefined> {
  return q
    .selectFrom('identityCheck')
    .innerJoin('appUser', 'appUser.id', 'identityCheck.checkedBy')
    .select(['checkedAt', 'document', 'appUser.name as byName'])
    .where('identityCheck.patientId', '=', patientId)
    .orderBy('checkedAt', 'desc')
    .orderBy('identityCheck.id', 'desc')
    .executeTakeFirst();
}

export async function findPictureId(q: Query, patientId: PatientId): Promise<string | null> {
  const row = await q
    .selectFrom('picture')
    .select('id')
    .where('patientId', '=', patientId)
    .executeTakeFirst();
  return row?.id ?? null;
}

const EMPTY = {
  emergencyName: null,
  emergencyPhone: null,
  emergencyRelationship: null,
  insuranceProvider: null,
  insuranceNumber: null,
  bloodType: null,
  hasNoAllergies: 0,
  allergies: null,
  conditions: null,
  medication: null,
} as const;

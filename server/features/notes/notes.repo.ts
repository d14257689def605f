import { sql } from 'kysely';
import type { AppointmentId, DoctorId, NoteId, PatientId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { NewRow } from '../../db/schema.ts';
import type { Query } from '../../db/transact.ts';

export type NoteRow = Awaited<ReturnType<typeof listNotes>>[number];
export type AddendumRow = Awaited<ReturnType<typeof listAddenda>>[number];

export async function insertNote(q: Query, row: NewRow<'visitNote'>): Promise<void> {
  await q.insertInto('visitNote').values(row).execute();
}

export async function insertAddendum(q: Query, row: NewRow<'visitAddendum'>): Promise<void> {
  await q.insertInto('visitAddendum').values(row).execute();
}

function notes(q: Query) {
  return q
    .selectFrom('visitNote')
    .innerJoin('appointment', 'appointment.id', 'visitNote.appointmentId')
    .innerJoin('appUser', 'appUser.id', 'visitNote.authorId')
    .select(['visitNote.id', 'visitNote.appointmentId', 'visitNote.patientId', 'visitNote.signedAt'])
    .select(['visitNote.reason', 'visitNote.findings', 'visitNote.plan', 'appUser.name as authorName'])
    .select(['appointment.startsAt', 'appointment.doctorId', 'appointment.appointmentTypeId']);
}

export async function findNote(q: Query, id: NoteId): Promise<NoteRow | undefined> {
  return await notes(q).where('visitNote.id', '=', id).executeTakeFirst();
}

export async function findNoteOf(q: Query, appointmentId: AppointmentId): Promise<NoteRow | undefined> {
  return await notes(q).where('visitNote.appointmentId', '=', appointmentId).executeTakeFirst();
}

/** One patient's, the newest visit first. */
export async function listNotes(
  q: Query,
  patientId: PatientId,
  page: { after: { startsAt: Instant; id: NoteId } | undefined; limit: number },
) {
  const { after } = page;
  return await notes(q)
    .where('visitNote.patientId', '=', patientId)
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(starts_at, visit_note.id) < (${after?.startsAt}, ${after?.id})`),
    )
    .orderBy('startsAt', 'desc')
    .orderBy('visitNote.id', 'desc')
    .limit(page.limit)
    .execute();
}

export async function listAddenda(q: Query, noteIds: readonly NoteId[]) {
  return await q
    .selectFrom('visitAddendum')
    .innerJoin('appUser', 'appUser.id', 'visitAddendum.authorId')
    .select(['visitAddendum.id', 'noteId', 'words', 'signedAt', 'appUser.name as authorName'])
    .where('noteId', 'in', noteIds)
    .orderBy('signedAt')
    .orderBy('visitAddendum.id')
    .execute();
}

type Unsigned = { readonly doctorId: DoctorId; readonly since: Instant; readonly until: Instant };

/** What was imported from elsewhere was written of there. */
function unsigned(q: Query, { doctorId, since, until }: Unsigned) {
  return q
    .selectFrom('appointment')
    .innerJoin('patient', 'patient.id', 'appointment.patientId')
    .leftJoin('visitNote', 'visitNote.appointmentId', 'appointment.id')
    .where('appointment.doctorId', '=', doctorId)
    .where('appointment.busyStart', '>=', since)
    .where('appointment.busyStart', '<', until)
    .where('appointment.status', '=', 'completed')
    .where('appointment.importSource', 'is', null)
    .where('patient.erasedAt', 'is', null)
    .where('visitNote.id', 'is', null);
}

/** Done and without a signed note, the oldest first. */
export async function listUnsigned(
  q: Query,
  of: Unsigned,
  page: { after: { startsAt: Instant; id: AppointmentId } | undefined; limit: number },
) {
  const { after } = page;
  return await unsigned(q, of)
    .select(['appointment.id as appointmentId', 'appointment.startsAt', 'appointment.appointmentTypeId'])
    .select(['patient.id', 'patient.chartNumber', 'patient.givenName', 'patient.familyName'])
    .select(['patient.birthDate', 'patient.sex', 'patient.phone'])
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(starts_at, appointment.id) > (${after?.startsAt}, ${after?.id})`),
    )
    .orderBy('appointment.startsAt')
    .orderBy('appointment.id')
    .limit(page.limit)
    .execute();
}
export type UnsignedRow = Awaited<ReturnType<typeof listUnsigned>>[number];

export async function countUnsigned(q: Query, of: Unsigned): Promise<number> {
  const { count } = await unsigned(q, of)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** Where the chart went, its notes go. */
export async function moveNotes(q: Query, { from, to }: { from: PatientId; to: PatientId }): Promise<void> {
  await q.updateTable('visitNote').set({ patientId: to }).where('patientId', '=', from).execute();
}

/** The chart as it is now, for those who look at it. */
export async function versionOfChart(q: Query, id: PatientId): Promise<number> {
  const { version } = await q
    .selectFrom('patient')
    .select('version')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return version;
}

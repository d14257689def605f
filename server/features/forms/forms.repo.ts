import type { AppointmentId, AppointmentTypeId, PatientId, VisitFormId } from '../../../shared/ids.ts';
import type { Row } from '../../db/schema.ts';
import type { Query } from '../../db/transact.ts';

const MOST_FORMS = 100;
export type FormRow = Row<'visitForm'>;
export type AnswersRow = Row<'visitAnswers'>;

/** What is asked before a visit of this type. */
export function listFormsFor(
  q: Query,
  of: { readonly appointmentTypeId: AppointmentTypeId; readonly isFirstVisit: boolean },
): Promise<FormRow[]> {
  return q
    .selectFrom('visitForm')
    .selectAll()
    .where((eb) => {
      const ofType = eb
        .selectFrom('visitFormType')
        .select('formId')
        .whereRef('visitFormType.formId', '=', 'visitForm.id')
        .where('visitFormType.appointmentTypeId', '=', of.appointmentTypeId);
      return eb.or([
        eb('audience', 'in', of.isFirstVisit ? ['everyone', 'new'] : ['everyone']),
        eb.and([eb('audience', '=', 'types'), eb.exists(ofType)]),
      ]);
    })
    .orderBy('position')
    .limit(MOST_FORMS)
    .execute();
}

export function listForms(q: Query): Promise<FormRow[]> {
  return q.selectFrom('visitForm').selectAll().orderBy('position').limit(MOST_FORMS).execute();
}

export function findForm(q: Query, id: VisitFormId): Promise<FormRow | undefined> {
  return q.selectFrom('visitForm').selectAll().where('id', '=', id).executeTakeFirst();
}

export function listFormTypes(q: Query): Promise<Row<'visitFormType'>[]> {
  return q.selectFrom('visitFormType').selectAll().orderBy('appointmentTypeId').execute();
}

/** The place of the last one a clinic has written; null while there is none. */
export async function lastOwnPosition(q: Query): Promise<number | null> {
  const row = await q
    .selectFrom('visitForm')
    .select((eb) => eb.fn.max<number | null>('position').as('last'))
    .where('isOwn', '=', 1)
    .executeTakeFirst();
  return row?.last ?? null;
}

export async function insertForm(q: Query, row: FormRow): Promise<void> {
  await q.insertInto('visitForm').values(row).execute();
}

/** False when it has moved on from the version the change was made on. */
export async function rewriteForm(
  q: Query,
  { id, version, ...words }: Omit<FormRow, 'position' | 'isOwn' | 'rewording'>,
): Promise<boolean> {
  const { numUpdatedRows } = await q
    .updateTable('visitForm')
    .set({ ...words, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** The version has been compared in the same transaction. */
export async function setRewording(
  q: Query,
  { id, rewording }: Pick<FormRow, 'id' | 'rewording'>,
): Promise<void> {
  await q
    .updateTable('visitForm')
    .set((eb) => ({ rewording, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

/** False when it has moved on from the version the change was made on. */
export async function setAudience(
  q: Query,
  { id, version, audience }: Pick<FormRow, 'id' | 'version' | 'audience'>,
): Promise<boolean> {
  const { numUpdatedRows } = await q
    .updateTable('visitForm')
    .set({ audience, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function replaceFormTypes(
  q: Query,
  formId: VisitFormId,
  typeIds: readonly AppointmentTypeId[],
): Promise<void> {
  await q.deleteFrom('visitFormType').where('formId', '=', formId).execute();
  if (typeIds.length === 0) return;
  const rows = [...new Set(typeIds)].map((appointmentTypeId) => ({ formId, appointmentTypeId }));
  await q.insertInto('visitFormType').values(rows).execute();
}

export function findAnswers(q: Query, appointmentId: AppointmentId): Promise<AnswersRow | undefined> {
  return q
    .selectFrom('visitAnswers')
    .selectAll()
    .where('appointmentId', '=', appointmentId)
    .executeTakeFirst();
}

export async function whichAnswered(
  q: Query,
  ids: readonly AppointmentId[],
): Promise<ReadonlySet<AppointmentId>> {
  if (ids.length === 0) return new Set();
  // What is left of an erased chart says nothing.
  const rows = await q
    .selectFrom('visitAnswers')
    .select('appointmentId')
    .where('appointmentId', 'in', ids)
    .where('forms', '<>', '[]')
    .execute();
  return new Set(rows.map(({ appointmentId }) => appointmentId));
}

/** Called with what was read in the same transaction: nobody comes between. */
export async function writeAnswers(q: Query, row: AnswersRow): Promise<void> {
  const { appointmentId: _, ...rest } = row;
  await q
    .insertInto('visitAnswers')
    .values(row)
    .onConflict((conflict) => conflict.column('appointmentId').doUpdateSet(rest))
    .execute();
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

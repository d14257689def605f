import { sql } from 'kysely';
import type { PatientId } from '../../../shared/ids.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import type { NewRow, Row } from '../../db/schema.ts';
import type { Query } from '../../db/transact.ts';
import type { Scope } from '../../policy/scope.ts';

export type PatientRow = Row<'patient'>;
export type SummaryRow = Pick<
  PatientRow,
  'id' | 'chartNumber' | 'givenName' | 'familyName' | 'birthDate' | 'sex' | 'phone'
>;

/** What of a chart's row decides who may see it. */
export const CHART_COLUMNS = { patient: 'patient.id' } as const;

export const SUMMARY_COLUMNS = [
  'id',
  'chartNumber',
  'givenName',
  'familyName',
  'birthDate',
  'sex',
  'phone',
] as const;

const FIRST_CHART_NUMBER = 1001;

/** An erased chart is nobody's any more. */
export function findPatient(q: Query, id: PatientId): Promise<PatientRow | undefined> {
  return q
    .selectFrom('patient')
    .selectAll()
    .where('id', '=', id)
    .where('erasedAt', 'is', null)
    .executeTakeFirst();
}

export async function insertPatient(q: Query, row: NewRow<'patient'>): Promise<void> {
  await q.insertInto('patient').values(row).execute();
}

export async function nextChartNumber(q: Query): Promise<number> {
  const { last } = await q
    .selectFrom('patient')
    .select((eb) => eb.fn.max('chartNumber').as('last'))
    .executeTakeFirstOrThrow();
  return Math.max(FIRST_CHART_NUMBER, (last ?? 0) + 1);
}

/** Charts that may be the same person: one folded name, one birth date. */
export function listSamePerson(q: Query, nameKey: string, birthDate: CivilDate): Promise<SummaryRow[]> {
  return q
    .selectFrom('patient')
    .select(SUMMARY_COLUMNS)
    .where('nameKey', '=', nameKey)
    .where('birthDate', '=', birthDate)
    .where('mergedInto', 'is', null)
    .orderBy('chartNumber')
    .limit(10)
    .execute();
}

/** False when the row has moved on from `expectedVersion`. */
export async function updatePatient(
  q: Query,
  key: { id: PatientId; expectedVersion: number },
  changes: Partial<NewRow<'patient'>>,
): Promise<boolean> {
  const result = await q
    .updateTable('patient')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
    .where('id', '=', key.id)
    .where('version', '=', key.expectedVersion)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function hasAccount(q: Query, id: PatientId): Promise<boolean> {
  const row = await q.selectFrom('appUser').select('id').where('patientId', '=', id).executeTakeFirst();
  return row !== undefined;
}

/** In phone-book order; `after` holds the last keys of the page before. */
export function listPatients(
  q: Query,
  page: { scope: Scope; after?: readonly string[]; limit: number },
): Promise<(SummaryRow & { nameKey: string })[]> {
  const { scope, after } = page;
  let query = q
    .selectFrom('patient')
    .select([...SUMMARY_COLUMNS, 'nameKey'])
    .where('erasedAt', 'is', null)
    .where('mergedInto', 'is', null)
    .orderBy('nameKey')
    .orderBy('birthDate')
    .orderBy('chartNumber')
    .limit(page.limit);
  if (!scope.isEverything) query = query.where(scope.where(CHART_COLUMNS));
  if (after !== undefined) {
    const [nameKey, birthDate, chartNumber] = after;
    query = query.where(
      sql<boolean>`(name_key, birth_date, chart_number) > (${nameKey}, ${birthDate}, ${Number(chartNumber)})`,
    );
  }
  return query.execute();
}

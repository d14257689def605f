import { sql } from 'kysely';
import type { PatientId } from '../../../shared/ids.ts';
import { closedChartsOf, openChartOf } from '../../db/merged-charts.ts';
import type { Subject } from '../../db/personal-data.ts';
import type { PersonalRow } from '../../db/personal-rows.ts';
import type { Query } from '../../db/transact.ts';

/** The person by each of their charts, the open one first; nothing when there is nobody (any more). */
export async function findSubjects(q: Query, patientId: PatientId): Promise<Subject[]> {
  const open = await findSubject(q, await openChartOf(q, patientId));
  if (open === undefined) return [];
  const closed = await closedChartsOf(q, open.patientId);
  return [open, ...closed.map((id) => ({ patientId: id, userId: null }))];
}

async function findSubject(q: Query, patientId: PatientId): Promise<Subject | undefined> {
  const row = await q
    .selectFrom('patient')
    .leftJoin('appUser', 'appUser.patientId', 'patient.id')
    .select('appUser.id as userId')
    .where('patient.id', '=', patientId)
    .where('patient.erasedAt', 'is', null)
    .executeTakeFirst();
  return row === undefined ? undefined : { patientId, userId: row.userId };
}

/** `createdBy`, `byUser`, `userId`: an account. */
export const NAMES_SOMEBODY = /^(\w+By|byUser|userId)$/;

export type CopiedPicture = { readonly id: string; readonly content: Buffer };

/** What the rows of the registry, being text, leave out. */
export function readPictures(q: Query, charts: readonly Subject[]): Promise<CopiedPicture[]> {
  const ids = charts.map(({ patientId }) => patientId);
  return q.selectFrom('picture').select(['id', 'content']).where('patientId', 'in', ids).execute();
}

/** Whose ids stand in these rows: of those who booked, changed, looked. */
export function peopleIn(rows: readonly PersonalRow[]): Set<string> {
  const ids = new Set<string>();
  for (const row of rows) {
    for (const [column, value] of Object.entries(row)) {
      if (NAMES_SOMEBODY.test(column) && typeof value === 'string') ids.add(value);
    }
  }
  return ids;
}

export async function readNames(q: Query, ids: ReadonlySet<string>): Promise<ReadonlyMap<string, string>> {
  if (ids.size === 0) return new Map();
  const people = await q
    .selectFrom('appUser')
    .select(['id', 'name'])
    .where(sql<boolean>`id IN (SELECT value FROM json_each(${JSON.stringify([...ids])}))`)
    .execute();
  return new Map(people.map(({ id, name }) => [id, name]));
}

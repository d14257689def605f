import type { PatientId } from '../../../shared/ids.ts';
import { closedChartsOf, openChartOf } from '../../db/merged-charts.ts';
import type { Subject } from '../../db/personal-data.ts';
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

export type CopiedPicture = { readonly id: string; readonly content: Buffer };

/** What the rows of the registry, being text, leave out. */
export function readPictures(q: Query, charts: readonly Subject[]): Promise<CopiedPicture[]> {
  const ids = charts.map(({ patientId }) => patientId);
  return q.selectFrom('picture').select(['id', 'content']).where('patientId', 'in', ids).execute();
}

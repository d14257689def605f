import { sql } from 'kysely';
import { nameKeyOf } from '../../../shared/domain/patient-search-text.ts';
import type { BreakGlassId, UserId } from '../../../shared/ids.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { openChartOf } from '../../db/merged-charts.ts';
import type { NewRow, Row } from '../../db/schema.ts';
import type { Query } from '../../db/transact.ts';
import type { Scope } from '../../policy/scope.ts';

const PATIENT_COLUMNS = [
  'patient.id',
  'patient.chartNumber',
  'patient.givenName',
  'patient.familyName',
  'patient.birthDate',
  'patient.sex',
  'patient.phone',
] as const;
const GLASS_COLUMNS = { user: 'break_glass.user_id', patient: 'break_glass.patient_id' } as const;

export type PersonRow = Pick<
  Row<'patient'>,
  'id' | 'chartNumber' | 'givenName' | 'familyName' | 'birthDate' | 'sex' | 'phone'
>;
export type OpenedRow = PersonRow &
  Pick<Row<'breakGlass'>, 'openedAt' | 'expiresAt'> & { glassId: BreakGlassId };
export type GlassRow = Row<'breakGlass'> & {
  doctorName: string;
  chartNumber: number;
  reviewerName: string | null;
};

/**
 * Everybody of that chart number or family name who was born on that day; two are enough to ask for more. Who stands in
 * several charts that were joined is one person, and the open chart is theirs, also where an old number names a closed one.
 */
export async function listPersons(q: Query, person: string, birthDate: CivilDate): Promise<PersonRow[]> {
  const query = q
    .selectFrom('patient')
    .select(PATIENT_COLUMNS)
    .where('birthDate', '=', birthDate)
    .where('erasedAt', 'is', null);
  if (/^\d+$/.test(person)) {
    const named = await query.where('chartNumber', '=', Number(person)).executeTakeFirst();
    return named === undefined ? [] : [await goingOn(q, named)];
  }
  const start = nameKeyOf({ familyName: person, givenName: '' });
  return await query
    .where('mergedInto', 'is', null)
    .where('nameKey', '>=', start)
    .where('nameKey', '<', `${start}\u{10ffff}`)
    .orderBy('nameKey')
    .limit(2)
    .execute();
}

async function goingOn(q: Query, named: PersonRow): Promise<PersonRow> {
  const id = await openChartOf(q, named.id);
  if (id === named.id) return named;
  return q.selectFrom('patient').select(PATIENT_COLUMNS).where('id', '=', id).executeTakeFirstOrThrow();
}

/** When, the newest first. */
export async function listOpenedSince(
  q: Query,
  userId: UserId,
  { since, limit }: { readonly since: Instant; readonly limit: number },
): Promise<Instant[]> {
  const rows = await q
    .selectFrom('breakGlass')
    .select('openedAt')
    .where('userId', '=', userId)
    // Only for the index: it ends after it was opened.
    .where('expiresAt', '>', since)
    .where('openedAt', '>', since)
    .orderBy('openedAt', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ openedAt }) => openedAt);
}

export async function insertGlass(q: Query, row: NewRow<'breakGlass'>): Promise<void> {
  await q.insertInto('breakGlass').values(row).execute();
}

/** What is open now of what this person may see: of charts that were joined since, the one that goes on. */
export async function listOpened(q: Query, scope: Scope, now: Instant): Promise<OpenedRow[]> {
  const rows = await q
    .selectFrom('breakGlass')
    .innerJoin('patient', 'patient.id', 'breakGlass.patientId')
    .select([...PATIENT_COLUMNS, 'breakGlass.id as glassId', 'breakGlass.openedAt', 'breakGlass.expiresAt'])
    .where(scope.where(GLASS_COLUMNS))
    .where('breakGlass.expiresAt', '>', now)
    .where('breakGlass.endedAt', 'is', null)
    .orderBy('breakGlass.expiresAt', 'desc')
    .limit(50)
    .execute();
  const opened: OpenedRow[] = [];
  for (const row of rows) opened.push({ ...row, ...(await goingOn(q, row)) });
  return opened;
}

export async function isAnyDue(q: Query, now: Instant): Promise<boolean> {
  const row = await q
    .selectFrom('breakGlass')
    .select('id')
    .where('endedAt', 'is', null)
    .where('expiresAt', '<=', now)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export function endDue(q: Query, now: Instant): Promise<Pick<Row<'breakGlass'>, 'id' | 'userId'>[]> {
  return q
    .updateTable('breakGlass')
    .set((eb) => ({ endedAt: eb.ref('expiresAt') }))
    .where('endedAt', 'is', null)
    .where('expiresAt', '<=', now)
    .returning(['id', 'userId'])
    .execute();
}

/** Newest first. */
export function listGlass(
  q: Query,
  page: { isReviewed: boolean; after: { openedAt: string; id: string } | undefined; limit: number },
): Promise<GlassRow[]> {
  const { isReviewed, after, limit } = page;
  return glass(q)
    .where('breakGlass.reviewedAt', isReviewed ? 'is not' : 'is', null)
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(break_glass.opened_at, break_glass.id) < (${after?.openedAt}, ${after?.id})`),
    )
    .orderBy('breakGlass.openedAt', 'desc')
    .orderBy('breakGlass.id', 'desc')
    .limit(limit)
    .execute();
}

export function findGlass(q: Query, id: BreakGlassId): Promise<GlassRow | undefined> {
  return glass(q).where('breakGlass.id', '=', id).executeTakeFirst();
}

/** False when somebody else has looked over it meanwhile. */
export async function markReviewed(
  q: Query,
  key: { id: BreakGlassId; expectedVersion: number },
  review: Pick<NewRow<'breakGlass'>, 'reviewedAt' | 'reviewedBy' | 'reviewNote'>,
): Promise<boolean> {
  const result = await q
    .updateTable('breakGlass')
    .set((eb) => ({ ...review, version: eb('version', '+', 1) }))
    .where('id', '=', key.id)
    .where('version', '=', key.expectedVersion)
    .where('reviewedAt', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

function glass(q: Query) {
  return q
    .selectFrom('breakGlass')
    .innerJoin('appUser as doctor', 'doctor.id', 'breakGlass.userId')
    .innerJoin('patient', 'patient.id', 'breakGlass.patientId')
    .leftJoin('appUser as reviewer', 'reviewer.id', 'breakGlass.reviewedBy')
    .selectAll('breakGlass')
    .select(['doctor.name as doctorName', 'patient.chartNumber', 'reviewer.name as reviewerName']);
}

import { type SelectQueryBuilder, sql } from 'kysely';
import type { PatientId, UserId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { BREAK, NEW_KEY } from '../../db/audit-chain.ts';
import type { Database, Row } from '../../db/schema.ts';
import type { Query } from '../../db/transact.ts';
import { ANCHORED } from './trail.ts';

export type AuditRow = Row<'auditEvent'>;

/** The one thing lines are looked up by; whatever else is asked of them is looked at line by line. */
export type Looked = {
  /** What somebody did. */
  readonly userId?: string;
  /** What somebody did, and what was done or tried at their account, also by nobody known. */
  readonly personId?: string;
  /** The charts of one person: what was done at one that was closed since was done at the person's. */
  readonly charts?: readonly PatientId[] | undefined;
  readonly type?: string;
  /** Refusals and failures have an index of their own; what succeeded is nearly everything. */
  readonly outcome?: AuditRow['outcome'];
  readonly from?: Instant;
  readonly before?: Instant;
};
export type After = { readonly recordedAt: Instant; readonly id: number };

type Page = { readonly after: After | undefined; readonly limit: number };

/** Newest first, behind `after`. Of the conditions the most telling one is used; each has its index. */
export function listLines(q: Query, looked: Looked, page: Page): Promise<AuditRow[]> {
  const { userId, personId, charts, type, outcome } = looked;
  let query = q.selectFrom('auditEvent').selectAll();
  if (charts !== undefined) return listLinesOfCharts(q, { ...looked, charts }, page);
  if (personId !== undefined) return listLinesOfPerson(q, { ...looked, personId }, page);
  else if (userId !== undefined) query = query.where('userId', '=', userId);
  else if (outcome !== undefined && outcome !== 'success') {
    query = query.where('outcome', '=', outcome).where(sql<boolean>`outcome <> 'success'`);
  } else if (type !== undefined) query = query.where('type', '=', type);
  return pageOf(query, looked, page);
}

/** Each of the two has its index; put together they are no longer than one of them. */
async function listLinesOfPerson(
  q: Query,
  looked: Looked & { readonly personId: string },
  page: Page,
): Promise<AuditRow[]> {
  const { personId } = looked;
  const lines = q.selectFrom('auditEvent').selectAll();
  const done = await pageOf(lines.where('userId', '=', personId), looked, page);
  const atAccount = lines
    .where(sql<boolean>`object_type = 'user'`)
    .where('objectId', '=', personId)
    .where('userId', 'is not', personId);
  const others = await pageOf(atAccount, looked, page);
  return [...done, ...others].toSorted(newestFirst).slice(0, page.limit);
}

/** Each of the charts has its index, too. */
async function listLinesOfCharts(
  q: Query,
  looked: Looked & { readonly charts: readonly PatientId[] },
  page: Page,
): Promise<AuditRow[]> {
  const found: AuditRow[] = [];
  for (const patientId of looked.charts) {
    const lines = q.selectFrom('auditEvent').selectAll().where('patientId', '=', patientId);
    found.push(...(await pageOf(lines, looked, page)));
  }
  return found.toSorted(newestFirst).slice(0, page.limit);
}

function newestFirst(one: AuditRow, other: AuditRow): number {
  return one.recordedAt === other.recordedAt ? other.id - one.id : one.recordedAt < other.recordedAt ? 1 : -1;
}

type Lines = SelectQueryBuilder<Database, 'auditEvent', AuditRow>;

function pageOf(lines: Lines, { from, before }: Looked, { after, limit }: Page): Promise<AuditRow[]> {
  let query = lines;
  if (from !== undefined) query = query.where('recordedAt', '>=', from);
  if (before !== undefined) query = query.where('recordedAt', '<', before);
  if (after !== undefined) {
    query = query.where(sql<boolean>`(recorded_at, id) < (${after.recordedAt}, ${after.id})`);
  }
  return query.orderBy('recordedAt', 'desc').orderBy('id', 'desc').limit(limit).execute();
}

export async function namesOf(q: Query, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await q
    .selectFrom('appUser')
    .select(['id', 'name'])
    .where('id', 'in', ids as readonly UserId[])
    .execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}

export async function chartNumbersOf(q: Query, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await q
    .selectFrom('patient')
    .select(['id', 'chartNumber'])
    .where('id', 'in', ids as readonly PatientId[])
    .execute();
  return new Map(rows.map((row) => [row.id, row.chartNumber]));
}

export async function findPatientId(q: Query, chartNumber: number): Promise<PatientId | undefined> {
  const row = await q
    .selectFrom('patient')
    .select('id')
    .where('chartNumber', '=', chartNumber)
    .executeTakeFirst();
  return row?.id;
}

/** One from a time that is yet to come, by a clock that was wrong for a while, counts only when that time is there. */
export function findLastVerification(q: Query, now: Instant): Promise<AuditRow | undefined> {
  return q
    .selectFrom('auditEvent')
    .selectAll()
    .where('type', '=', 'audit')
    .where('subtype', '=', 'audit.verify')
    .where('recordedAt', '<=', now)
    .orderBy('recordedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** A start has found the trail broken, and nobody has read it through since. */
export async function isBreakUntold(q: Query): Promise<boolean> {
  const lines = q.selectFrom('auditEvent').where('type', '=', 'audit');
  const newestOf = (subtypes: readonly string[]) =>
    lines
      .select('id')
      .where('subtype', 'in', subtypes)
      .orderBy('recordedAt', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
  const found = await newestOf([BREAK, NEW_KEY]);
  if (found === undefined) return false;
  const read = await newestOf(['audit.verify']);
  return read === undefined || read.id < found.id;
}

export async function isAnchorLine(q: Query, id: number): Promise<boolean> {
  const row = await q.selectFrom('auditEvent').select('subtype').where('id', '=', id).executeTakeFirst();
  return row?.subtype === ANCHORED;
}

export async function lastLineId(q: Query): Promise<number> {
  const row = await q.selectFrom('auditEvent').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst();
  return row?.id ?? 0;
}

export async function hashOfLine(q: Query, id: number): Promise<string | undefined> {
  const row = await q.selectFrom('auditEvent').select('hash').where('id', '=', id).executeTakeFirst();
  return row?.hash;
}

import { sql } from 'kysely';
import type { PatientId, UserId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Row } from '../../db/schema.ts';
import type { Query } from '../../db/transact.ts';

export type AuditRow = Row<'auditEvent'>;

/** The one thing lines are looked up by; whatever else is asked of them is looked at line by line. */
export type Looked = {
  readonly userId?: string;
  readonly patientId?: string;
  readonly type?: string;
  /** Refusals and failures have an index of their own; what succeeded is nearly everything. */
  readonly outcome?: AuditRow['outcome'];
  readonly from?: Instant;
  readonly before?: Instant;
};
export type After = { readonly recordedAt: Instant; readonly id: number };

/** Newest first, behind `after`. Of the conditions the most telling one is used; each has its index. */
export function listLines(
  q: Query,
  looked: Looked,
  page: { after: After | undefined; limit: number },
): Promise<AuditRow[]> {
  const { userId, patientId, type, outcome, from, before } = looked;
  const { after, limit } = page;
  let query = q.selectFrom('auditEvent').selectAll();
  if (patientId !== undefined) query = query.where('patientId', '=', patientId);
  else if (userId !== undefined) query = query.where('userId', '=', userId);
  else if (outcome !== undefined && outcome !== 'success') {
    query = query.where('outcome', '=', outcome).where(sql<boolean>`outcome <> 'success'`);
  } else if (type !== undefined) query = query.where('type', '=', type);
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

export function findLastVerification(q: Query): Promise<AuditRow | undefined> {
  return q
    .selectFrom('auditEvent')
    .selectAll()
    .where('type', '=', 'audit')
    .where('subtype', '=', 'audit.verify')
    .orderBy('recordedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function lastLineId(q: Query): Promise<number> {
  const row = await q.selectFrom('auditEvent').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst();
  return row?.id ?? 0;
}

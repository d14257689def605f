import { sql } from 'kysely';
import type { PatientId } from '../../shared/ids.ts';
import type { Query } from './transact.ts';

/** The chart a person goes on with: this one, or the one it was closed into. */
export async function openChartOf(q: Query, id: PatientId): Promise<PatientId> {
  const { rows } = await sql<{ id: PatientId }>`
    WITH RECURSIVE up (id, into_id) AS (
      SELECT id, merged_into FROM patient WHERE id = ${id}
      UNION SELECT p.id, p.merged_into FROM patient AS p JOIN up ON p.id = up.into_id)
    SELECT id FROM up WHERE into_id IS NULL`.execute(q);
  return rows[0]?.id ?? id;
}

/** Charts that were closed into this one, by however many steps; they still say whose they were. */
export async function closedChartsOf(q: Query, id: PatientId): Promise<PatientId[]> {
  const { rows } = await sql<{ id: PatientId }>`
    WITH RECURSIVE closed (id) AS (
      SELECT id FROM patient WHERE merged_into = ${id}
      UNION SELECT p.id FROM patient AS p JOIN closed ON p.merged_into = closed.id)
    SELECT id FROM patient WHERE id IN (SELECT id FROM closed) AND erased_at IS NULL ORDER BY id`.execute(q);
  return rows.map((row) => row.id);
}

/** All charts of the person this one is or was of, the one they go on with first; also those that name nobody any more. */
export async function chartsOfPerson(q: Query, id: PatientId): Promise<PatientId[]> {
  const { rows } = await sql<{ id: PatientId }>`
    WITH RECURSIVE charts (id) AS (
      SELECT ${await openChartOf(q, id)}
      UNION SELECT p.id FROM patient AS p JOIN charts ON p.merged_into = charts.id)
    SELECT id FROM charts`.execute(q);
  return rows.map((row) => row.id);
}

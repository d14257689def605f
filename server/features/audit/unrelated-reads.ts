import { type RawBuilder, sql } from 'kysely';
import type { PatientId } from '../../../shared/ids.ts';
import { addMinutes, type Instant } from '../../../shared/time/instant.ts';
import { chartsOfPerson } from '../../db/merged-charts.ts';
import type { Query } from '../../db/transact.ts';
import type { AuditRow } from './read-audit.repo.ts';

const DAY_MIN = 24 * 60;
/** A doctor's own patients: the span of the policy's `treating`. */
const DOCTOR_BACK_DAYS = 365;
const DOCTOR_AHEAD_DAYS = 183;
/** The desk has to do with those who come or came these days, or have just asked or been registered. */
const DESK_DAYS = 30;
/** What the policy itself saw between doctor and patient when it let the doctor through. */
const RELATED = / by (treating|own_schedule)$/;
const WITHOUT = / by break_glass$/;

/** A look at a chart, and all charts the person has had: that a chart was closed since changes nothing of what was so then. */
type Look = {
  readonly userId: string | null;
  readonly charts: RawBuilder<unknown>;
  readonly at: Instant;
};

/**
 * Of these lines the reads of a chart by staff who had nothing to do with the patient at that time: a doctor
 * without a visit of theirs that was already booked and not assigned, the desk without any visit, request or new chart around.
 * What has become of charts and visits since is no ground to name anybody.
 */
export async function pickUnrelated(q: Query, rows: AuditRow[]): Promise<AuditRow[]> {
  const chartsOf = rememberCharts(q);
  const picked: AuditRow[] = [];
  for (const row of rows) {
    const { action, outcome, patientId, role, userId, recordedAt: at } = row;
    if (action !== 'R' || outcome !== 'success' || patientId === null) continue;
    const look = async (): Promise<Look> => ({ userId, at, charts: await chartsOf(patientId as PatientId) });
    if (role === 'doctor' && !(await isDoctorsThen(q, row, look))) picked.push(row);
    if (role === 'receptionist' && !(await isExpectedThen(q, await look()))) picked.push(row);
  }
  return picked;
}

function rememberCharts(q: Query): (id: PatientId) => Promise<RawBuilder<unknown>> {
  const known = new Map<PatientId, RawBuilder<unknown>>();
  return async (id) => {
    const charts = known.get(id) ?? sql.join(await chartsOfPerson(q, id));
    known.set(id, charts);
    return charts;
  };
}

/** The line says by which rule the chart was opened; only where it does not, the visits of that time are asked. */
async function isDoctorsThen(q: Query, { policy }: AuditRow, look: () => Promise<Look>): Promise<boolean> {
  if (policy !== null && RELATED.test(policy)) return true;
  if (policy !== null && WITHOUT.test(policy)) return false;
  const of = await look();
  return (await isTreatedThen(q, of)) || (await isAssignedThen(q, of));
}

async function isTreatedThen(q: Query, { userId, charts, at }: Look): Promise<boolean> {
  const from = addMinutes(at, -DOCTOR_BACK_DAYS * DAY_MIN);
  const to = addMinutes(at, DOCTOR_AHEAD_DAYS * DAY_MIN);
  const { rows } = await sql`SELECT 1 FROM appointment AS a JOIN app_user AS u ON u.id = ${userId}
    WHERE a.patient_id IN (${charts}) AND a.created_at <= ${at}
      AND ${stoodThen('doctor_id', at)} = u.doctor_id
      AND ${stoodThen('starts_at', at)} >= ${from} AND ${stoodThen('starts_at', at)} < ${to}
      -- Called off only later, it was still ahead then.
      AND ${stoodThen('status', at)} NOT IN ('cancelled', 'entered_in_error') LIMIT 1`.execute(q);
  return rows.length > 0;
}

/** What a visit `a` was at that time: the first change since tells what it was before. */
function stoodThen(column: 'doctor_id' | 'starts_at' | 'status', at: Instant): RawBuilder<unknown> {
  const before = sql.ref(`c.from_${column}`);
  return sql`coalesce((SELECT ${before} FROM appointment_change AS c
    WHERE c.appointment_id = a.id AND c.at >= ${at} AND ${before} IS NOT NULL ORDER BY c.id LIMIT 1),
    ${sql.ref(`a.${column}`)})`;
}

async function isAssignedThen(q: Query, { userId, charts, at }: Look): Promise<boolean> {
  const { rows } =
    await sql`SELECT 1 FROM assigned_doctor AS d JOIN app_user AS u ON u.doctor_id = d.doctor_id
    WHERE u.id = ${userId} AND d.patient_id IN (${charts}) AND d.assigned_at <= ${at}
      AND (d.holds_until IS NULL OR d.holds_until > ${at}) LIMIT 1`.execute(q);
  return rows.length > 0;
}

/** That a visit is moved or called off is a reason to look, as booking it is. */
async function isExpectedThen(q: Query, { charts, at }: Look): Promise<boolean> {
  const from = addMinutes(at, -DESK_DAYS * DAY_MIN);
  const to = addMinutes(at, DESK_DAYS * DAY_MIN);
  const around = (column: string) => sql`${sql.ref(column)} BETWEEN ${from} AND ${to}`;
  const { rows } = await sql`
    SELECT 1 WHERE EXISTS (SELECT 1 FROM appointment AS a WHERE a.patient_id IN (${charts})
        AND (${around('a.created_at')} OR ${stoodThen('starts_at', at)} BETWEEN ${from} AND ${to}
          OR EXISTS (SELECT 1 FROM appointment_change AS c WHERE c.appointment_id = a.id AND ${around('c.at')})))
      OR EXISTS (SELECT 1 FROM appointment_request WHERE patient_id IN (${charts}) AND ${around('created_at')})
      OR EXISTS (SELECT 1 FROM patient WHERE id IN (${charts}) AND ${around('created_at')})`.execute(q);
  return rows.length > 0;
}

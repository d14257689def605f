import { sql } from 'kysely';
import { addMinutes } from '../../../shared/time/instant.ts';
import type { Query } from '../../db/transact.ts';
import type { AuditRow } from './read-audit.repo.ts';

const DAY_MIN = 24 * 60;
/** A doctor's own patients: the span of the policy's `treating`. */
const DOCTOR_BACK_DAYS = 365;
const DOCTOR_AHEAD_DAYS = 183;
/** The desk has to do with those who come or came these days, or have just asked or been registered. */
const DESK_DAYS = 30;

/**
 * Of these lines the reads of a chart by staff who had nothing to do with the patient at that time: a doctor
 * without a visit of theirs that was already booked and not assigned, the desk without any visit, request or new chart around.
 */
export async function pickUnrelated(q: Query, rows: AuditRow[]): Promise<AuditRow[]> {
  const picked: AuditRow[] = [];
  for (const row of rows) {
    const isRead = row.action === 'R' && row.outcome === 'success' && row.patientId !== null;
    if (!isRead) continue;
    if (row.role === 'doctor' && !(await isTreatedThen(q, row))) picked.push(row);
    if (row.role === 'receptionist' && !(await isExpectedThen(q, row))) picked.push(row);
  }
  return picked;
}

async function isTreatedThen(q: Query, { userId, patientId, recordedAt }: AuditRow): Promise<boolean> {
  const { rows } = await sql`SELECT 1 FROM appointment AS a JOIN app_user AS u ON u.doctor_id = a.doctor_id
    WHERE u.id = ${userId} AND a.patient_id = ${patientId} AND a.created_at <= ${recordedAt}
      AND a.starts_at >= ${addMinutes(recordedAt, -DOCTOR_BACK_DAYS * DAY_MIN)}
      AND a.starts_at < ${addMinutes(recordedAt, DOCTOR_AHEAD_DAYS * DAY_MIN)}
      -- Called off only later, it was still ahead then.
      AND (a.status NOT IN ('cancelled', 'entered_in_error') OR a.status_since >= ${recordedAt}) LIMIT 1`.execute(
    q,
  );
  return rows.length > 0 || (await isAssignedThen(q, { userId, patientId, recordedAt }));
}

async function isAssignedThen(
  q: Query,
  { userId, patientId, recordedAt }: Pick<AuditRow, 'userId' | 'patientId' | 'recordedAt'>,
): Promise<boolean> {
  const { rows } =
    await sql`SELECT 1 FROM assigned_doctor AS d JOIN app_user AS u ON u.doctor_id = d.doctor_id
    WHERE u.id = ${userId} AND d.patient_id = ${patientId} AND d.assigned_at <= ${recordedAt}
      AND (d.holds_until IS NULL OR d.holds_until > ${recordedAt}) LIMIT 1`.execute(q);
  return rows.length > 0;
}

async function isExpectedThen(q: Query, { patientId, recordedAt }: AuditRow): Promise<boolean> {
  const from = addMinutes(recordedAt, -DESK_DAYS * DAY_MIN);
  const to = addMinutes(recordedAt, DESK_DAYS * DAY_MIN);
  const { rows } = await sql`
    SELECT 1 WHERE EXISTS (SELECT 1 FROM appointment WHERE patient_id = ${patientId}
        AND (starts_at BETWEEN ${from} AND ${to} OR created_at BETWEEN ${from} AND ${to}))
      OR EXISTS (SELECT 1 FROM appointment_request WHERE patient_id = ${patientId}
        AND created_at BETWEEN ${from} AND ${to})
      OR EXISTS (SELECT 1 FROM patient WHERE id = ${patientId} AND created_at BETWEEN ${from} AND ${to})`.execute(
    q,
  );
  return rows.length > 0;
}

import { type RawBuilder, sql } from 'kysely';
import type { Relation } from '../../shared/domain/policy.ts';
import type { DoctorId, PatientId, UserId } from '../../shared/ids.ts';
import { addMinutes, type Instant } from '../../shared/time/instant.ts';
import { closedChartsOf } from '../db/merged-charts.ts';
import type { Query } from '../db/transact.ts';
import type { Actor } from '../trpc/context.ts';

/** Who asks, and when: some relations end by themselves. */
export type Asker = { readonly actor: Actor; readonly now: Instant };

/** What of a thing decides how people stand to it. A kind of thing leaves out what it has not. */
export type Subject = {
  readonly userId?: UserId;
  readonly patientId?: PatientId | null;
  readonly doctorId?: DoctorId | null;
};

/** The columns of a table that say the same, as `table.column` in the database's own spelling. */
export type SubjectColumns = { readonly user?: string; readonly patient?: string; readonly doctor?: string };

const DAY_MIN = 24 * 60;
/** Twelve months back, six ahead. */
const BACK_DAYS = 365;
const AHEAD_DAYS = 183;
/** A buffer makes the busy time start up to an hour before the visit. */
const LONGEST_BUFFER_MIN = 60;

/** The relations a thing tells by itself; the others are in the database. */
export function relationsByItself(actor: Actor, subject: Subject): Relation[] {
  const isOwn = isSame(actor.userId, subject.userId) || isSame(actor.patientId, subject.patientId);
  return [
    'clinic',
    ...(isOwn ? (['self'] as const) : []),
    ...(isSame(actor.doctorId, subject.doctorId) ? (['own_schedule'] as const) : []),
  ];
}

/**
 * The patients a person stands to in this relation, as a query of `patient_id`. A decision asks whether
 * one patient is among them, a list whether each row's is: one text for both.
 */
const PATIENTS_OF: Partial<Record<Relation, (asker: Asker) => RawBuilder<unknown> | undefined>> = {
  treating: ({ actor, now }) => (actor.doctorId === null ? undefined : treatedBy(actor.doctorId, now)),
  break_glass: ({ actor, now }) => (actor.doctorId === null ? undefined : openedBy(actor.userId, now)),
};

/** What was opened, and the chart it was closed into since: it is the same person. */
function openedBy(userId: UserId, now: Instant): RawBuilder<unknown> {
  return sql`SELECT patient_id FROM (
    WITH RECURSIVE opened (patient_id) AS (
      SELECT patient_id FROM break_glass WHERE user_id = ${userId} AND expires_at > ${now} AND ended_at IS NULL
      UNION SELECT p.merged_into FROM patient AS p JOIN opened ON p.id = opened.patient_id
        WHERE p.merged_into IS NOT NULL)
    SELECT patient_id FROM opened)`;
}

export function patientsOf(asker: Asker, relation: Relation): RawBuilder<unknown> | undefined {
  return PATIENTS_OF[relation]?.(asker);
}

/** Whether this patient is one of those. */
export async function isPatientOf(
  q: Query,
  asker: Asker,
  of: { relation: Relation; patientId: PatientId },
): Promise<boolean> {
  const patients = patientsOf(asker, of.relation);
  if (patients === undefined) return false;
  const { rows } = await sql`SELECT 1 FROM (${patients}) WHERE patient_id = ${of.patientId} LIMIT 1`.execute(
    q,
  );
  return rows.length > 0;
}

/** The doctors who treat a patient now, and the people who have opened the chart: who is to hear of it. */
export async function listRelated(
  q: Query,
  patientId: PatientId,
  now: Instant,
): Promise<{ treating: DoctorId[]; breakGlass: UserId[] }> {
  const given = sql`patient_id = ${patientId}`;
  const doctors = await sql<{ id: DoctorId }>`SELECT DISTINCT doctor_id AS id
    FROM (${treatment('doctor_id', given, now)})`.execute(q);
  const charts = sql.join([patientId, ...(await closedChartsOf(q, patientId))]);
  const users = await sql<{ id: UserId }>`SELECT DISTINCT user_id AS id FROM break_glass
    WHERE patient_id IN (${charts}) AND expires_at > ${now} AND ended_at IS NULL`.execute(q);
  return { treating: doctors.rows.map(({ id }) => id), breakGlass: users.rows.map(({ id }) => id) };
}

function treatedBy(doctorId: DoctorId, now: Instant): RawBuilder<unknown> {
  return treatment('patient_id', sql`doctor_id = ${doctorId}`, now);
}

/**
 * Who treats whom, from either side: by a visit between them, or assigned at the desk. A visit called off
 * counts for nothing; the busy time is asked only for the index of a doctor's visits.
 */
function treatment(
  wanted: 'patient_id' | 'doctor_id',
  given: RawBuilder<unknown>,
  now: Instant,
): RawBuilder<unknown> {
  const from = addMinutes(now, -BACK_DAYS * DAY_MIN);
  const to = addMinutes(now, AHEAD_DAYS * DAY_MIN);
  return sql`SELECT ${sql.ref(wanted)} FROM appointment WHERE ${given}
    AND busy_start >= ${addMinutes(from, -LONGEST_BUFFER_MIN)} AND busy_start < ${to}
    AND starts_at >= ${from} AND starts_at < ${to}
    AND status NOT IN ('cancelled', 'entered_in_error')
    UNION ALL SELECT ${sql.ref(wanted)} FROM assigned_doctor WHERE ${given}
      AND (holds_until IS NULL OR holds_until > ${now})`;
}

function isSame(mine: string | null, its: string | null | undefined): boolean {
  return mine !== null && mine === its;
}

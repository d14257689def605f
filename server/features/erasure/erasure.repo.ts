import { sql } from 'kysely';
import type { PatientId, SessionId, UserId } from '../../../shared/ids.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import { addMinutes, type Instant } from '../../../shared/time/instant.ts';
import { closedChartsOf } from '../../db/merged-charts.ts';
import type { NewRow } from '../../db/schema.ts';
import type { Query } from '../../db/transact.ts';

/** One that was left standing days ago keeps nobody from anything. */
const OPEN_UNTIL_MIN = 24 * 60;
const OVER = `('left', 'no_show', 'cancelled', 'entered_in_error', 'completed')`;

export type PersonFacts = {
  readonly version: number;
  readonly birthDate: CivilDate;
  readonly userId: UserId | null;
  readonly visitCount: number;
  readonly openVisitCount: number;
  readonly openRequestCount: number;
  readonly lastVisitAt: Instant | null;
  readonly holdReason: string | null;
  readonly holdPlacedAt: Instant | null;
  readonly holdByName: string | null;
};

/** What decides whether and how a person may be erased; undefined when there is nobody (any more). */
export async function findPersonFacts(
  q: Query,
  patientId: PatientId,
  now: Instant,
): Promise<PersonFacts | undefined> {
  const charts = sql.join([patientId, ...(await closedChartsOf(q, patientId))]);
  const { rows } = await sql<PersonFacts>`
    SELECT patient.version AS version, birth_date, app_user.id AS user_id,
      (SELECT count(*) FROM appointment AS a WHERE a.patient_id = patient.id) AS visit_count,
      (SELECT count(*) FROM appointment AS a WHERE a.patient_id = patient.id
        AND a.ends_at > ${addMinutes(now, -OPEN_UNTIL_MIN)} AND a.status NOT IN ${sql.raw(OVER)}) AS open_visit_count,
      (SELECT count(*) FROM appointment_request AS r WHERE r.patient_id = patient.id
        AND r.status = 'pending') AS open_request_count,
      (SELECT max(a.starts_at) FROM appointment AS a WHERE a.patient_id = patient.id
        AND a.status NOT IN ('cancelled', 'entered_in_error')) AS last_visit_at,
      legal_hold.reason AS hold_reason, placed_at AS hold_placed_at, placer.name AS hold_by_name
    FROM patient
      LEFT JOIN app_user ON app_user.patient_id = patient.id
      LEFT JOIN legal_hold ON legal_hold.patient_id = (SELECT held.patient_id FROM legal_hold AS held
        WHERE held.patient_id IN (${charts}) ORDER BY held.patient_id <> patient.id LIMIT 1)
      LEFT JOIN app_user AS placer ON placer.id = legal_hold.placed_by
    WHERE patient.id = ${patientId} AND erased_at IS NULL`.execute(q);
  return rows[0];
}

export async function insertSealedRecord(q: Query, row: NewRow<'sealedRecord'>): Promise<void> {
  await q.insertInto('sealedRecord').values(row).execute();
}

export async function listLiveSessions(q: Query, userId: UserId): Promise<SessionId[]> {
  const rows = await q
    .selectFrom('session')
    .select('id')
    .where('userId', '=', userId)
    .where('endedAt', 'is', null)
    .execute();
  return rows.map(({ id }) => id);
}

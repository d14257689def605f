import { type RawBuilder, sql } from 'kysely';
import type { AppointmentStatus } from '../../../shared/domain/appointment-status.ts';
import type { Interval } from '../../../shared/domain/intervals.ts';
import type { DoctorId, PatientId } from '../../../shared/ids.ts';
import { addMinutes } from '../../../shared/time/instant.ts';
import type { Row } from '../../db/schema.ts';
import type { Query } from '../../db/transact.ts';
import type { Scope } from '../../policy/scope.ts';

const OF_VISIT = [
  'id',
  'version',
  'doctorId',
  'patientId',
  'appointmentTypeId',
  'roomId',
  'startsAt',
  'endsAt',
  'status',
  'statusSince',
  'confirmedAt',
  'arrivedAt',
  'checkedInAt',
  'inRoomAt',
  'withDoctorAt',
  'urgency',
  'reason',
  'source',
  'overrideReason',
  'isFirstVisit',
  'cancelCode',
  'cancelNote',
  'isLateCancel',
  'seriesId',
  'seriesIndex',
] as const satisfies readonly (keyof Row<'appointment'>)[];
const OF_PATIENT = [
  'chartNumber',
  'givenName',
  'familyName',
  'birthDate',
  'sex',
  'phone',
  'needsInterpreter',
  'deskNote',
  'owedMinor',
] as const satisfies readonly (keyof Row<'patient'>)[];

const DAY_MIN = 1440;

/** What the drawing of a visit needs, of itself and of its patient. */
export type DrawnVisit = Pick<Row<'appointment'>, (typeof OF_VISIT)[number]> &
  Pick<Row<'patient'>, (typeof OF_PATIENT)[number]> & {
    readonly seriesCount: number | null;
    /** 1 where there is one; which stays in the chart. */
    readonly hasAllergy: number | null;
  };

/** The screens' widest and most frequent read: SQLite names the columns itself, no row is mapped afterwards. */
const COLUMNS = sql.raw(
  [...OF_VISIT.map((name) => column('a', name)), ...OF_PATIENT.map((name) => column('p', name))].join(', '),
);

/**
 * Visits that lie wholly or partly inside a frame, in order; of these doctors, or of all this person sees.
 * Ordinary visits last at most a day: a range from one day before finds them. The few longer ones that
 * began before that have their own index.
 */
export async function listDrawnVisits(
  q: Query,
  frame: Interval,
  of: { scope: Scope; doctorIds?: readonly DoctorId[]; statuses?: readonly AppointmentStatus[] },
): Promise<DrawnVisit[]> {
  const { scope, doctorIds, statuses } = of;
  const seen = scope.isEverything
    ? sql``
    : sql`AND ${scope.where({ patient: 'a.patient_id', doctor: 'a.doctor_id' })}`;
  const doctors = doctorIds === undefined ? sql`` : sql`AND a.doctor_id IN (${sql.join([...doctorIds])})`;
  const states = statuses === undefined ? sql`` : sql`AND a.status IN (${sql.join([...statuses])})`;
  const list = async (index: string, when: RawBuilder<unknown>) => {
    const { rows } = await sql<DrawnVisit>`
      SELECT ${COLUMNS}, (SELECT visit_count FROM series AS s WHERE s.id = a.series_id) AS "seriesCount",
        (SELECT allergies IS NOT NULL FROM patient_profile AS f WHERE f.patient_id = a.patient_id) AS "hasAllergy"
      FROM appointment AS a INDEXED BY ${sql.raw(index)} JOIN patient AS p ON p.id = a.patient_id
      WHERE ${when} AND a.ends_at > ${frame.start} AND a.status <> 'entered_in_error' ${seen} ${doctors} ${states}
      ORDER BY a.starts_at, a.id`.execute(q.withoutPlugins());
    return rows;
  };
  const near = addMinutes(frame.start, -DAY_MIN);
  return [
    ...(await list('appointment_long_by_end', sql`a.is_long = 1 AND a.starts_at < ${near}`)),
    ...(await list('appointment_by_start', sql`a.starts_at >= ${near} AND a.starts_at < ${frame.end}`)),
  ];
}

/** The doctors of one patient's visits inside a frame. */
export async function listDoctorsOf(
  q: Query,
  frame: Interval,
  of: { readonly patientId: PatientId; readonly statuses: readonly AppointmentStatus[] },
): Promise<DoctorId[]> {
  const rows = await q
    .selectFrom('appointment')
    .select('doctorId')
    .distinct()
    .where('patientId', '=', of.patientId)
    .where('startsAt', '<', frame.end)
    .where('endsAt', '>', frame.start)
    .where('status', 'in', of.statuses)
    .orderBy('doctorId')
    .execute();
  return rows.map(({ doctorId }) => doctorId);
}

/** The patients of the visits that begin inside a frame. */
export async function listPatientsOf(
  q: Query,
  frame: Interval,
  statuses: readonly AppointmentStatus[],
): Promise<PatientId[]> {
  const rows = await q
    .selectFrom('appointment')
    .select('patientId')
    .distinct()
    .where('startsAt', '>=', frame.start)
    .where('startsAt', '<', frame.end)
    .where('status', 'in', statuses)
    .orderBy('patientId')
    .execute();
  return rows.map(({ patientId }) => patientId);
}

function column(table: 'a' | 'p', name: string): string {
  return `${table}.${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)} AS "${name}"`;
}

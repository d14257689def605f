import { sql } from 'kysely';
import type { AppointmentId, PatientId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Row } from '../../db/schema.ts';
import type { Query } from '../../db/transact.ts';

export type CheckInRow = Row<'checkIn'> & { readonly byName: string | null };

export function findCheckIn(q: Query, id: AppointmentId): Promise<CheckInRow | undefined> {
  return q
    .selectFrom('checkIn')
    .leftJoin('appUser', 'appUser.id', 'checkIn.checkedBy')
    .selectAll('checkIn')
    .select('appUser.name as byName')
    .where('appointmentId', '=', id)
    .executeTakeFirst();
}

/** When each thing was confirmed last as a patient came. */
export async function lastConfirmed(q: Query, patientId: PatientId): Promise<ReadonlyMap<string, Instant>> {
  const { rows } = await sql<{ item: string; at: Instant }>`
    SELECT item.value AS item, max(check_in.checked_at) AS at
    FROM appointment JOIN check_in ON check_in.appointment_id = appointment.id, json_each(check_in.items) AS item
    WHERE appointment.patient_id = ${patientId}
    GROUP BY item.value`.execute(q);
  return new Map(rows.map(({ item, at }) => [item, at]));
}

/** One a visit: after a step back, the next check-in takes the place of the one before. */
export async function writeCheckIn(q: Query, row: Omit<Row<'checkIn'>, 'version'>): Promise<void> {
  const { appointmentId: _, ...rest } = row;
  await q
    .insertInto('checkIn')
    .values({ ...row, version: 1 })
    .onConflict((conflict) =>
      conflict
        .column('appointmentId')
        .doUpdateSet((eb) => ({ ...rest, version: eb('checkIn.version', '+', 1) })),
    )
    .execute();
}

import { sql } from 'kysely';
import type { Attendance } from '../../../shared/contracts/attendance.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { addYears } from '../../../shared/time/civil-date.ts';
import { civilDateOf, dayBounds } from '../../../shared/time/clinic-zone.ts';
import type { Query } from '../../db/transact.ts';
import type { AppointmentDeps } from './appointments.deps.ts';

/** Counted over the visits of the last twelve months, today's among them. Whose right it is, the caller asks. */
export async function countAttendance(
  deps: Pick<AppointmentDeps, 'clock' | 'clinic'>,
  q: Query,
  patientId: PatientId,
): Promise<Attendance> {
  const { timeZone, lateAlertMin } = (await deps.clinic.current(q)).settings;
  const today = civilDateOf(deps.clock.now(), timeZone);
  const lateSec = lateAlertMin * 60;
  // Who simply comes has no time to be late for.
  const isLate = sql`source <> 'walk_in' AND unixepoch(arrived_at) - unixepoch(starts_at) >= ${lateSec}`;
  return await q
    .selectFrom('appointment')
    .select([
      sql<number>`count(*) FILTER (WHERE status = 'no_show')`.as('noShows'),
      sql<number>`count(*) FILTER (WHERE status = 'cancelled' AND is_late_cancel = 1)`.as('lateCancels'),
      sql<number>`count(*) FILTER (WHERE status <> 'entered_in_error' AND ${isLate})`.as('lates'),
    ])
    .where('patientId', '=', patientId)
    .where('startsAt', '>=', dayBounds(addYears(today, -1), timeZone).start)
    .executeTakeFirstOrThrow();
}

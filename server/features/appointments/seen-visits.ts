import type { SeenVisit } from '../../../shared/domain/wait-estimate.ts';
import type { DoctorId } from '../../../shared/ids.ts';
import { addDays, type CivilDate } from '../../../shared/time/civil-date.ts';
import { dayBounds } from '../../../shared/time/clinic-zone.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Query } from '../../db/transact.ts';

/** What lies further back says little about how a doctor works now. */
const WEEKS_DAYS = 28;
/** A month of full days. */
const MAX_VISITS = 600;

/** The visits a doctor was seen in that day and in the four weeks before it, the latest ones first. */
export async function listSeenVisits(
  q: Query,
  { doctorId, day, timeZone }: { doctorId: DoctorId; day: CivilDate; timeZone: string },
): Promise<SeenVisit[]> {
  const rows = await q
    .selectFrom('appointment')
    .select(['appointmentTypeId', 'startsAt', 'arrivedAt', 'withDoctorAt', 'status', 'endedAt'])
    .where('doctorId', '=', doctorId)
    .where('busyStart', '>=', dayBounds(addDays(day, -WEEKS_DAYS), timeZone).start)
    .where('busyStart', '<', dayBounds(day, timeZone).end)
    .where('withDoctorAt', 'is not', null)
    // Other programs' stamps were not set while people waited.
    .where('source', '!=', 'import')
    .where('status', 'in', ['with_doctor', 'completed'])
    .orderBy('busyStart', 'desc')
    .limit(MAX_VISITS)
    .execute();
  return rows.map((row) => ({
    typeId: row.appointmentTypeId,
    startsAt: row.startsAt,
    arrivedAt: row.arrivedAt,
    withDoctorAt: row.withDoctorAt as Instant,
    doneAt: row.status === 'completed' ? row.endedAt : null,
  }));
}

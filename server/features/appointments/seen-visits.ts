import type { Interval } from '../../../shared/domain/intervals.ts';
import type { SeenVisit } from '../../../shared/domain/wait-estimate.ts';
import type { DoctorId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Query } from '../../db/transact.ts';

/** The latest ones tell enough: a doctor sees as many in a week or two. */
const MAX_VISITS = 200;

/** The visits of a span of time in which a doctor saw somebody, the latest ones first. */
export async function listSeenVisits(q: Query, doctorId: DoctorId, span: Interval): Promise<SeenVisit[]> {
  const rows = await q
    .selectFrom('appointment')
    .select(['appointmentTypeId', 'startsAt', 'arrivedAt', 'withDoctorAt', 'status', 'endedAt'])
    .where('doctorId', '=', doctorId)
    .where('busyStart', '>=', span.start)
    .where('busyStart', '<', span.end)
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

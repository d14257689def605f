import type { CountedVisit } from '../../../shared/domain/figures.ts';
import type { Interval } from '../../../shared/domain/intervals.ts';
import type { DoctorId } from '../../../shared/ids.ts';
import type { Query } from '../../db/transact.ts';

/** Of one day; more than any clinic sees. */
const MAX_VISITS = 20_000;

/** What the manager's figures need of the visits that begin in a span of time, and nothing of whom they are. */
export async function listCountedVisits(
  q: Query,
  span: Interval,
  doctorId: DoctorId | undefined,
): Promise<(CountedVisit & { readonly doctorId: DoctorId })[]> {
  const rows = await q
    .selectFrom('appointment')
    .select(['doctorId', 'startsAt', 'busyStart', 'busyEnd', 'status', 'source', 'isLateCancel', 'createdAt'])
    .select(['arrivedAt', 'withDoctorAt'])
    .where('startsAt', '>=', span.start)
    .where('startsAt', '<', span.end)
    .$if(doctorId !== undefined, (query) => query.where('doctorId', '=', doctorId as DoctorId))
    .orderBy('startsAt')
    .orderBy('id')
    .limit(MAX_VISITS)
    .execute();
  return rows.map(({ busyStart, busyEnd, isLateCancel, ...row }) => ({
    ...row,
    busy: { start: busyStart, end: busyEnd },
    isLateCancel: isLateCancel === 1,
  }));
}

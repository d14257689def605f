import { type InLine, type Pace, paceOf, type Turn, turnsOf } from '../../../shared/domain/wait-estimate.ts';
import { civilDateOf, dayBounds } from '../../../shared/time/clinic-zone.ts';
import type { DoctorId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Query } from '../../db/transact.ts';
import type { AppointmentsService } from '../appointments/appointments.service.ts';

const NO_PACE: Pace = { lengths: new Map(), allLengths: [], delays: [] };

/** Everybody's turn, by how the visits of those doctors went for whom somebody waits. */
export async function turnsNow(
  appointments: Pick<AppointmentsService, 'listSeenVisits'>,
  q: Query,
  { line, now, zone }: { line: readonly InLine[]; now: Instant; zone: string },
): Promise<ReadonlyMap<string, Turn>> {
  const day = civilDateOf(now, zone);
  const isWaiting = ({ arrivedAt, seenSince }: InLine) => arrivedAt !== null && seenSince === null;
  const paces = new Map<string, Pace>();
  for (const doctorId of new Set(line.filter(isWaiting).map((each) => each.doctorId))) {
    const of = { doctorId: doctorId as DoctorId, day, timeZone: zone };
    paces.set(doctorId, paceOf(await appointments.listSeenVisits(q, of), dayBounds(day, zone).start));
  }
  return turnsOf(line, now, (doctorId) => paces.get(doctorId) ?? NO_PACE);
}

import { dayBounds } from '../../../shared/time/clinic-zone.ts';
import type { ArrivalWay } from '../../../shared/domain/displays.ts';
import { statusMove } from '../../../shared/domain/appointment-status.ts';
import { AppError } from '../../../shared/errors.ts';
import type { AppointmentId } from '../../../shared/ids.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Query, Transaction } from '../../db/transact.ts';
import type { AppointmentDeps } from './appointments.deps.ts';
import { findVisit } from './appointments.repo.ts';
import { type DrawnVisit, listDrawnVisits } from './board.repo.ts';
import { IN_LINE } from './in-house.ts';
import { EVERYTHING } from './read-appointments.ts';
import { statusNow } from './status-stamps.ts';
import { statusColumns, writeStatus } from './write-status.ts';

/** Everybody who is to come on a day or is in the house. For what decides itself who may know of it. */
export async function expectedOn(deps: AppointmentDeps, q: Query, day: CivilDate): Promise<DrawnVisit[]> {
  const { settings } = await deps.clinic.current(q);
  const frame = dayBounds(day, settings.timeZone);
  return await listDrawnVisits(q, frame, { scope: EVERYTHING, statuses: IN_LINE });
}

/**
 * Somebody has said at a device that they are here: nobody of the staff has done it, and the change says so. Whoever
 * is in the house already stays where they are. Answers the ticket.
 */
export async function arriveByDevice(
  deps: AppointmentDeps,
  tx: Transaction,
  come: { readonly id: AppointmentId; readonly via: ArrivalWay; readonly at: Instant },
): Promise<number> {
  const { id, via, at } = come;
  const before = await findVisit(tx.q, id);
  if (before === undefined) throw new AppError('not_found');
  const move = statusMove(statusNow(before), 'arrived');
  if (move === 'forward') {
    const snapshot = await deps.clinic.current(tx.q);
    const columns = statusColumns(before, { to: 'arrived' }, { move, now: at, snapshot });
    const step = { to: 'arrived', subtype: 'appointment.arriveAtDevice', reason: '', columns } as const;
    await writeStatus(tx, { actor: null, now: at, snapshot }, { before, step });
  }
  return await deps.calls.noteArrival(tx, { appointmentId: id, via, at });
}

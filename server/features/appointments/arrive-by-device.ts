import { civilDaysOf, dayBounds } from '../../../shared/time/clinic-zone.ts';
import type { ArrivalWay } from '../../../shared/domain/displays.ts';
import { statusMove } from '../../../shared/domain/appointment-status.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Query, Transaction } from '../../db/transact.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { AppointmentDeps } from './appointments.deps.ts';
import { insertChange, updateAppointment } from './appointments.repo.ts';
import { type DrawnVisit, listDrawnVisits } from './board.repo.ts';
import { IN_LINE } from './in-house.ts';
import { EVERYTHING } from './read-appointments.ts';
import { statusNow } from './status-stamps.ts';

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
  come: { readonly visit: DrawnVisit; readonly via: ArrivalWay; readonly at: Instant },
): Promise<number> {
  const { visit, via, at } = come;
  if (statusMove(statusNow(visit), 'arrived') === 'forward') await writeArrival(deps, tx, come);
  return await deps.calls.noteArrival(tx, { appointmentId: visit.id, via, at });
}

async function writeArrival(
  deps: AppointmentDeps,
  tx: Transaction,
  { visit, at }: { readonly visit: DrawnVisit; readonly at: Instant },
): Promise<void> {
  const { id, doctorId, patientId } = visit;
  const columns = { status: 'arrived', statusSince: at, arrivedAt: at, updatedAt: at } as const;
  // Read in the same transaction: nobody has come between.
  await updateAppointment(tx.q, { id, expectedVersion: visit.version }, columns);
  await insertChange(tx.q, {
    ...{ appointmentId: id, at, byUser: null, kind: 'status', fromStatus: visit.status, toStatus: 'arrived' },
    ...{ fromStartsAt: null, toStartsAt: null, fromDoctorId: null, toDoctorId: null, reason: '' },
  });
  const version = visit.version + 1;
  const object = { objectType: 'appointment', objectId: id, objectVersion: version, patientId };
  const changedFields = Object.keys(columns);
  await recordAudit(
    tx.q,
    { who: null, at },
    { action: 'U', subtype: 'appointment.arriveAtDevice', ...object, changedFields },
  );
  const { settings } = await deps.clinic.current(tx.q);
  const days = civilDaysOf({ start: visit.startsAt, end: visit.endsAt }, settings.timeZone);
  tx.emit({ type: 'appointment.changed', id, version, doctorId, patientId, days });
}

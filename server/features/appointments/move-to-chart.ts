import type { PatientId } from '../../../shared/ids.ts';
import { civilDateOf } from '../../../shared/time/clinic-zone.ts';
import type { Transaction } from '../../db/transact.ts';
import type { AppointmentDeps } from './appointments.deps.ts';
import { listAllOfPatient, updateAppointment } from './appointments.repo.ts';

/**
 * All visits of one chart become those of another, in the caller's transaction: the two are one person.
 * The database refuses it as a whole (`patient_busy`) where that person would be in two places.
 */
export async function moveToChart(
  deps: Pick<AppointmentDeps, 'clock' | 'clinic'>,
  tx: Transaction,
  { from, to }: { from: PatientId; to: PatientId },
): Promise<void> {
  const updatedAt = deps.clock.now();
  const { settings } = await deps.clinic.current(tx.q);
  for (const { id, version, doctorId, startsAt } of await listAllOfPatient(tx.q, from)) {
    await updateAppointment(tx.q, { id, expectedVersion: version }, { patientId: to, updatedAt });
    const days = [civilDateOf(startsAt, settings.timeZone)];
    tx.emit({ type: 'appointment.changed', id, version: version + 1, doctorId, patientId: to, days });
  }
}

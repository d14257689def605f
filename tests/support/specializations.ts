import type { DoctorId, SpecializationId } from '../../shared/ids.ts';
import type { TestClinic } from './start-clinic.ts';
import { newRequestId } from './visits.ts';

/** A specialization that these doctors practise from now on, and no other. */
export async function gatherIn(
  clinic: TestClinic,
  name: string,
  doctorIds: readonly DoctorId[],
): Promise<SpecializationId> {
  const admin = clinic.call(clinic.actors.admin).clinic;
  const { id } = await admin.createSpecialization({ name, requestId: newRequestId() });
  for (const doctorId of doctorIds) {
    const { version: expectedVersion } = await admin.getDoctor({ id: doctorId });
    await admin.updateDoctor({ id: doctorId, expectedVersion, changes: { specializationIds: [id] } });
  }
  return id;
}

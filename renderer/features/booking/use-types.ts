import type { AppointmentTypeDto } from '../../../shared/contracts/clinic.ts';
import type { DoctorId } from '../../../shared/ids.ts';
import { useOverview } from '../../lib/use-overview.ts';

/** The kinds of visit a doctor offers; of all doctors when none is chosen. */
export function useTypes(doctorId: DoctorId | undefined): readonly AppointmentTypeDto[] {
  const overview = useOverview();
  return (overview?.types ?? []).filter(
    (type) => type.isActive && (doctorId === undefined || type.doctorIds.includes(doctorId)),
  );
}

/** The chosen type as long as it is offered, otherwise the first one. */
export function offeredType(
  types: readonly AppointmentTypeDto[],
  chosen: string | undefined,
): AppointmentTypeDto | undefined {
  return types.find((type) => type.id === chosen) ?? types[0];
}

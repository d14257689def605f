import type { DoctorDto } from '../../../shared/contracts/clinic.ts';
import type { RequestDto } from '../../../shared/contracts/requests.ts';
import { useOverview } from '../../lib/use-overview.ts';

/** With whom the visit can be that somebody asks for: the doctor they named, or each of the specialization. */
export function useAskedDoctors({ doctorId, specializationId }: RequestDto): readonly DoctorDto[] {
  const doctors = useOverview()?.doctors ?? [];
  return doctorId === null
    ? doctors.filter(
        (doctor) => doctor.isActive && doctor.specializations.some(({ id }) => id === specializationId),
      )
    : doctors.filter(({ id }) => id === doctorId);
}

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AppointmentTypeDto, DoctorDto } from '../../../shared/contracts/clinic.ts';
import { usualType } from '../../../shared/domain/usual-type.ts';
import type { DoctorId } from '../../../shared/ids.ts';
import { useTRPC } from '../../lib/api.ts';
import type { BookingStart } from '../../lib/desk-tasks.ts';
import { useOverview } from '../../lib/use-overview.ts';
import { boardFacts } from './board-facts.ts';

/** The kinds of visit a doctor offers; of all doctors when none is chosen. */
export function useTypes(doctorId: DoctorId | undefined): readonly AppointmentTypeDto[] {
  const overview = useOverview();
  return (overview?.types ?? []).filter(
    (type) => type.isActive && (doctorId === undefined || type.doctorIds.includes(doctorId)),
  );
}

/** The kinds of visit that one or another of these doctors offers. */
export function useTypesOf(doctors: readonly DoctorDto[]): readonly AppointmentTypeDto[] {
  const types = useTypes(undefined);
  return types.filter((type) => doctors.some(({ id }) => type.doctorIds.includes(id)));
}

type Known = {
  /** What somebody has chosen here, as long as it is offered. */
  readonly chosen: string | undefined;
  /** What the person had the last time. */
  readonly last: string | undefined;
  readonly start: BookingStart;
};

/** The kind of visit that was chosen, or the one that is most likely meant. */
export function useUsualType(
  types: readonly AppointmentTypeDto[],
  { chosen, last, start }: Known,
): AppointmentTypeDto | undefined {
  const queryClient = useQueryClient();
  const keys = useTRPC();
  // As they were when the dialog opened: a time that is chosen in it is chosen for a kind of visit already.
  const [facts] = useState(() => boardFacts(queryClient, keys, start));
  return types.find(({ id }) => id === chosen) ?? usualType(types, { ...facts, last });
}

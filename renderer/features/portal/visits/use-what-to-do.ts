import { useTranslation } from 'react-i18next';
import type { AppointmentStatus } from '../../../../shared/domain/appointment-status.ts';

const SPOKEN = ['booked', 'confirmed', 'arrived', 'checked_in', 'in_room', 'with_doctor'] as const;

/** What a visit's status asks of its patient. */
export function useWhatToDo(): (status: AppointmentStatus) => string {
  const { t } = useTranslation('portal');
  return (status) => t(`visit.what.${SPOKEN.find((known) => known === status) ?? 'other'}`);
}

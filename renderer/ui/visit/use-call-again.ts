import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import { useTRPCClient } from '../../lib/api.ts';
import { useErrorText } from '../../lib/errors.ts';
import { fullName } from './patient-line.tsx';

/** Whether somebody is called and has not been seen yet. */
export function isCallable(visit: AppointmentDto): boolean {
  return visit.status === 'in_room' && visit.can.setStatus;
}

/** Once more on the screens of the waiting room. */
export function useCallAgain(): (visit: AppointmentDto) => void {
  const { t } = useTranslation('displays');
  const api = useTRPCClient();
  const errorText = useErrorText();
  const call = useMutation({
    mutationFn: ({ id }: AppointmentDto) => api.appointments.callAgain.mutate({ id }),
    onSuccess: (_done, { patient }) =>
      notifications.show({ message: t('again.done', { name: fullName(patient) }) }),
    onError: (error, { patient }) =>
      notifications.show({
        color: 'red',
        message: t('again.failed', { name: fullName(patient), why: errorText(error) }),
      }),
  });
  return call.mutate;
}

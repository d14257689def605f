import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import { useTRPC } from '../../lib/api.ts';
import { useErrorText } from '../../lib/errors.ts';
import { useFormat } from '../../lib/format.ts';
import { newRequestId } from '../../lib/request-id.ts';
import { useActToast } from '../../ui/act-toast.tsx';
import { useWayBack } from '../../ui/use-way-back.ts';
import { fullName } from '../../ui/visit/patient-line.tsx';

/** "Come for this again in a year": the desk is to see to it. */
export function useRecall(): (visit: AppointmentDto, months: number) => void {
  const { t } = useTranslation('myDay');
  const trpc = useTRPC();
  const format = useFormat();
  const errorText = useErrorText();
  const say = useActToast();
  const wayBack = useWayBack();
  const takeBack = useMutation(trpc.recalls.takeBackAdd.mutationOptions());
  const { mutate, isPending } = useMutation(
    trpc.recalls.add.mutationOptions({
      onSuccess: ({ id, version: expectedVersion, patient, dueOn }) => {
        const name = fullName(patient);
        const undo = wayBack(async () => {
          await takeBack.mutateAsync({ id, expectedVersion });
          say(t('followUp.takenOff', { name }));
        });
        const way = { act: 'recalls.takeBackAdd', id, version: expectedVersion } as const;
        say(t('followUp.recalled', { name, month: format.month(dueOn) }), { undo, isOwn: true, way });
      },
      onError: (error) => say(errorText(error), { isBad: true }),
    }),
  );
  return ({ patient, type, doctorId }, dueInMonths) => {
    if (isPending) return;
    const what = { appointmentTypeId: type.id, doctorId, dueInMonths };
    mutate({ ...what, patientId: patient.id, requestId: newRequestId() });
  };
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RequestDto } from '../../../shared/contracts/requests.ts';
import type { AppointmentTypeId, DoctorId } from '../../../shared/ids.ts';
import { useTRPC } from '../../lib/api.ts';
import { putVisit } from '../../lib/board-cache.ts';
import { useDeskTasks } from '../../lib/desk-tasks.ts';
import { useFormat } from '../../lib/format.ts';
import { useRequestId } from '../../lib/request-id.ts';
import { useActToast } from '../../ui/act-toast.tsx';
import { fullName } from '../../ui/visit/patient-line.tsx';

type AcceptAt = {
  readonly doctorId: DoctorId;
  readonly appointmentTypeId: AppointmentTypeId;
  readonly startsAt: string;
  readonly overrideReason?: string;
};

/** Puts the request into its time, and says so with the way back. */
export function useAccept(request: RequestDto, onAccepted: () => void) {
  const { t } = useTranslation('booking');
  const format = useFormat();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const say = useActToast();
  const { undoOf } = useDeskTasks();
  const requestId = useRequestId();
  const accept = useMutation(
    trpc.requests.accept.mutationOptions({
      onSuccess: ({ appointment }) => {
        putVisit(queryClient, trpc, appointment);
        void queryClient.invalidateQueries(trpc.requests.list.pathFilter());
        const words = {
          name: fullName(appointment.patient),
          time: format.dateTime(appointment.startsAt),
        };
        say(t('booked', words), { undo: () => undoOf(appointment) });
        onAccepted();
      },
    }),
  );
  const send = (at: AcceptAt) => {
    const content = { id: request.id, ...at, expectedVersion: request.version };
    accept.mutate({ ...content, requestId: requestId(content) });
  };
  return { accept, send };
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import { useTRPC } from '../../lib/api.ts';
import { findVisit, putVisit } from '../../lib/board-cache.ts';
import type { PlaceFor } from '../../lib/desk-tasks.ts';
import { useFormat } from '../../lib/format.ts';
import { newRequestId } from '../../lib/request-id.ts';
import { useActToast } from '../../ui/act-toast.tsx';
import { fullName } from '../../ui/visit/patient-line.tsx';

type Answers = {
  /** The way back from it. */
  readonly undoOf: (visit: AppointmentDto) => void;
  /** The clinic said no. */
  readonly onRefused: (error: unknown) => void;
};

/** Puts a visit elsewhere without asking anything more, as a hand does that lets go of it. */
export function usePlace() {
  const { t } = useTranslation('desk');
  const format = useFormat();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const say = useActToast();
  const { mutateAsync } = useMutation(trpc.appointments.move.mutationOptions());
  return useCallback(
    async (visit: AppointmentDto, to: PlaceFor, { undoOf, onRefused }: Answers): Promise<void> => {
      const version = findVisit(queryClient, trpc, visit.id)?.version ?? 0;
      const expectedVersion = Math.max(visit.version, version);
      try {
        const moved = await mutateAsync({ id: visit.id, ...to, expectedVersion, requestId: newRequestId() });
        putVisit(queryClient, trpc, moved);
        const words = { name: fullName(moved.patient), time: format.dateTime(moved.startsAt) };
        const room = to.roomId === undefined ? undefined : moved.room?.name;
        say(room === undefined ? t('placed', words) : t('placedIn', { ...words, room }), {
          undo: () => undoOf(moved),
        });
      } catch (error) {
        onRefused(error);
      }
    },
    [t, format, trpc, queryClient, say, mutateAsync],
  );
}

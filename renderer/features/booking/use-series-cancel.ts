import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import type { SeriesVisit } from '../../../shared/contracts/series.ts';
import type { CancelCode } from '../../../shared/domain/appointment-status.ts';
import type { SeriesScope } from '../../../shared/domain/series.ts';
import { useTRPC } from '../../lib/api.ts';
import { putVisit } from '../../lib/board-cache.ts';
import { useDeskTasks } from '../../lib/desk-tasks.ts';
import { useRequestId } from '../../lib/request-id.ts';
import { useActToast } from '../../ui/act-toast.tsx';
import { fullName } from '../../ui/visit/patient-line.tsx';

type Input = {
  readonly visit: AppointmentDto;
  readonly onCancelled: () => void;
  readonly onRefused: () => void;
};
type Wish = {
  readonly scope: SeriesScope;
  readonly gone: readonly SeriesVisit[];
  readonly code: CancelCode;
  readonly note: string;
};

/** Cancels this visit with others of its series, as the dialog has shown them. */
export function useSeriesCancel({ visit, onCancelled, onRefused }: Input) {
  const { t } = useTranslation('booking');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const requestId = useRequestId();
  const say = useActToast();
  const { undoOf } = useDeskTasks();
  const cancel = useMutation(
    trpc.series.cancel.mutationOptions({
      onError: onRefused,
      onSuccess: ({ visits }) => {
        for (const each of visits) putVisit(queryClient, trpc, each);
        const [first] = visits;
        if (first !== undefined) {
          const words = { name: fullName(first.patient), count: visits.length };
          say(t('many.cancelled', words), { undo: () => undoOf(first) });
        }
        onCancelled();
      },
    }),
  );
  return {
    error: cancel.error,
    isPending: cancel.isPending,
    send: ({ gone, ...wish }: Wish) => {
      const seen = gone.map(({ id, version }) => ({ id, expectedVersion: version }));
      const content = { id: visit.id, ...wish, seen };
      cancel.mutate({ ...content, requestId: requestId(content) });
    },
  };
}

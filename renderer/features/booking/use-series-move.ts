import { keepPreviousData, skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import type { SeriesScope } from '../../../shared/domain/series.ts';
import type { DoctorId } from '../../../shared/ids.ts';
import { useTRPC } from '../../lib/api.ts';
import { putVisit } from '../../lib/board-cache.ts';
import { useDeskTasks } from '../../lib/desk-tasks.ts';
import { useRequestId } from '../../lib/request-id.ts';
import { useActToast } from '../../ui/act-toast.tsx';
import { fullName } from '../../ui/visit/patient-line.tsx';
import { focusFirstOpen } from './focus-first-open.ts';
import { useDateChanges } from './use-date-changes.ts';

type Input = {
  readonly visit: AppointmentDto;
  readonly scope: SeriesScope;
  /** Where this one goes; undefined while that is not chosen. */
  readonly to: { readonly doctorId: DoctorId; readonly startsAt: string } | undefined;
  readonly onMoved: () => void;
};

/** The move of several visits: what the clinic says to each, and what was decided about each. */
export function useSeriesMove({ visit, scope, to, onMoved }: Input) {
  const trpc = useTRPC();
  const requestId = useRequestId();
  // A doctor nobody has changed is each visit's own.
  const doctorId = to?.doctorId === visit.doctorId ? undefined : to?.doctorId;
  const plan =
    scope === 'one' || to === undefined ? undefined : { id: visit.id, scope, startsAt: to.startsAt };
  const content = plan && { ...plan, ...(doctorId !== undefined && { doctorId }) };
  const { changes, change } = useDateChanges(JSON.stringify(content ?? null));
  const input = content && {
    ...content,
    changes: Object.entries(changes).map(([id, startsAt]) => ({ id: id as AppointmentDto['id'], startsAt })),
  };
  const preview = useQuery({
    ...trpc.series.previewMove.queryOptions(input ?? skipToken, { staleTime: 0 }),
    placeholderData: keepPreviousData,
  });
  const move = useMoveSeries({ onMoved, onRefused: () => void preview.refetch() });
  const planned = input === undefined ? undefined : preview.data?.visits;
  const isSettled = planned !== undefined && !preview.isPlaceholderData && !preview.isFetching;
  const openCount = planned?.filter((each) => each.refusal !== null).length ?? 0;
  return {
    isOn: plan !== undefined,
    planned,
    changes,
    change,
    openCount,
    visitCount: planned?.filter((each) => !each.isLeftOut).length ?? 0,
    loadError: preview.error,
    error: move.error,
    isSending: move.isPending,
    send: (reason: string) => {
      if (openCount > 0) focusFirstOpen();
      if (input === undefined || !isSettled || openCount > 0 || move.isPending) return;
      const seen = planned.map(({ id, version }) => ({ id, expectedVersion: version }));
      const wish = { ...input, seen, reason };
      move.mutate({ ...wish, requestId: requestId(wish) });
    },
  };
}

function useMoveSeries({ onMoved, onRefused }: { onMoved: () => void; onRefused: () => void }) {
  const { t } = useTranslation('booking');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const say = useActToast();
  const { undoOf } = useDeskTasks();
  return useMutation(
    trpc.series.move.mutationOptions({
      onError: onRefused,
      onSuccess: ({ visits }) => {
        for (const visit of visits) putVisit(queryClient, trpc, visit);
        const [first] = visits;
        if (first !== undefined) {
          const words = { name: fullName(first.patient), count: visits.length };
          say(t('many.moved', words), { undo: () => undoOf(first) });
        }
        onMoved();
      },
    }),
  );
}

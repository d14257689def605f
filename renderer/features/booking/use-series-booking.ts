import { keepPreviousData, skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../lib/api.ts';
import { putVisit } from '../../lib/board-cache.ts';
import { useDeskTasks } from '../../lib/desk-tasks.ts';
import { useFormat } from '../../lib/format.ts';
import { useRequestId } from '../../lib/request-id.ts';
import { useActToast } from '../../ui/act-toast.tsx';
import { fullName } from '../../ui/visit/patient-line.tsx';
import { focusFirstOpen } from './focus-first-open.ts';
import { ruleOf } from './repeat-plan.ts';
import type { useBooking } from './use-booking.ts';
import { useDateChanges } from './use-date-changes.ts';

type Form = ReturnType<typeof useBooking>;

/** The booking as a series: its dates as the clinic judges them now, and what was decided about each. */
export function useSeriesBooking(form: Form) {
  const trpc = useTRPC();
  const requestId = useRequestId();
  const { draft, when } = form;
  const plan = draft.repeat;
  const content = contentOf(form);
  const { changes, change } = useDateChanges(JSON.stringify(content ?? null));
  const input = content && {
    ...content,
    changes: Object.entries(changes).map(([date, startsAt]) => ({ date, startsAt })),
  };
  const preview = useQuery({
    ...trpc.series.preview.queryOptions(input ?? skipToken, { staleTime: 0 }),
    placeholderData: keepPreviousData,
  });
  const book = useBookSeries(form, () => void preview.refetch());
  const dates = input === undefined ? undefined : preview.data?.dates;
  const isSettled = dates !== undefined && !preview.isPlaceholderData && !preview.isFetching;
  const openCount = dates?.filter((date) => date.refusal !== null).length ?? 0;

  function send(): void {
    form.setTried(true);
    if (openCount > 0) focusFirstOpen();
    if (input === undefined || !isSettled || openCount > 0 || book.isPending) return;
    const wish = { ...input, urgency: draft.urgency, reason: draft.reason };
    book.mutate({ ...wish, requestId: requestId(wish) });
  }
  return {
    plan,
    setPlan: (repeat: Form['draft']['repeat']) => {
      book.reset();
      form.edit({ repeat });
    },
    isRuleWrong: plan !== null && when.time !== '' && ruleOf(plan, when) === undefined,
    /** All is chosen that the dates depend on. */
    isComplete: input !== undefined,
    dates,
    changes,
    change,
    openCount,
    visitCount: dates?.filter((date) => !date.isLeftOut).length ?? 0,
    loadError: preview.error,
    error: book.error,
    isSending: book.isPending,
    send,
  };
}

function contentOf({ draft, when, type }: Form) {
  const { patient, repeat } = draft;
  const rule = repeat === null ? undefined : ruleOf(repeat, when);
  const { doctorId } = when;
  if (rule === undefined || patient === null || doctorId === undefined || type === undefined)
    return undefined;
  return { patientId: patient.id, doctorId, appointmentTypeId: type.id, rule };
}

function useBookSeries(form: Form, onRefused: () => void) {
  const { t } = useTranslation('booking');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const format = useFormat();
  const say = useActToast();
  const { undoOf } = useDeskTasks();
  return useMutation(
    trpc.series.book.mutationOptions({
      // What fitted a moment ago and does not now shows in the list.
      onError: onRefused,
      onSuccess: ({ visits }) => {
        for (const visit of visits) putVisit(queryClient, trpc, visit);
        const [first] = visits;
        if (first === undefined) return;
        const day = format.dayShort(format.dayOf(first.startsAt));
        const words = { name: fullName(first.patient), count: visits.length, day };
        say(t('many.booked', words), { undo: () => undoOf(first) });
        form.finish(first);
      },
    }),
  );
}

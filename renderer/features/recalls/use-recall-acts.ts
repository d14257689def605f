import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecallDto } from '../../../shared/contracts/recalls.ts';
import type { ContactKind, RecallEnd } from '../../../shared/domain/recalls.ts';
import { toCivilDate } from '../../../shared/time/civil-date.ts';
import { useTRPC } from '../../lib/api.ts';
import { useDeskTasks } from '../../lib/desk-tasks.ts';
import { useErrorText } from '../../lib/errors.ts';
import { useFormat } from '../../lib/format.ts';
import { newRequestId } from '../../lib/request-id.ts';
import { useActToast } from '../../ui/act-toast.tsx';
import { fullName } from '../../ui/visit/patient-line.tsx';

export type RecallActs = ReturnType<typeof useRecallActs>;

/** What is done to somebody on the list, by key, button or menu. */
export function useRecallActs() {
  const { t } = useTranslation('recalls');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const format = useFormat();
  const tasks = useDeskTasks();
  const errorText = useErrorText();
  const say = useActToast();
  const ended = useRef<RecallDto | null>(null);
  const common = {
    onError: (error: unknown) => say(errorText(error), { isBad: true }),
    onSettled: () => queryClient.invalidateQueries(trpc.recalls.pathFilter()),
  };
  const contact = useMutation(
    trpc.recalls.logContact.mutationOptions({
      ...common,
      onSuccess: ({ patient }, { kind }) =>
        say(t('logged', { name: fullName(patient), kind: t(`kind.${kind}`) })),
    }),
  );
  const reopen = useMutation(
    trpc.recalls.reopen.mutationOptions({
      ...common,
      onSuccess: ({ patient }) => {
        ended.current = null;
        say(t('reopened', { name: fullName(patient) }));
      },
    }),
  );
  const takeUp = ({ id, version: expectedVersion }: RecallDto) => reopen.mutate({ id, expectedVersion });
  const end = useMutation(
    trpc.recalls.end.mutationOptions({
      ...common,
      onSuccess: (recall, { as }) => {
        ended.current = recall;
        say(t(`ended.${as}`, { name: fullName(recall.patient) }), { undo: () => takeUp(recall) });
      },
    }),
  );
  const pin = usePin();
  return {
    pin,
    book: ({ id, patient, appointmentTypeId: typeId, doctorId, dueOn }: RecallDto) => {
      const today = format.today();
      // Who is overdue comes as soon as there is a time; nobody is booked into the past.
      const day = toCivilDate(dueOn) < today ? today : dueOn;
      tasks.book({ day, ...(doctorId !== null && { doctorId }), recall: { id, patient, typeId } });
    },
    show: ({ visit }: RecallDto) => visit !== null && tasks.show(visit.id),
    log: ({ id, version: expectedVersion }: RecallDto, kind: ContactKind) => {
      if (!contact.isPending) contact.mutate({ id, kind, expectedVersion, requestId: newRequestId() });
    },
    end: ({ id, version: expectedVersion }: RecallDto, as: RecallEnd) => {
      if (!end.isPending) end.mutate({ id, as, expectedVersion });
    },
    reopen: takeUp,
    /** What was ended last is taken up again; otherwise the newest act on a visit is taken back. */
    undo: () => (ended.current === null ? tasks.undo() : takeUp(ended.current)),
  };
}

/** To the day board, where the desk looks for a time. */
function usePin() {
  const { t } = useTranslation('recalls');
  const trpc = useTRPC();
  const errorText = useErrorText();
  const say = useActToast();
  const { mutate } = useMutation(
    trpc.pins.pin.mutationOptions({
      onError: (error) => say(errorText(error), { isBad: true }),
      onSuccess: ({ recall }) => recall && say(t('pinned', { name: fullName(recall.patient) })),
    }),
  );
  return ({ id: recallId }: RecallDto) => mutate({ recallId, requestId: newRequestId() });
}

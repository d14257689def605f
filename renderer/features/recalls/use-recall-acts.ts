import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RecallDto } from '../../../shared/contracts/recalls.ts';
import type { ContactKind, RecallEnd } from '../../../shared/domain/recalls.ts';
import { toCivilDate } from '../../../shared/time/civil-date.ts';
import { useTRPC } from '../../lib/api.ts';
import { useDeskTasks } from '../../lib/desk-tasks.ts';
import { useErrorText } from '../../lib/errors.ts';
import { useFormat } from '../../lib/format.ts';
import { newRequestId } from '../../lib/request-id.ts';
import { leadBack, standsAs } from '../../lib/undo-order.ts';
import { useActToast } from '../../ui/act-toast.tsx';
import { useWayBack } from '../../ui/use-way-back.ts';
import { fullName } from '../../ui/visit/patient-line.tsx';

export type RecallActs = ReturnType<typeof useRecallActs>;

/** What is done to somebody on the list, by key, button or menu; each with the way back. */
export function useRecallActs() {
  const { t } = useTranslation('recalls');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const format = useFormat();
  const tasks = useDeskTasks();
  const errorText = useErrorText();
  const say = useActToast();
  const wayBack = useWayBack();
  const onError = (error: unknown) => say(errorText(error), { isBad: true });
  const onSettled = () => void queryClient.invalidateQueries(trpc.recalls.pathFilter());
  const reopen = useMutation(trpc.recalls.reopen.mutationOptions({ onSettled }));
  const takeUp = async ({ id, version }: RecallDto) => {
    const again = await reopen.mutateAsync({ id, expectedVersion: standsAs(id, version) });
    say(t('reopened', { name: fullName(again.patient) }));
    return again;
  };
  const end = useMutation(
    trpc.recalls.end.mutationOptions({
      onError,
      onSettled,
      onSuccess: (recall, { id, as, expectedVersion: from }) => {
        const undo = wayBack(async () => leadBack(id, from, (await takeUp(recall)).version));
        const way = { act: 'recalls.reopen', id, version: recall.version, from } as const;
        say(t(`ended.${as}`, { name: fullName(recall.patient) }), { undo, isOwn: true, way });
      },
    }),
  );
  const pin = usePin();
  const log = useLog();
  return {
    pin,
    book: ({ id, patient, appointmentTypeId: typeId, doctorId, dueOn }: RecallDto) => {
      const today = format.today();
      // Who is overdue comes as soon as there is a time; nobody is booked into the past.
      const day = toCivilDate(dueOn) < today ? today : dueOn;
      tasks.book({ day, ...(doctorId !== null && { doctorId }), recall: { id, patient, typeId } });
    },
    show: ({ visit }: RecallDto) => visit !== null && tasks.show(visit.id),
    log,
    end: ({ id, version: expectedVersion }: RecallDto, as: RecallEnd) => {
      if (!end.isPending) end.mutate({ id, as, expectedVersion });
    },
    reopen: (recall: RecallDto) => void takeUp(recall).catch(onError),
    undo: tasks.undo,
  };
}

/** A try to reach the patient. */
function useLog() {
  const { t } = useTranslation('recalls');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  const say = useActToast();
  const wayBack = useWayBack();
  const onSettled = () => void queryClient.invalidateQueries(trpc.recalls.pathFilter());
  const strike = useMutation(trpc.recalls.takeBackContact.mutationOptions({ onSettled }));
  const contact = useMutation(
    trpc.recalls.logContact.mutationOptions({
      onSettled,
      onError: (error) => say(errorText(error), { isBad: true }),
      onSuccess: ({ id, patient, version }, { kind, expectedVersion: from }) => {
        const words = { name: fullName(patient), kind: t(`kind.${kind}`) };
        const undo = wayBack(async () => {
          const struck = await strike.mutateAsync({ id, expectedVersion: standsAs(id, version) });
          leadBack(id, from, struck.version);
          say(t('struck', words));
        });
        const way = { act: 'recalls.takeBackContact', id, version, from } as const;
        say(t('logged', words), { undo, isOwn: true, way });
      },
    }),
  );
  return ({ id, version: expectedVersion }: RecallDto, kind: ContactKind) => {
    if (!contact.isPending) contact.mutate({ id, kind, expectedVersion, requestId: newRequestId() });
  };
}

/** To the day board, where the desk looks for a time. */
function usePin() {
  const { t } = useTranslation('recalls');
  const trpc = useTRPC();
  const errorText = useErrorText();
  const say = useActToast();
  const wayBack = useWayBack();
  const unpin = useMutation(trpc.pins.unpin.mutationOptions());
  const { mutate } = useMutation(
    trpc.pins.pin.mutationOptions({
      onError: (error) => say(errorText(error), { isBad: true }),
      onSuccess: ({ id, recall }) => {
        if (recall === null) return;
        const name = fullName(recall.patient);
        const undo = wayBack(async () => {
          await unpin.mutateAsync({ id });
          say(t('unpinned', { name }));
        });
        say(t('pinned', { name }), { undo, isOwn: true, way: { act: 'unpin', id } });
      },
    }),
  );
  return ({ id: recallId }: RecallDto) => mutate({ recallId, requestId: newRequestId() });
}

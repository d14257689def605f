import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import type { PinDto } from '../../../shared/contracts/pins.ts';
import { mayEver } from '../../../shared/domain/policy.ts';
import { useAfterPaint } from '../../lib/after-paint.ts';
import { useTRPC } from '../../lib/api.ts';
import type { RecallId } from '../../../shared/ids.ts';
import type { DueFor } from '../../lib/desk-tasks.ts';
import { useErrorText } from '../../lib/errors.ts';
import type { OwnWay } from '../../lib/own-way.ts';
import { newRequestId } from '../../lib/request-id.ts';
import { useMe } from '../../lib/session.ts';
import { useActToast } from '../../ui/act-toast.tsx';
import { fullName } from '../../ui/visit/patient-line.tsx';

export type Pins = ReturnType<typeof usePins>;

const NONE: readonly PinDto[] = [];

/** What the desks look for a time for, and pinning to it. After the day itself is drawn. */
export function usePins() {
  const trpc = useTRPC();
  const isMine = mayEver(useMe().role, 'pin.read');
  const isWanted = useAfterPaint(true) && isMine;
  const items = useQuery({ ...trpc.pins.list.queryOptions({}), enabled: isWanted }).data?.items ?? NONE;
  const { pin, unpin } = usePinning();
  return useMemo(
    () => ({
      items,
      /** Left out for those whose board has none. */
      park: isMine ? pin : undefined,
      unpin,
      /** What lies behind the id of a block that was taken from the pinboard. */
      find: (id: string): { visit?: AppointmentDto | undefined; due?: DueFor<RecallId> | undefined } => {
        const found = items.find((each) => idOf(each) === id);
        return { visit: found?.visit ?? undefined, due: found && dueOf(found) };
      },
    }),
    [items, isMine, pin, unpin],
  );
}

export function idOf({ visit, recall, id }: PinDto): string {
  return visit?.id ?? recall?.id ?? id;
}

export function dueOf({ recall }: PinDto): DueFor<RecallId> | undefined {
  if (recall === null) return undefined;
  return { id: recall.id, patient: recall.patient, typeId: recall.appointmentTypeId };
}

function wayToPin({ visit, recall }: PinDto): OwnWay | undefined {
  if (visit !== null) return { act: 'pin', appointmentId: visit.id };
  return recall === null ? undefined : { act: 'pinRecall', recallId: recall.id };
}

function usePinning() {
  const { t } = useTranslation('board');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  const say = useActToast();
  const { mutate: add } = useMutation(trpc.pins.pin.mutationOptions());
  const { mutate: drop } = useMutation(trpc.pins.unpin.mutationOptions());
  return useMemo(() => {
    const onSettled = () => void queryClient.invalidateQueries(trpc.pins.pathFilter());
    const onError = (error: unknown) => say(errorText(error), { isBad: true });
    return {
      pin: ({ id: appointmentId, patient }: AppointmentDto): void => {
        const onSuccess = ({ id }: PinDto) =>
          say(t('pins.added', { name: fullName(patient) }), {
            undo: () => drop({ id }, { onError, onSettled }),
            isOwn: true,
            way: { act: 'unpin', id },
          });
        add({ appointmentId, requestId: newRequestId() }, { onSuccess, onError, onSettled });
      },
      unpin: (pin: PinDto): void => {
        const { visit, recall } = pin;
        const patient = visit?.patient ?? recall?.patient;
        const thing = visit === null ? { recallId: recall?.id } : { appointmentId: visit.id };
        const undo = () => add({ ...thing, requestId: newRequestId() }, { onError, onSettled });
        const onSuccess = () =>
          say(t('pins.removed', { name: patient === undefined ? '' : fullName(patient) }), {
            undo,
            isOwn: true,
            way: wayToPin(pin),
          });
        drop({ id: pin.id }, { onSuccess, onError, onSettled });
      },
    };
  }, [add, drop, queryClient, trpc, errorText, say, t]);
}

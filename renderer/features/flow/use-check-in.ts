import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import type { PatientProfileDto } from '../../../shared/contracts/profiles.ts';
import type { CheckInItem } from '../../../shared/domain/check-in.ts';
import { useTRPC } from '../../lib/api.ts';
import { findVisit, putVisit } from '../../lib/board-cache.ts';
import { useDeskTasks } from '../../lib/desk-tasks.ts';
import { useActToast } from '../../ui/act-toast.tsx';
import { fullName } from '../../ui/visit/patient-line.tsx';
import { parseAmount } from '../../lib/parse-amount.ts';

type Input = {
  readonly visit: AppointmentDto;
  /** The chart as it was read for the dialog. */
  readonly profile: PatientProfileDto | undefined;
  /** Things of which the clinic knows that they are not done: they are ticked by hand alone. */
  readonly open: readonly CheckInItem[];
  readonly asked: readonly CheckInItem[];
  readonly onDone: () => void;
};

const PHONE = /^\+?[\d\s().\-/]{3,40}$/;

export function useCheckIn({ visit, profile, open, asked, onDone }: Input) {
  const { t } = useTranslation(['flow', 'common']);
  const keys = useTRPC();
  const queryClient = useQueryClient();
  const checkIn = useSending(visit, onDone);
  const [pressed, setPressed] = useState<ReadonlyMap<CheckInItem, boolean>>(new Map());
  const [typedPhone, setPhone] = useState<string>();
  const [copay, setCopay] = useState('');
  const [isTried, setTried] = useState(false);

  const known = profile?.phone ?? visit.patient.phone ?? '';
  const phone = typedPhone ?? known;
  const amount = parseAmount(copay);
  const isPhoneWrong = phone.trim() !== '' && !PHONE.test(phone.trim());
  // A number that is typed is one that was asked for.
  const isOpen = (item: CheckInItem) => open.includes(item) && !(item === 'phone' && phone.trim() !== '');
  const isTicked = (item: CheckInItem) => pressed.get(item) ?? !isOpen(item);
  const confirmed = asked.filter(isTicked);

  function send(): void {
    setTried(true);
    if (isPhoneWrong || amount === undefined || checkIn.isPending) return;
    const isNewPhone = profile !== undefined && phone.trim() !== known;
    checkIn.mutate({
      id: visit.id,
      expectedVersion: Math.max(visit.version, findVisit(queryClient, keys, visit.id)?.version ?? 0),
      items: confirmed,
      copayMinor: amount,
      ...(isNewPhone && { chart: { phone: phone.trim() || null, expectedVersion: profile.version } }),
    });
  }
  return {
    confirmed,
    toggle: (item: CheckInItem) => setPressed(new Map(pressed).set(item, !isTicked(item))),
    phone,
    setPhone,
    copay,
    setCopay,
    send,
    errors: {
      phone: isTried && isPhoneWrong ? t('checkIn.phoneWrong') : undefined,
      copay: isTried && amount === undefined ? t('checkIn.copayWrong') : undefined,
    },
    isSending: checkIn.isPending,
    error: checkIn.error,
  };
}

function useSending(visit: AppointmentDto, onDone: () => void) {
  const { t } = useTranslation(['desk', 'common']);
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { undoOf } = useDeskTasks();
  const say = useActToast();
  return useMutation(
    trpc.appointments.checkIn.mutationOptions({
      // Somebody was quicker, here or on the chart: the next try is made of what is true now.
      onError: () => {
        void queryClient.invalidateQueries(trpc.flow.pathFilter());
        void queryClient.invalidateQueries(trpc.appointments.dayBoard.pathFilter());
        void queryClient.invalidateQueries(trpc.profiles.pathFilter());
      },
      onSuccess: (answer) => {
        putVisit(queryClient, trpc, answer);
        const words = { name: fullName(visit.patient), status: t(`common:status.${answer.status}`) };
        say(t('statusChanged', words), { undo: () => undoOf(answer) });
        onDone();
      },
    }),
  );
}

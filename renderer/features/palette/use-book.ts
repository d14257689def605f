import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BookingChoice } from '../../../shared/contracts/booking.ts';
import { MAX_CALL_SEC } from '../../../shared/contracts/call-times.ts';
import type { SlotDto } from '../../../shared/contracts/schedule.ts';
import { useTRPC } from '../../lib/api.ts';
import { putVisit } from '../../lib/board-cache.ts';
import { useDeskTasks } from '../../lib/desk-tasks.ts';
import { useFormat } from '../../lib/format.ts';
import { useRequestId } from '../../lib/request-id.ts';
import { useActToast } from '../../ui/act-toast.tsx';
import { fullName } from '../../ui/visit/patient-line.tsx';

/** What is booked: one of the choices, or another time in place of one. */
type Wanted = Pick<BookingChoice, 'patient' | 'type' | 'startsAt'> & {
  readonly doctor: Pick<BookingChoice['doctor'], 'id'>;
};

/** Books a ready choice. A second Enter asks with the same id: it books once. */
export function useBook(
  since: number,
  then: { readonly onBooked: () => void; readonly onRefused: () => void },
) {
  const { t } = useTranslation('booking');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const format = useFormat();
  const say = useActToast();
  const { undoOf } = useDeskTasks();
  const requestId = useRequestId();
  // A retry says the same again, its length among it.
  const call = useRef({ id: '', sec: 0 });
  const [sent, setSent] = useState<Wanted>();
  const booking = useMutation(
    trpc.appointments.book.mutationOptions({
      onSuccess: (visit) => {
        putVisit(queryClient, trpc, visit);
        say(t('booked', { name: fullName(visit.patient), time: format.dateTime(visit.startsAt) }), {
          undo: () => undoOf(visit),
        });
        then.onBooked();
      },
      // What was offered is no longer true.
      onError: then.onRefused,
    }),
  );
  function book(choice: Wanted, overrideReason?: string): void {
    if (booking.isPending) return;
    setSent(choice);
    const content = {
      patientId: choice.patient.id,
      doctorId: choice.doctor.id,
      appointmentTypeId: choice.type.id,
      startsAt: choice.startsAt,
      ...(overrideReason !== undefined && { overrideReason }),
    };
    const id = requestId(content);
    if (call.current.id !== id) call.current = { id, sec: secondsSince(since) };
    booking.mutate({ ...content, callSec: call.current.sec, requestId: id });
  }
  /** What was offered in place of what was refused, maybe with somebody else. */
  function bookInstead({ doctorId, startsAt }: SlotDto): void {
    if (sent !== undefined) book({ ...sent, doctor: { id: doctorId }, startsAt });
  }
  return { book, bookInstead, sent, refusal: booking.error, forget: booking.reset };
}

function secondsSince(since: number): number {
  return Math.min(MAX_CALL_SEC, Math.max(0, Math.round((performance.now() - since) / 1000)));
}

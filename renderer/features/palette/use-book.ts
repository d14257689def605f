import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BookingChoice } from '../../../shared/contracts/booking.ts';
import { useTRPC } from '../../lib/api.ts';
import { putVisit } from '../../lib/board-cache.ts';
import { useFormat } from '../../lib/format.ts';
import { useRequestId } from '../../lib/request-id.ts';
import { fullName } from '../../ui/visit/patient-line.tsx';

/** Books a ready choice. A second Enter asks with the same id: it books once. */
export function useBook(then: { readonly onBooked: () => void; readonly onRefused: () => void }) {
  const { t } = useTranslation('booking');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const format = useFormat();
  const requestId = useRequestId();
  const [sent, setSent] = useState<BookingChoice>();
  const booking = useMutation(
    trpc.appointments.book.mutationOptions({
      onSuccess: (visit) => {
        putVisit(queryClient, trpc, visit);
        notifications.show({
          message: t('booked', { name: fullName(visit.patient), time: format.dateTime(visit.startsAt) }),
        });
        then.onBooked();
      },
      // What was offered is no longer true.
      onError: then.onRefused,
    }),
  );
  function book(choice: BookingChoice, overrideReason?: string): void {
    if (booking.isPending) return;
    setSent(choice);
    const content = {
      patientId: choice.patient.id,
      doctorId: choice.doctor.id,
      appointmentTypeId: choice.type.id,
      startsAt: choice.startsAt,
      ...(overrideReason !== undefined && { overrideReason }),
    };
    booking.mutate({ ...content, requestId: requestId(content) });
  }
  return { book, sent, refusal: booking.error, forget: booking.reset };
}

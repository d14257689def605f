import { NativeSelect } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppointmentTypeDto } from '../../../../shared/contracts/clinic.ts';
import type { SlotDto } from '../../../../shared/contracts/schedule.ts';
import type { AppointmentTypeId, DoctorId } from '../../../../shared/ids.ts';
import { useTRPC } from '../../../lib/api.ts';
import { useDraftsLoaded, useKeptText } from '../../../lib/draft.ts';
import { useErrorText } from '../../../lib/errors.ts';
import { useFormat } from '../../../lib/format.ts';
import { useRequestId } from '../../../lib/request-id.ts';
import { LoadingLines } from '../../../ui/loading-lines.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { useDayWords } from '../use-day-words.ts';
import { useRefreshOwn } from '../use-refresh-own.ts';
import { ConfirmBooking } from './confirm-booking.tsx';
import { isSlotRefusal } from './is-slot-refusal.ts';

type Props = {
  /** What is offered online; never empty. */
  readonly types: readonly AppointmentTypeDto[];
  readonly doctorNameOf: (id: DoctorId) => string;
  /** What the words for it are kept under until they are sent. */
  readonly draft: string;
  /** Shows the free times for a type of visit. */
  readonly renderPicker: (typeId: AppointmentTypeId, onPick: (slot: SlotDto) => void) => ReactNode;
};

/** Pick what it is for, pick a time, confirm. */
export function BookSlot(props: Props) {
  return useDraftsLoaded() ? <PickAndConfirm {...props} /> : <LoadingLines rows={6} />;
}

function PickAndConfirm({ types, doctorNameOf, draft, renderPicker }: Props) {
  const { t } = useTranslation('portal');
  const trpc = useTRPC();
  const format = useFormat();
  const words = useDayWords();
  const navigate = useNavigate();
  const errorText = useErrorText();
  const refreshOwn = useRefreshOwn();
  const requestIdFor = useRequestId();
  const [typeId, setTypeId] = useState(types[0]?.id);
  const [slot, setSlot] = useState<SlotDto>();
  const { text: reason, setText: setReason, drop: dropReason } = useKeptText(draft);
  const book = useMutation(
    trpc.appointments.bookOnline.mutationOptions({
      onSuccess: async (visit) => {
        dropReason();
        await refreshOwn();
        notifications.show({ message: t('confirm.booked', { when: words.moment(visit.startsAt) }) });
        await navigate({ to: '/' });
      },
      onError: (error) => {
        if (!isSlotRefusal(error)) return;
        setSlot(undefined);
        void refreshOwn();
      },
    }),
  );
  const type = types.find(({ id }) => id === typeId) ?? types[0];
  if (type === undefined) return null;

  const submit = () => {
    if (slot === undefined) return;
    const { doctorId, startsAt } = slot;
    const wanted = { doctorId, appointmentTypeId: type.id, startsAt, reason };
    book.mutate({ ...wanted, requestId: requestIdFor(wanted) });
  };
  const pick = (next: SlotDto) => {
    book.reset();
    setSlot(next);
  };
  return (
    <>
      <NativeSelect
        size="md"
        label={t('slots.type')}
        value={type.id}
        onChange={(event) => setTypeId(types.find(({ id }) => id === event.currentTarget.value)?.id)}
        data={types.map(({ id, name, durationMin }) => ({
          value: id as string,
          label: t('slots.typeOption', { name, length: format.minutes(durationMin) }),
        }))}
      />
      {isSlotRefusal(book.error) && <Notice tone="warn">{errorText(book.error)}</Notice>}
      {renderPicker(type.id, pick)}
      <ConfirmBooking
        slot={slot}
        doctorName={slot === undefined ? '' : doctorNameOf(slot.doctorId)}
        typeName={type.name}
        reason={reason}
        onReason={setReason}
        isBusy={book.isPending}
        problem={book.isError && !isSlotRefusal(book.error) ? errorText(book.error) : undefined}
        onSubmit={submit}
        onClose={() => setSlot(undefined)}
      />
    </>
  );
}

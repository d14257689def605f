import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OwnAppointmentDto } from '../../../../shared/contracts/appointments.ts';
import type { SlotDto } from '../../../../shared/contracts/schedule.ts';
import type { ClinicSettings } from '../../../../shared/domain/clinic-settings.ts';
import { useTRPC } from '../../../lib/api.ts';
import { useErrorText } from '../../../lib/errors.ts';
import { useFormat } from '../../../lib/format.ts';
import { useRequestId } from '../../../lib/request-id.ts';
import { LoadFailed, PageNote } from '../../../ui/page-note.tsx';
import { LoadingLines } from '../../../ui/loading-lines.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Sheet } from '../../../ui/sheet.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { PortalPage } from '../portal-page.tsx';
import { useDayWords } from '../use-day-words.ts';
import { useOwnVisits } from '../use-own.ts';
import { useRefreshOwn } from '../use-refresh-own.ts';
import { isSlotRefusal } from './is-slot-refusal.ts';
import { SlotPicker } from './slot-picker.tsx';

/** Another time for a visit that is already booked. */
export function MoveScreen({ visitId }: { readonly visitId: string }) {
  const { t } = useTranslation(['portal', 'common']);
  const trpc = useTRPC();
  const visits = useOwnVisits('upcoming');
  const overview = useQuery(trpc.clinic.overview.queryOptions({}));
  const failed = [visits, overview].find((query) => query.isError);
  const visit = visits.data?.find(({ id }) => id === visitId);
  const content = () => {
    if (failed !== undefined)
      return <LoadFailed error={failed.error} onRetry={() => void failed.refetch()} />;
    if (visits.data === undefined || overview.data === undefined) return <LoadingLines rows={6} />;
    if (visit === undefined || !visit.can.move)
      return (
        <PageNote
          title={t('move.gone')}
          hint={t('move.goneHint')}
          action={<LinkButton to="/">{t('common:states.goHome')}</LinkButton>}
        />
      );
    const isOnline = overview.data.types.some((type) => type.id === visit.typeId && type.isOnline);
    if (!isOnline)
      return (
        <PageNote
          title={t('move.byClinic')}
          hint={t('move.byClinicHint')}
          action={
            <LinkButton to="/new/$doctorId" params={{ doctorId: visit.doctorId }}>
              {t('slots.askInstead')}
            </LinkButton>
          }
        />
      );
    return <Move visit={visit} settings={overview.data.settings} />;
  };
  return (
    <PortalPage title={t('move.title')} back="/">
      {content()}
    </PortalPage>
  );
}

function Move({ visit, settings }: { readonly visit: OwnAppointmentDto; readonly settings: ClinicSettings }) {
  const { t } = useTranslation('portal');
  const trpc = useTRPC();
  const words = useDayWords();
  const format = useFormat();
  const navigate = useNavigate();
  const errorText = useErrorText();
  const refreshOwn = useRefreshOwn();
  const requestIdFor = useRequestId();
  const [slot, setSlot] = useState<SlotDto>();
  const move = useMutation(
    trpc.appointments.moveOwn.mutationOptions({
      onSuccess: async (moved) => {
        await refreshOwn();
        notifications.show({ message: t('confirm.moved', { when: words.moment(moved.startsAt) }) });
        await navigate({ to: '/' });
      },
      onError: (error) => {
        void refreshOwn();
        if (isSlotRefusal(error)) setSlot(undefined);
      },
    }),
  );
  const submit = () => {
    if (slot === undefined) return;
    const wanted = { id: visit.id, startsAt: slot.startsAt, expectedVersion: visit.version };
    move.mutate({ ...wanted, requestId: requestIdFor(wanted) });
  };
  return (
    <>
      <p>{t('move.now', { when: words.moment(visit.startsAt), doctor: visit.doctorName })}</p>
      {isSlotRefusal(move.error) && <Notice tone="warn">{errorText(move.error)}</Notice>}
      <SlotPicker
        wanted={{
          doctorId: visit.doctorId,
          appointmentTypeId: visit.typeId,
          movingId: visit.id,
          horizonDays: settings.horizonDays,
        }}
        settings={settings}
        opensOn={format.dayOf(visit.startsAt)}
        onPick={(next) => {
          move.reset();
          setSlot(next);
        }}
      />
      <Sheet title={t('confirm.moveTitle')} isOpen={slot !== undefined} onClose={() => setSlot(undefined)}>
        <p>
          {t('confirm.from')}: {words.moment(visit.startsAt)}
        </p>
        {slot !== undefined && (
          <p>
            <strong>
              {t('confirm.to')}: {words.moment(slot.startsAt)}
            </strong>
          </p>
        )}
        {move.isError && !isSlotRefusal(move.error) && <Notice tone="bad">{errorText(move.error)}</Notice>}
        <Button size="lg" loading={move.isPending} onClick={submit}>
          {t('confirm.moveSubmit')}
        </Button>
        <Button variant="default" onClick={() => setSlot(undefined)}>
          {t('slots.other')}
        </Button>
      </Sheet>
    </>
  );
}

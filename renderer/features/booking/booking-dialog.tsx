import { Button, Checkbox, TextInput } from '@mantine/core';
import { type ComponentType, type RefObject, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import type { SlotDto } from '../../../shared/contracts/schedule.ts';
import { localTimeOf } from '../../../shared/time/clinic-zone.ts';
import { addMinutes, toInstant } from '../../../shared/time/instant.ts';
import type { BookingStart } from '../../lib/desk-tasks.ts';
import { useFormat } from '../../lib/format.ts';
import { useOverview } from '../../lib/use-overview.ts';
import { DeskDialog } from '../../ui/desk-dialog.tsx';
import { ComingVisits } from '../../ui/visit/known-visits.tsx';
import type { PatientPickerProps } from '../../ui/visit/whom.tsx';
import { fullName } from '../../ui/visit/patient-line.tsx';
import classes from './booking.module.css';
import { BookingWhen } from './booking-when.tsx';
import { ChosenPatient } from './chosen-patient.tsx';
import { Refusal } from './refusal.tsx';
import { SeriesNotice } from './series-notice.tsx';
import { TypeSelect, UrgencySelect } from './type-select.tsx';
import { FIRST_PLAN } from './repeat-plan.ts';
import { useBooking } from './use-booking.ts';
import { useSeriesBooking } from './use-series-booking.ts';

type Props = {
  readonly start: BookingStart;
  /** A doctor books into the own calendar only. */
  readonly isDoctorFixed: boolean;
  /** Finds or registers the patient; another feature's, handed in by the app. */
  readonly PatientPicker: ComponentType<PatientPickerProps>;
  readonly onClose: () => void;
  readonly onBooked: (visit: AppointmentDto) => void;
};

/** When can this person come? */
export function BookingDialog({ start, isDoctorFixed, PatientPicker, onClose, onBooked }: Props) {
  const { t } = useTranslation(['booking', 'common']);
  const format = useFormat();
  const form = useBooking({ start, onBooked });
  const series = useSeriesBooking(form);
  const isSeries = series.plan !== null;
  const reasonInput = useRef<HTMLInputElement>(null);
  const submitButton = useRef<HTMLButtonElement>(null);
  const { draft, when, type, startsAt } = form;
  const close = () => {
    form.leave();
    onClose();
  };
  const [isPatientKnown] = useState(draft.patient !== null);

  function pickSlot(slot: SlotDto) {
    const time = localTimeOf(toInstant(slot.startsAt), format.timeZone);
    form.setWhen({ doctorId: slot.doctorId, day: format.dayOf(slot.startsAt), time });
    submitButton.current?.focus();
  }
  const room = useOverview()?.rooms.find(({ id }) => id === form.roomId)?.name;
  const chosen =
    startsAt === undefined || type === undefined
      ? undefined
      : format.timeRange(startsAt, addMinutes(startsAt, type.durationMin));

  return (
    <DeskDialog
      title={t('book.title')}
      size={900}
      onClose={close}
      onSubmit={() => (isSeries ? series.send() : form.send())}
      notice={
        isSeries ? (
          <SeriesNotice series={series} isTried={form.isTried} />
        ) : (
          form.error !== null &&
          startsAt !== undefined && (
            <Refusal error={form.error} startsAt={startsAt} onPick={pickSlot} onOverride={form.send} />
          )
        )
      }
      footer={
        <>
          <span className={classes.summary}>
            {[chosen !== undefined && format.dayLong(when.day), chosen, room].filter(Boolean).join(', ')}
          </span>
          <Button variant="default" onClick={close}>
            {t('common:actions.cancel')}
          </Button>
          <Button ref={submitButton} type="submit" loading={form.isSending || series.isSending}>
            {isSeries && series.visitCount > 0
              ? t('many.book', { count: series.visitCount })
              : startsAt === undefined
                ? t('book.submit')
                : t('book.submitAt', { time: format.time(startsAt) })}
          </Button>
        </>
      }
    >
      <div className={classes.columns}>
        <div className={classes.column}>
          <ForWhom form={form} PatientPicker={PatientPicker} onKnown={() => focusLater(reasonInput)} />
          <div className={classes.pair}>
            <TypeSelect types={form.types} value={type?.id} onChange={(typeId) => form.edit({ typeId })} />
            <UrgencySelect value={draft.urgency} onChange={(urgency) => form.edit({ urgency })} />
          </div>
          <TextInput
            ref={reasonInput}
            label={t('reason')}
            value={draft.reason}
            maxLength={500}
            autoComplete="off"
            // A doctor knows why: there the times take the focus.
            data-autofocus={(isPatientKnown && !isDoctorFixed) || undefined}
            onChange={(event) => form.edit({ reason: event.currentTarget.value })}
          />
          <div className={classes.kinds}>
            <Checkbox
              label={t('walkIn')}
              description={t('walkInHint')}
              checked={form.isWalkIn}
              disabled={isSeries}
              onChange={(event) => form.setWalkIn(event.currentTarget.checked)}
            />
            <Checkbox
              label={t('repeat')}
              description={t('repeatHint')}
              checked={isSeries}
              disabled={form.isWalkIn || start.recall !== undefined || start.waiting !== undefined}
              onChange={(event) => series.setPlan(event.currentTarget.checked ? FIRST_PLAN : null)}
            />
          </div>
        </div>
        <BookingWhen form={form} series={series} isDoctorFixed={isDoctorFixed} onPick={pickSlot} />
      </div>
    </DeskDialog>
  );
}

type ForWhomProps = Pick<Props, 'PatientPicker'> & {
  readonly form: ReturnType<typeof useBooking>;
  /** The picker goes away; the next thing the caller says is why they want to come. */
  readonly onKnown: () => void;
};

/** The patient, or how one is found; and whose booking was not finished. */
function ForWhom({ form, PatientPicker, onKnown }: ForWhomProps) {
  const { t } = useTranslation('booking');
  const format = useFormat();
  const { patient, aside } = form.draft;
  if (patient !== null)
    return (
      <ChosenPatient patient={patient} onChange={() => form.edit({ patient: null })}>
        <ComingVisits visits={form.coming} />
      </ChosenPatient>
    );
  const known = aside?.patient;
  return (
    <>
      <PatientPicker
        onPick={(picked) => {
          form.edit({ patient: picked });
          onKnown();
        }}
        error={form.isTried ? t('book.patientMissing') : undefined}
      />
      {known !== undefined && (
        <Button
          variant="subtle"
          size="compact-sm"
          className={classes.aside}
          onClick={() => {
            form.takeUp();
            onKnown();
          }}
        >
          {t('takeUp', { name: fullName(known), born: format.date(known.birthDate) })}
        </Button>
      )}
    </>
  );
}

function focusLater(field: RefObject<HTMLElement | null>): void {
  setTimeout(() => field.current?.focus());
}

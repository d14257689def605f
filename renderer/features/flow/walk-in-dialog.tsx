import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type ComponentType, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import type { PatientSummary } from '../../../shared/contracts/patients.ts';
import { URGENCIES, type Urgency } from '../../../shared/domain/urgency.ts';
import type { AppointmentTypeId } from '../../../shared/ids.ts';
import { useErrorText } from '../../lib/errors.ts';
import { useFormat } from '../../lib/format.ts';
import { useDeskTasks } from '../../lib/desk-tasks.ts';
import { DeskDialog } from '../../ui/desk-dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useVisitLine } from '../../ui/visit/known-visits.tsx';
import { type PatientPickerProps, Whom } from '../../ui/visit/whom.tsx';
import { useWalkIn } from './use-walk-in.ts';
import classes from './walk-in.module.css';
import { WalkInSlip } from './walk-in-slip.tsx';

type Props = {
  /** Finds or registers the patient; another feature's, handed in by the app. */
  readonly PatientPicker: ComponentType<PatientPickerProps>;
  /** Where nobody has time left, or not soon enough: a time is chosen by hand, with a reason where it needs one. */
  readonly onByHand: (known: {
    patient: PatientSummary | null;
    typeId: AppointmentTypeId | undefined;
    reason: string;
  }) => void;
  readonly onClose: () => void;
};

/** Somebody simply came: who, why, and to whom first. */
export function WalkInDialog({ PatientPicker, onByHand, onClose }: Props) {
  const [booked, setBooked] = useState<AppointmentDto>();
  return booked === undefined ? (
    <WalkInForm PatientPicker={PatientPicker} onByHand={onByHand} onClose={onClose} onBooked={setBooked} />
  ) : (
    <WalkInSlip booked={booked} onClose={onClose} />
  );
}

type FormProps = Props & { readonly onBooked: (visit: AppointmentDto) => void };

function WalkInForm({ PatientPicker, onByHand, onClose, onBooked }: FormProps) {
  const { t } = useTranslation(['flow', 'booking', 'common']);
  const errorText = useErrorText();
  const form = useWalkIn(onBooked);
  const tasks = useDeskTasks();
  const lineOf = useVisitLine();
  const reasonInput = useRef<HTMLInputElement>(null);
  const { fields, chosen } = form;
  const close = () => {
    form.leave();
    onClose();
  };
  const isFull = form.choices?.length === 0;

  function byHand() {
    form.leave();
    onByHand({ patient: fields.patient, typeId: form.type?.id, reason: fields.reason });
  }
  function showInstead(visit: AppointmentDto | undefined) {
    form.leave();
    if (visit !== undefined) tasks.show(visit.id);
  }
  return (
    <DeskDialog
      title={t('walkIn.title')}
      size={620}
      onClose={close}
      onSubmit={form.send}
      notice={
        form.error !== null && (
          <p className={classes.refusal} role="alert">
            {errorText(form.error)}
          </p>
        )
      }
      footer={
        <>
          <Button variant="default" onClick={close}>
            {t('common:actions.cancel')}
          </Button>
          {isFull ? (
            <Button onClick={byHand}>{t('walkIn.byHand')}</Button>
          ) : (
            <>
              <Button variant="default" onClick={byHand}>
                {t('walkIn.byHand')}
              </Button>
              <Button type="submit" loading={form.isSending} disabled={chosen === undefined}>
                {chosen === undefined ? t('walkIn.submit') : t('walkIn.submitTo', { name: chosen.name })}
              </Button>
            </>
          )}
        </>
      }
    >
      <div className={classes.form}>
        <Whom
          patient={fields.patient}
          onPatient={(patient) => form.edit({ patient })}
          PatientPicker={PatientPicker}
          error={form.isTried ? t('booking:book.patientMissing') : undefined}
          next={reasonInput}
        />
        {form.expected !== undefined && (
          <Notice tone="warn">
            {t('walkIn.expected', { what: lineOf(form.expected) })}{' '}
            <Button variant="default" size="compact-sm" onClick={() => showInstead(form.expected)}>
              {t('walkIn.show')}
            </Button>
          </Notice>
        )}
        <What form={form} reasonInput={reasonInput} />
        <Doctors form={form} />
      </div>
    </DeskDialog>
  );
}

type PartProps = { readonly form: ReturnType<typeof useWalkIn> };

function What({
  form,
  reasonInput,
}: PartProps & { readonly reasonInput: React.RefObject<HTMLInputElement | null> }) {
  const { t } = useTranslation(['booking', 'common']);
  const format = useFormat();
  const { fields, edit } = form;
  return (
    <>
      <TextInput
        ref={reasonInput}
        label={t('reason')}
        value={fields.reason}
        maxLength={500}
        autoComplete="off"
        onChange={(event) => edit({ reason: event.currentTarget.value })}
      />
      <div className={classes.pair}>
        <NativeSelect
          label={t('type')}
          value={form.type?.id ?? ''}
          onChange={(event) => edit({ typeId: event.currentTarget.value as AppointmentTypeId })}
          data={form.types.map(({ id, name, durationMin }) => ({
            value: id as string,
            label: t('typeOption', { name, minutes: format.minutes(durationMin) }),
          }))}
        />
        <NativeSelect
          label={t('urgency')}
          value={fields.urgency}
          onChange={(event) => edit({ urgency: event.currentTarget.value as Urgency })}
          data={URGENCIES.map((each) => ({ value: each as string, label: t(`common:urgency.${each}`) }))}
        />
      </div>
    </>
  );
}

/** Who has time left today; the arrow keys go through them. */
function Doctors({ form }: PartProps) {
  const { t } = useTranslation('flow');
  const format = useFormat();
  const { choices, chosen } = form;
  return (
    <fieldset className={classes.doctors}>
      <legend>{t('walkIn.doctors')}</legend>
      {choices === undefined && <p className={classes.soft}>{t('walkIn.looking')}</p>}
      {choices?.length === 0 && <p className={classes.full}>{t('walkIn.full')}</p>}
      <div className={classes.list}>
        {choices?.map(({ doctorId, name, startsAt, waiting }) => (
          <label
            key={doctorId}
            className={classes.doctor}
            data-chosen={doctorId === chosen?.doctorId || undefined}
          >
            <input
              type="radio"
              name="walk-in-doctor"
              checked={doctorId === chosen?.doctorId}
              onChange={() => form.edit({ doctorId })}
            />
            <span className={classes.name}>{name}</span>
            <time dateTime={startsAt} className={classes.time}>
              {t('walkIn.freeAt', { time: format.time(startsAt) })}
            </time>
            <span className={classes.soft}>{t('walkIn.waiting', { count: waiting })}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

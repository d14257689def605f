import { Button, SegmentedControl } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestDto } from '../../../shared/contracts/requests.ts';
import type { SlotDto } from '../../../shared/contracts/schedule.ts';
import type { AppointmentTypeId } from '../../../shared/ids.ts';
import { type CivilDate, toCivilDate } from '../../../shared/time/civil-date.ts';
import { localTimeOf } from '../../../shared/time/clinic-zone.ts';
import { toInstant } from '../../../shared/time/instant.ts';
import { useFormat } from '../../lib/format.ts';
import { DeskDialog } from '../../ui/desk-dialog.tsx';
import { useKnownVisits } from '../../ui/visit/known-visits.tsx';
import { Notice } from '../../ui/notice.tsx';
import { UrgencyMark } from '../../ui/visit/urgency-mark.tsx';
import classes from './booking.module.css';
import { ChosenPatient } from './chosen-patient.tsx';
import { HeldNote, slotOf } from './held-note.tsx';
import { OtherTimes } from './other-times.tsx';
import { Refusal } from './refusal.tsx';
import { useFocusFirstSlot } from './slot-buttons.tsx';
import { TypeSelect } from './type-select.tsx';
import { useAccept } from './use-accept.ts';
import { useAskedDoctors } from './use-asked.ts';
import { useTypesOf, useUsualType } from './use-types.ts';
import { WantedSlots } from './wanted-slots.tsx';
import { instantOf, type When } from './when-fields.tsx';

type Props = { readonly request: RequestDto; readonly onClose: () => void };

/** Puts a request into a real time: first what was asked for, then anything else. */
export function AcceptDialog({ request, onClose }: Props) {
  const { t } = useTranslation(['booking', 'common']);
  const format = useFormat();
  const submitButton = useRef<HTMLButtonElement>(null);
  const [typeId, setTypeId] = useState<AppointmentTypeId>();
  const [isElsewhere, setElsewhere] = useState(false);
  const [isTried, setTried] = useState(false);
  const firstDay = useFirstDay(request);
  const named = request.doctorId ?? undefined;
  const [when, setWhen] = useState<When>({ doctorId: named, day: firstDay, time: '' });
  const doctors = useAskedDoctors(request);
  const types = useTypesOf(doctors);
  const { lastTypeId: last } = useKnownVisits(request.patient, named);
  const start = { day: firstDay, doctorId: named };
  const type = useUsualType(types, { chosen: typeId, last, start });
  const startsAt = instantOf(when, format.timeZone);
  const suggestions = useFocusFirstSlot();
  const { accept, send } = useAccept(request, onClose);

  function choose(next: When) {
    accept.reset();
    setWhen(next);
  }
  function chooseType(id: AppointmentTypeId) {
    setTypeId(id);
    const { doctorId } = when;
    if (named !== undefined || doctorId === undefined) return;
    // Who has the chosen time may not offer it: then the time is open again.
    const isOffered = types.some((one) => one.id === id && one.doctorIds.includes(doctorId));
    if (!isOffered) choose({ ...when, doctorId: undefined, time: '' });
  }
  function pickSlot(slot: SlotDto) {
    const time = localTimeOf(toInstant(slot.startsAt), format.timeZone);
    choose({ doctorId: slot.doctorId, day: format.dayOf(slot.startsAt), time });
    submitButton.current?.focus();
  }
  function submit(overrideReason?: string) {
    setTried(true);
    const { doctorId } = when;
    if (doctorId === undefined || startsAt === undefined || type === undefined || accept.isPending) return;
    const place = { doctorId, appointmentTypeId: type.id, startsAt };
    send({ ...place, ...(overrideReason !== undefined && { overrideReason }) });
  }
  const withWhom = doctors.find(({ id }) => id === when.doctorId)?.name;

  return (
    <DeskDialog
      title={t('accept.title')}
      size={640}
      onClose={onClose}
      onSubmit={() => submit()}
      notice={
        accept.error !== null &&
        startsAt !== undefined && (
          <Refusal
            error={accept.error}
            startsAt={startsAt}
            onPick={pickSlot}
            onOverride={submit}
            among={doctors}
          />
        )
      }
      footer={
        <>
          <span className={classes.summary}>
            {startsAt === undefined
              ? isTried && t('accept.choose')
              : named === undefined && (withWhom ?? (isTried && t('accept.chooseDoctor')))}
          </span>
          <Button variant="default" onClick={onClose}>
            {t('common:actions.cancel')}
          </Button>
          <Button ref={submitButton} type="submit" loading={accept.isPending}>
            {startsAt === undefined
              ? t('accept.submit')
              : t('accept.submitAt', { time: format.dateTime(startsAt) })}
          </Button>
        </>
      }
    >
      <ChosenPatient patient={request.patient} />
      <RequestFacts request={request} />
      {types.length === 0 && (
        <Notice tone="warn">{t(named === undefined ? 'accept.nobody' : 'openings.noType')}</Notice>
      )}
      <TypeSelect types={types} value={type?.id} onChange={chooseType} />
      <WhichTimes isElsewhere={isElsewhere} onChange={setElsewhere} />
      <HeldNote slot={slotOf(when.doctorId, startsAt, type?.durationMin)} />
      {isElsewhere ? (
        <OtherTimes
          {...{ request, doctors, type, when, startsAt }}
          onWhen={choose}
          onPick={pickSlot}
          boxRef={suggestions}
          doctorError={isTried && when.doctorId === undefined ? t('when.doctorMissing') : undefined}
        />
      ) : (
        type !== undefined && (
          <div
            className={classes.suggestions}
            data-short={named !== undefined || undefined}
            ref={suggestions}
          >
            <WantedSlots
              request={request}
              doctors={doctors}
              typeId={type.id}
              chosen={{ doctorId: when.doctorId, startsAt }}
              onPick={pickSlot}
              onNone={() => setElsewhere(true)}
            />
          </div>
        )
      )}
    </DeskDialog>
  );
}

type WhichProps = { readonly isElsewhere: boolean; readonly onChange: (isElsewhere: boolean) => void };

/** Those that were asked for, or any others. */
function WhichTimes({ isElsewhere, onChange }: WhichProps) {
  const { t } = useTranslation('booking');
  return (
    <SegmentedControl
      aria-label={t('accept.which')}
      value={isElsewhere ? 'other' : 'wanted'}
      onChange={(value) => onChange(value === 'other')}
      data={[
        { value: 'wanted', label: t('accept.wanted') },
        { value: 'other', label: t('accept.other') },
      ]}
    />
  );
}

function RequestFacts({ request }: { readonly request: RequestDto }) {
  const { t } = useTranslation(['booking', 'common']);
  const format = useFormat();
  return (
    <dl className={classes.facts}>
      <dt>{t('accept.asks')}</dt>
      <dd>
        {t('accept.wish', {
          doctor:
            request.doctorName ?? t('accept.anyOf', { specialization: request.specializationName ?? '' }),
          day: format.dayLong(request.date),
          part: t(`common:dayPart.${request.dayPart}`),
        })}
      </dd>
      <dt>{t('urgency')}</dt>
      <dd>
        <UrgencyMark urgency={request.urgency} />
      </dd>
      <dt>{t('reason')}</dt>
      <dd className={classes.asWritten}>{request.reason}</dd>
    </dl>
  );
}

/** The wanted day, or today when it has passed. */
function useFirstDay(request: RequestDto): CivilDate {
  const format = useFormat();
  return useMemo(() => {
    const [wanted, today] = [toCivilDate(request.date), format.today()];
    return wanted < today ? today : wanted;
  }, [request.date, format]);
}

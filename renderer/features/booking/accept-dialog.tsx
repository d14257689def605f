import { Button, SegmentedControl } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestDto } from '../../../shared/contracts/requests.ts';
import type { SlotDto } from '../../../shared/contracts/schedule.ts';
import type { AppointmentTypeId } from '../../../shared/ids.ts';
import { type CivilDate, toCivilDate } from '../../../shared/time/civil-date.ts';
import { localTimeOf } from '../../../shared/time/clinic-zone.ts';
import { toInstant } from '../../../shared/time/instant.ts';
import { useTRPC } from '../../lib/api.ts';
import { putVisit } from '../../lib/board-cache.ts';
import { useDeskTasks } from '../../lib/desk-tasks.ts';
import { useFormat } from '../../lib/format.ts';
import { useRequestId } from '../../lib/request-id.ts';
import { useActToast } from '../../ui/act-toast.tsx';
import { DeskDialog } from '../../ui/desk-dialog.tsx';
import { useKnownVisits } from '../../ui/visit/known-visits.tsx';
import { fullName } from '../../ui/visit/patient-line.tsx';
import { UrgencyMark } from '../../ui/visit/urgency-mark.tsx';
import classes from './booking.module.css';
import { ChosenPatient } from './chosen-patient.tsx';
import { HeldNote, slotOf } from './held-note.tsx';
import { Refusal } from './refusal.tsx';
import { useFocusFirstSlot } from './slot-buttons.tsx';
import { DoctorSuggestions } from './suggestions.tsx';
import { TypeSelect } from './type-select.tsx';
import { useTypes, useUsualType } from './use-types.ts';
import { WantedSlots } from './wanted-slots.tsx';
import { instantOf, type When, WhenFields } from './when-fields.tsx';

type Props = { readonly request: RequestDto; readonly onClose: () => void };
const DAYS_SHOWN = 14;

/** Puts a request into a real time: first what was asked for, then anything else. */
export function AcceptDialog({ request, onClose }: Props) {
  const { t } = useTranslation(['booking', 'common']);
  const format = useFormat();
  const submitButton = useRef<HTMLButtonElement>(null);
  const [typeId, setTypeId] = useState<AppointmentTypeId>();
  const [isElsewhere, setElsewhere] = useState(false);
  const [isTried, setTried] = useState(false);
  const firstDay = useFirstDay(request);
  const [when, setWhen] = useState<When>({ doctorId: request.doctorId, day: firstDay, time: '' });
  const types = useTypes(request.doctorId);
  const { lastTypeId: last } = useKnownVisits(request.patient, request.doctorId);
  const start = { day: firstDay, doctorId: request.doctorId };
  const type = useUsualType(types, { chosen: typeId, last, start });
  const startsAt = instantOf(when, format.timeZone);
  const suggestions = useFocusFirstSlot();
  const { accept, send } = useAccept(request, onClose);

  function choose(next: When) {
    accept.reset();
    setWhen(next);
  }
  function pickSlot(slot: SlotDto) {
    const time = localTimeOf(toInstant(slot.startsAt), format.timeZone);
    choose({ ...when, day: format.dayOf(slot.startsAt), time });
    submitButton.current?.focus();
  }
  function submit(overrideReason?: string) {
    setTried(true);
    if (startsAt === undefined || type === undefined || accept.isPending) return;
    send({ appointmentTypeId: type.id, startsAt, ...(overrideReason !== undefined && { overrideReason }) });
  }

  return (
    <DeskDialog
      title={t('accept.title')}
      size={640}
      onClose={onClose}
      onSubmit={() => submit()}
      notice={
        accept.error !== null &&
        startsAt !== undefined && (
          <Refusal error={accept.error} startsAt={startsAt} onPick={pickSlot} onOverride={submit} />
        )
      }
      footer={
        <>
          <span className={classes.summary}>{isTried && startsAt === undefined && t('accept.choose')}</span>
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
      <TypeSelect types={types} value={type?.id} onChange={setTypeId} />
      <SegmentedControl
        aria-label={t('accept.which')}
        value={isElsewhere ? 'other' : 'wanted'}
        onChange={(value) => setElsewhere(value === 'other')}
        data={[
          { value: 'wanted', label: t('accept.wanted') },
          { value: 'other', label: t('accept.other') },
        ]}
      />
      <HeldNote slot={slotOf(request.doctorId, startsAt, type?.durationMin)} />
      {isElsewhere && <WhenFields when={when} onWhen={choose} doctors={[]} isDoctorFixed errors={{}} />}
      {type !== undefined && (
        <div className={classes.suggestions} data-short={!isElsewhere || undefined} ref={suggestions}>
          {isElsewhere ? (
            <DoctorSuggestions
              doctorId={request.doctorId}
              typeId={type.id}
              from={when.day}
              days={DAYS_SHOWN}
              chosen={startsAt}
              onPick={pickSlot}
            />
          ) : (
            <WantedSlots
              request={request}
              typeId={type.id}
              chosen={startsAt}
              onPick={pickSlot}
              onNone={() => setElsewhere(true)}
            />
          )}
        </div>
      )}
    </DeskDialog>
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
          doctor: request.doctorName,
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

type AcceptAt = {
  readonly appointmentTypeId: AppointmentTypeId;
  readonly startsAt: string;
  readonly overrideReason?: string;
};

function useAccept(request: RequestDto, onAccepted: () => void) {
  const { t } = useTranslation('booking');
  const format = useFormat();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const say = useActToast();
  const { undoOf } = useDeskTasks();
  const requestId = useRequestId();
  const accept = useMutation(
    trpc.requests.accept.mutationOptions({
      onSuccess: ({ appointment }) => {
        putVisit(queryClient, trpc, appointment);
        void queryClient.invalidateQueries(trpc.requests.list.pathFilter());
        const words = {
          name: fullName(appointment.patient),
          time: format.dateTime(appointment.startsAt),
        };
        say(t('booked', words), { undo: () => undoOf(appointment) });
        onAccepted();
      },
    }),
  );
  const send = (at: AcceptAt) => {
    const content = { id: request.id, ...at, expectedVersion: request.version };
    accept.mutate({ ...content, requestId: requestId(content) });
  };
  return { accept, send };
}

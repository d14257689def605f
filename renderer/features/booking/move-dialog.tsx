import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import type { SlotDto } from '../../../shared/contracts/schedule.ts';
import type { RoomId } from '../../../shared/ids.ts';
import type { SeriesScope } from '../../../shared/domain/series.ts';
import { localTimeOf } from '../../../shared/time/clinic-zone.ts';
import { minutesBetween, toInstant } from '../../../shared/time/instant.ts';
import { useTRPC } from '../../lib/api.ts';
import { putVisit } from '../../lib/board-cache.ts';
import { type RefusedMove, useDeskTasks } from '../../lib/desk-tasks.ts';
import { useFormat } from '../../lib/format.ts';
import { useRequestId } from '../../lib/request-id.ts';
import { useOverview } from '../../lib/use-overview.ts';
import { useActToast } from '../../ui/act-toast.tsx';
import { DeskDialog } from '../../ui/desk-dialog.tsx';
import { fullName } from '../../ui/visit/patient-line.tsx';
import classes from './booking.module.css';
import { ChosenPatient } from './chosen-patient.tsx';
import { HeldNote, slotOf } from './held-note.tsx';
import { Refusal } from './refusal.tsx';
import { useFocusFirstSlot } from './slot-buttons.tsx';
import { DoctorSuggestions } from './suggestions.tsx';
import { SeriesNotice } from './series-notice.tsx';
import { useExpectedVersion } from './use-expected-version.ts';
import { useSeriesMove } from './use-series-move.ts';
import { useSeriesOf } from './use-series-of.ts';
import { instantOf, type When, WhenFields } from './when-fields.tsx';

const MoveScope = lazy(() => import('./series-edit.tsx').then((module) => ({ default: module.MoveScope })));
const PlannedMoves = lazy(() =>
  import('./series-edit.tsx').then((module) => ({ default: module.PlannedMoves })),
);

type Props = {
  readonly visit: AppointmentDto;
  /** It was let go of where it may not be: that place, and why not. */
  readonly refused?: RefusedMove | undefined;
  readonly isDoctorFixed: boolean;
  readonly onClose: () => void;
};

const DAYS_SHOWN = 7;

/** The same visit at another time: its history and identity stay. */
export function MoveDialog({ visit, refused, isDoctorFixed, onClose }: Props) {
  const { t } = useTranslation(['booking', 'common']);
  const format = useFormat();
  const overview = useOverview();
  const submitButton = useRef<HTMLButtonElement>(null);
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const [when, setWhen] = useState<When>(() => {
    const { doctorId, startsAt: at } = refused?.to ?? visit;
    const time = localTimeOf(toInstant(at), format.timeZone);
    return { doctorId, day: format.dayOf(at), time };
  });
  // Until something else is chosen, the place it was let go of at is what the words are about.
  const [dropped, setDropped] = useState(refused);
  const { move, send } = useMove(visit, onClose);
  const problem = move.error ?? (move.isIdle ? (dropped?.error ?? null) : null);
  const startsAt = instantOf(when, format.timeZone);
  const doctors = (overview?.doctors ?? []).filter(({ id, isActive }) => isActive && offers(id));

  const durationMin = refused?.to.durationMin ?? minutesOf(visit);
  const place = { ...when, startsAt, durationMin, roomId: dropped?.to.roomId };
  const isSame = isWhereItIs(visit, place);
  const timeProblem =
    startsAt === undefined ? t('common:form.required') : isSame ? t('move.same') : undefined;

  const [scope, setScope] = useState<SeriesScope>('one');
  const ofVisit = useSeriesOf(visit);
  const isChosen = timeProblem === undefined && startsAt !== undefined && when.doctorId !== undefined;
  const to = isChosen ? { doctorId: when.doctorId, startsAt } : undefined;
  const series = useSeriesMove({ visit, scope, to, onMoved: onClose });

  function offers(doctorId: string): boolean {
    const type = overview?.types.find(({ id }) => id === visit.type.id);
    return type?.doctorIds.some((id) => id === doctorId) ?? false;
  }
  function choose(next: When) {
    move.reset();
    setDropped(undefined);
    setWhen(next);
  }
  function pickSlot(slot: SlotDto) {
    const time = localTimeOf(toInstant(slot.startsAt), format.timeZone);
    choose({ doctorId: slot.doctorId, day: format.dayOf(slot.startsAt), time });
    submitButton.current?.focus();
  }
  function submit(overrideReason?: string) {
    setTried(true);
    if (to === undefined || move.isPending) return;
    if (series.isOn) {
      series.send(reason);
      return;
    }
    const length = refused === undefined ? {} : { durationMin: refused.to.durationMin };
    // Into the room it was let go of in, unless another time was chosen since.
    const room = dropped?.to.roomId !== undefined && { roomId: dropped.to.roomId };
    send({ ...to, ...length, ...room, reason, ...(overrideReason !== undefined && { overrideReason }) });
  }

  return (
    <DeskDialog
      title={t('move.title')}
      size={640}
      onClose={onClose}
      onSubmit={() => submit()}
      notice={
        series.isOn ? (
          <SeriesNotice series={series} isTried={isTried} isMove />
        ) : (
          problem !== null &&
          startsAt !== undefined && (
            <Refusal error={problem} startsAt={startsAt} onPick={pickSlot} onOverride={submit} act="move" />
          )
        )
      }
      footer={
        <>
          <span className={classes.summary}>{t('move.from', { time: format.dateTime(visit.startsAt) })}</span>
          <Button variant="default" onClick={onClose}>
            {t('common:actions.cancel')}
          </Button>
          <Button ref={submitButton} type="submit" loading={move.isPending || series.isSending}>
            {series.isOn && series.visitCount > 0
              ? t('many.move', { count: series.visitCount })
              : startsAt === undefined
                ? t('move.submit')
                : t('move.submitTo', { time: format.dateTime(startsAt) })}
          </Button>
        </>
      }
    >
      <ChosenPatient patient={visit.patient} />
      {visit.series !== null && ofVisit.visits !== undefined && (
        <Suspense>
          <MoveScope
            position={visit.series}
            visits={ofVisit.visits}
            value={scope}
            onChange={setScope}
            isTimeMissing={!series.isOn}
          />
        </Suspense>
      )}
      <WhenFields
        when={when}
        onWhen={choose}
        doctors={doctors}
        isDoctorFixed={isDoctorFixed}
        isWide={!isDoctorFixed}
        errors={{ time: isTried ? timeProblem : undefined }}
      />
      <HeldNote slot={isSame ? undefined : slotOf(when.doctorId, startsAt, durationMin)} />
      <Times visit={visit} durationMin={durationMin} when={when} series={series} onPick={pickSlot} />
      <TextInput
        label={t('move.reason')}
        value={reason}
        maxLength={300}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </DeskDialog>
  );
}

type Place = Pick<When, 'doctorId'> & Pick<MoveTo, 'roomId'>;

/** A room that is named is another one. */
function isWhereItIs(
  visit: AppointmentDto,
  place: Place & { readonly startsAt: string | undefined; readonly durationMin: number },
): boolean {
  return (
    place.roomId === undefined &&
    place.startsAt === visit.startsAt &&
    place.doctorId === visit.doctorId &&
    place.durationMin === minutesOf(visit)
  );
}

function minutesOf({ startsAt, endsAt }: AppointmentDto): number {
  return minutesBetween(toInstant(startsAt), toInstant(endsAt));
}

type TimesProps = {
  readonly visit: AppointmentDto;
  readonly durationMin: number;
  readonly when: When;
  readonly series: ReturnType<typeof useSeriesMove>;
  readonly onPick: (slot: SlotDto) => void;
};

/** What is free; once the one of a series has its time, where the others go with it. */
function Times({ visit, durationMin, when, series, onPick }: TimesProps) {
  const format = useFormat();
  const suggestions = useFocusFirstSlot();
  if (series.isOn)
    return (
      <Suspense>
        <PlannedMoves series={series} />
      </Suspense>
    );
  if (when.doctorId === undefined) return null;
  return (
    <div className={classes.suggestions} ref={suggestions}>
      <DoctorSuggestions
        doctorId={when.doctorId}
        typeId={visit.type.id}
        from={when.day}
        days={DAYS_SHOWN}
        durationMin={durationMin}
        chosen={instantOf(when, format.timeZone)}
        onPick={onPick}
      />
    </div>
  );
}

type MoveTo = {
  readonly doctorId: AppointmentDto['doctorId'];
  readonly startsAt: string;
  readonly durationMin?: number;
  readonly roomId?: RoomId | null;
  readonly reason: string;
  readonly overrideReason?: string;
};

function useMove(visit: AppointmentDto, onMoved: () => void) {
  const { t } = useTranslation('booking');
  const format = useFormat();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const requestId = useRequestId();
  const { expectedVersion, onError } = useExpectedVersion(visit);
  const say = useActToast();
  const { undoOf } = useDeskTasks();
  const move = useMutation(
    trpc.appointments.move.mutationOptions({
      onError,
      onSuccess: (moved) => {
        putVisit(queryClient, trpc, moved);
        say(t('moved', { name: fullName(moved.patient), time: format.dateTime(moved.startsAt) }), {
          undo: () => undoOf(moved),
        });
        onMoved();
      },
    }),
  );
  const send = (to: MoveTo) => {
    const content = { id: visit.id, ...to, expectedVersion: expectedVersion() };
    move.mutate({ ...content, requestId: requestId(content) });
  };
  return { move, send };
}

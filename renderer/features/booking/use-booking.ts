import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from '../../lib/zod.ts';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import { PatientSummary } from '../../../shared/contracts/patients.ts';
import { Urgency } from '../../../shared/contracts/words.ts';
import { AppointmentTypeId, DoctorId, RecallId, RoomId, WaitlistEntryId } from '../../../shared/ids.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import { localTimeOf } from '../../../shared/time/clinic-zone.ts';
import { type Instant, toInstant } from '../../../shared/time/instant.ts';
import { useTRPC } from '../../lib/api.ts';
import { putVisit } from '../../lib/board-cache.ts';
import { type BookingStart, useDeskTasks } from '../../lib/desk-tasks.ts';
import { keepDraft, readDraft } from '../../lib/draft.ts';
import { useFormat } from '../../lib/format.ts';
import { useRequestId } from '../../lib/request-id.ts';
import { useActToast } from '../../ui/act-toast.tsx';
import { useKnownVisits } from '../../ui/visit/known-visits.tsx';
import { fullName } from '../../ui/visit/patient-line.tsx';
import { RepeatPlan } from './repeat-plan.ts';
import { useTypes, useUsualType } from './use-types.ts';
import { instantOf, type When } from './when-fields.tsx';
import { BOOKING_DRAFT as DRAFT, EMPTY_BOOKING as EMPTY } from './prefill-booking.ts';

/** Who is due for a visit, or waits for one, and of which kind it is. */
const Due = { patient: PatientSummary, typeId: AppointmentTypeId, urgency: Urgency.optional() };

/**
 * What was filled in about the person; it outlives a closed dialog and a reload until it is booked or
 * cleared. Each field by itself: one that no longer fits does not lose the others.
 */
const BookingDraft = z.object({
  patient: PatientSummary.nullable().catch(null),
  typeId: AppointmentTypeId.optional().catch(undefined),
  urgency: Urgency.catch('medium'),
  reason: z.string().catch(''),
  /** How the visit comes again; null where it is one alone. */
  repeat: RepeatPlan.nullable().catch(null),
  /** Whose booking was closed unfinished: offered, and nobody's until it is taken up. */
  aside: z
    .object({
      patient: PatientSummary,
      typeId: AppointmentTypeId.optional(),
      urgency: Urgency,
      reason: z.string(),
    })
    .nullable()
    .catch(null),
  /** While the dialog is open: from where, and what was chosen in it since. */
  open: z
    .object({
      start: z.object({
        day: z.string(),
        doctorId: DoctorId.optional(),
        startsAt: z.string().optional(),
        roomId: RoomId.optional(),
        recall: z.object({ id: RecallId, ...Due }).optional(),
        waiting: z.object({ id: WaitlistEntryId, ...Due }).optional(),
      }),
      when: z.object({ doctorId: DoctorId.optional(), day: z.string(), time: z.string() }),
      isWalkIn: z.boolean(),
    })
    .nullable()
    .catch(null),
});
export type BookingDraft = z.output<typeof BookingDraft>;

/** From where this person was booking when a lock, a reload or a crash took the dialog away. */
export function interruptedBooking(): BookingStart | undefined {
  return readDraft(DRAFT, BookingDraft).open?.start;
}

type Input = {
  readonly start: BookingStart;
  readonly onBooked: (visit: AppointmentDto) => void;
};

export function useBooking({ start, onBooked }: Input) {
  const format = useFormat();
  const requestId = useRequestId();
  const [draft, setDraft] = useState(() => firstDraft(start));
  const { when, setWhen, isWalkIn, setWalkIn } = useWhen(start, draft.open);
  const [isTried, setTried] = useState(false);
  const { types, type, coming } = useKind(draft, when.doctorId, start);
  const startsAt = instantOf(when, format.timeZone);
  const book = useBookMutation(finish);
  // The room was free at that time; at another one the doctor's own is as good a guess as any.
  const roomId = startsAt === start.startsAt ? start.roomId : undefined;

  const filledIn = useEffectEvent(() => ({ ...draft, open: { start, when, isWalkIn } }));
  useEffect(() => keepDraft(DRAFT, filledIn()), [draft, when, isWalkIn]);

  function finish(visit: AppointmentDto): void {
    keepDraft(DRAFT, EMPTY);
    onBooked(visit);
  }
  function edit(changes: Partial<BookingDraft>): void {
    setDraft({ ...draft, ...changes });
  }
  function send(overrideReason?: string): void {
    setTried(true);
    const { patient, urgency, reason } = draft;
    const { doctorId } = when;
    if (patient === null || doctorId === undefined || type === undefined || startsAt === undefined) return;
    if (book.isPending) return;
    const place = { patientId: patient.id, doctorId, appointmentTypeId: type.id, startsAt };
    const override = overrideReason !== undefined && { overrideReason };
    const inRoom = roomId !== undefined && { roomId };
    const settles = settledBy(start, patient);
    const content = { ...place, urgency, reason, isWalkIn, ...inRoom, ...override, ...settles };
    book.mutate({ ...content, requestId: requestId(content) });
  }
  return {
    draft,
    edit,
    when,
    setWhen: (next: When) => {
      book.reset();
      setWhen(next);
    },
    isWalkIn,
    setWalkIn,
    types,
    type,
    startsAt,
    roomId,
    isTried,
    send,
    /** What the person has booked already. */
    coming,
    /** The dialog is closed on purpose: the next caller is somebody else, and this one is not forgotten. */
    leave: () => keepDraft(DRAFT, { ...EMPTY, aside: asideOf(draft) }),
    takeUp: () => edit({ ...draft.aside, aside: null }),
    isSending: book.isPending,
    error: book.error,
    setTried,
    finish,
  };
}

/** The kind of visit, and what is known of the person. */
function useKind({ patient, typeId }: BookingDraft, doctorId: DoctorId | undefined, start: BookingStart) {
  const types = useTypes(doctorId);
  const { coming, lastTypeId } = useKnownVisits(patient, doctorId);
  return { types, coming, type: useUsualType(types, { chosen: typeId, last: lastTypeId, start }) };
}

/** What a booking for this person settles; for anybody else it is a visit like any other. */
function settledBy({ recall, waiting }: BookingStart, { id }: PatientSummary) {
  return {
    ...(recall?.patient.id === id && { recallId: recall.id }),
    ...(waiting?.patient.id === id && { waitlistEntryId: waiting.id }),
  };
}

function asideOf({ patient, typeId, urgency, reason, aside }: BookingDraft): BookingDraft['aside'] {
  return patient === null ? aside : { patient, typeId, urgency, reason };
}

/** As it was left; for somebody who is due again or waits, with what is known of that. */
function firstDraft({ recall, waiting }: BookingStart): BookingDraft {
  const left = { ...EMPTY, ...readDraft(DRAFT, BookingDraft) };
  const due = recall ?? waiting;
  if (due === undefined || left.open !== null) return left;
  const { patient, typeId, urgency = EMPTY.urgency } = due;
  return { ...EMPTY, patient, typeId, urgency, aside: left.aside };
}

/** Where the dialog was left, or where it starts from. */
function useWhen(start: BookingStart, left: BookingDraft['open']) {
  const format = useFormat();
  const [when, setWhen] = useState(() => (left?.when as When | undefined) ?? whenOf(start, format.timeZone));
  const [isWalkIn, setWalkIn] = useState(
    () => left?.isWalkIn ?? hasPassed(start, format.now(), format.today()),
  );
  return { when, setWhen, isWalkIn, setWalkIn };
}

function useBookMutation(onBooked: (visit: AppointmentDto) => void) {
  const { t } = useTranslation('booking');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const format = useFormat();
  const say = useActToast();
  const { undoOf } = useDeskTasks();
  return useMutation(
    trpc.appointments.book.mutationOptions({
      onSuccess: (visit) => {
        putVisit(queryClient, trpc, visit);
        say(t('booked', { name: fullName(visit.patient), time: format.dateTime(visit.startsAt) }), {
          undo: () => undoOf(visit),
        });
        onBooked(visit);
      },
    }),
  );
}

function whenOf({ day, doctorId, startsAt }: BookingStart, zone: string): When {
  const time = startsAt === undefined ? '' : localTimeOf(toInstant(startsAt), zone);
  return { doctorId, day: day as CivilDate, time };
}

/** A time of today that has passed is meant for somebody who stands at the desk. */
function hasPassed({ day, startsAt }: BookingStart, now: Instant, today: CivilDate): boolean {
  return startsAt !== undefined && day === today && startsAt < now;
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from '../../lib/zod.ts';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import { PatientSummary } from '../../../shared/contracts/patients.ts';
import { Urgency } from '../../../shared/contracts/words.ts';
import { canReschedule } from '../../../shared/domain/appointment-status.ts';
import { walkInType } from '../../../shared/domain/walk-in-type.ts';
import { AppointmentTypeId, DoctorId } from '../../../shared/ids.ts';
import { useTRPC } from '../../lib/api.ts';
import { putVisit } from '../../lib/board-cache.ts';
import { dropDraft, keepDraft, readDraft } from '../../lib/draft.ts';
import { useDeskTasks } from '../../lib/desk-tasks.ts';
import { useFormat } from '../../lib/format.ts';
import { useRequestId } from '../../lib/request-id.ts';
import { useMe } from '../../lib/session.ts';
import { useOverview } from '../../lib/use-overview.ts';
import { useActToast } from '../../ui/act-toast.tsx';
import { useKnownVisits } from '../../ui/visit/known-visits.tsx';
import { fullName } from '../../ui/visit/patient-line.tsx';
import { useWaitingRoom } from './use-waiting-room.ts';

/** A doctor with time left today, and who waits for them already. */
export type Choice = {
  readonly doctorId: DoctorId;
  readonly name: string;
  readonly startsAt: string;
  readonly waiting: number;
};

/** What was filled in, until they are registered or the dialog is closed: a lock or a reload loses nothing. */
const WalkInDraft = z.object({
  patient: PatientSummary.nullable().catch(null),
  typeId: AppointmentTypeId.optional().catch(undefined),
  urgency: Urgency.catch('medium'),
  reason: z.string().catch(''),
  doctorId: DoctorId.optional().catch(undefined),
});
type Fields = z.output<typeof WalkInDraft>;

const DRAFT = 'walk-in';
const EMPTY: Fields = {
  patient: null,
  typeId: undefined,
  urgency: 'medium',
  reason: '',
  doctorId: undefined,
};

export function useWalkIn(onBooked: (visit: AppointmentDto) => void) {
  const requestId = useRequestId();
  const [fields, setFields] = useState<Fields>(() => ({ ...EMPTY, ...readDraft(DRAFT, WalkInDraft) }));
  const [isTried, setTried] = useState(false);
  const types = useOfferedTypes();
  const expected = useExpectedToday(fields.patient);
  const walkIns = useWalkInsToday();
  const guessed = walkInType(types, { reason: fields.reason, walkIns });
  const type = types.find(({ id }) => id === fields.typeId) ?? guessed;
  const choices = useChoices(type?.id);
  const chosen = choices?.find(({ doctorId }) => doctorId === fields.doctorId) ?? choices?.[0];
  const book = useSending((visit) => {
    dropDraft(DRAFT);
    onBooked(visit);
  });

  function send(): void {
    setTried(true);
    const { patient, urgency, reason } = fields;
    if (patient === null || type === undefined || chosen === undefined || book.isPending) return;
    const place = { doctorId: chosen.doctorId, startsAt: chosen.startsAt, appointmentTypeId: type.id };
    const content = { ...place, patientId: patient.id, urgency, reason, isWalkIn: true };
    book.mutate({ ...content, requestId: requestId(content) });
  }
  return {
    fields,
    types,
    type,
    choices,
    chosen,
    expected,
    isTried,
    send,
    edit: (changes: Partial<Fields>) => {
      const next = { ...fields, ...changes };
      book.reset();
      setFields(next);
      keepDraft(DRAFT, next);
    },
    /** Closed on purpose: the next one who comes is somebody else. */
    leave: () => dropDraft(DRAFT),
    isSending: book.isPending,
    error: book.error,
  };
}

/** What those who simply came and are still here came for. */
function useWalkInsToday(): readonly AppointmentTypeId[] {
  const { people } = useWaitingRoom();
  return people.flatMap(({ visit }) => (visit.source === 'walk_in' ? [visit.type.id] : []));
}

/** The visit of today somebody has who seems to have come without one. */
function useExpectedToday(patient: PatientSummary | null): AppointmentDto | undefined {
  const format = useFormat();
  const today = format.today();
  return useKnownVisits(patient).coming.find(
    ({ status, startsAt }) => canReschedule(status) && format.dayOf(startsAt) === today,
  );
}

/** A doctor registers for the own line only. */
function useOwnDoctor(): DoctorId | undefined {
  const me = useMe();
  return me.role === 'doctor' ? (me.doctorId ?? undefined) : undefined;
}

function useOfferedTypes() {
  const overview = useOverview();
  const own = useOwnDoctor();
  return (overview?.types ?? []).filter(
    (type) => type.isActive && (own === undefined || type.doctorIds.includes(own)),
  );
}

/** Everybody's first free time today, the earliest first; undefined until it is known. */
function useChoices(typeId: AppointmentTypeId | undefined): readonly Choice[] | undefined {
  const trpc = useTRPC();
  const format = useFormat();
  const overview = useOverview();
  const own = useOwnDoctor();
  const { people } = useWaitingRoom();
  const asked = { from: format.today(), days: 1, perDoctor: 1, ...(own !== undefined && { doctorId: own }) };
  const found = useQuery({
    ...trpc.schedule.nextOpenings.queryOptions({ ...asked, appointmentTypeId: typeId as AppointmentTypeId }),
    enabled: typeId !== undefined,
    staleTime: 0,
  }).data;
  return useMemo(() => {
    const waiting = Map.groupBy(
      people.filter(({ visit }) => visit.status !== 'with_doctor'),
      ({ visit }) => visit.doctorId,
    );
    return found?.doctors
      .flatMap(({ doctorId, slots: [slot] }) => {
        const doctor = overview?.doctors.find(({ id }) => id === doctorId);
        if (slot === undefined || doctor === undefined) return [];
        const { startsAt } = slot;
        return [{ doctorId, name: doctor.name, startsAt, waiting: waiting.get(doctorId)?.length ?? 0 }];
      })
      .toSorted((a, b) =>
        a.startsAt === b.startsAt ? a.waiting - b.waiting : a.startsAt < b.startsAt ? -1 : 1,
      );
  }, [found, overview, people]);
}

function useSending(onBooked: (visit: AppointmentDto) => void) {
  const { t } = useTranslation('booking');
  const format = useFormat();
  const say = useActToast();
  const { undoOf } = useDeskTasks();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return useMutation(
    trpc.appointments.book.mutationOptions({
      // Somebody took the time meanwhile: the next one that is free stands there at once.
      onError: () => void queryClient.invalidateQueries(trpc.schedule.pathFilter()),
      onSuccess: (visit) => {
        putVisit(queryClient, trpc, visit);
        void queryClient.invalidateQueries(trpc.flow.pathFilter());
        say(t('booked', { name: fullName(visit.patient), time: format.dateTime(visit.startsAt) }), {
          undo: () => undoOf(visit),
        });
        onBooked(visit);
      },
    }),
  );
}

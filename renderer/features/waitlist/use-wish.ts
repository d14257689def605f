import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { PatientSummary } from '../../../shared/contracts/patients.ts';
import type { WaitlistEntryDto } from '../../../shared/contracts/waitlist.ts';
import type { DayPart } from '../../../shared/domain/clinic-settings.ts';
import type { Urgency } from '../../../shared/domain/urgency.ts';
import { addDays, type CivilDate } from '../../../shared/time/civil-date.ts';
import { useTRPC } from '../../lib/api.ts';
import { useErrorText } from '../../lib/errors.ts';
import { useFormat } from '../../lib/format.ts';
import { useRequestId } from '../../lib/request-id.ts';
import { useOverview } from '../../lib/use-overview.ts';
import { knownWish } from './known-wish.ts';

const WEEKS_AHEAD = 4;

type Wish = {
  readonly patient: PatientSummary | null;
  /** A doctor, or a specialization; empty for anybody. */
  readonly with: string;
  readonly typeId: string;
  readonly from: string;
  readonly to: string;
  readonly parts: DayPart[];
  readonly urgency: Urgency;
  readonly note: string;
};

type About = { readonly entry: WaitlistEntryDto | undefined; readonly patientId: string | undefined };

/** What somebody waits for: as it is filled in, with what can be chosen, and saved as a new place or a changed one. */
export function useWish({ entry, patientId }: About, onDone: (entry: WaitlistEntryDto) => void) {
  const format = useFormat();
  const [wish, setWish] = useState<Wish>(() =>
    entry === undefined ? newWish(format.today(), patientId) : wishOf(entry),
  );
  const [isPatientMissing, setIsPatientMissing] = useState(false);
  const { save, isSaving, problem } = useSave(entry, onDone);
  const chosen = useChoices(wish);
  return {
    wish,
    ...chosen,
    typeId: chosen.type?.id ?? '',
    problem,
    isPatientMissing,
    isSaving,
    edit: (change: Partial<Wish>) => setWish((before) => ({ ...before, ...change })),
    send: () => {
      setIsPatientMissing(wish.patient === null);
      const { type, doctor, field } = chosen;
      if (wish.patient === null || type === undefined || isSaving) return;
      save(wish.patient, {
        appointmentTypeId: type.id,
        doctorId: doctor?.id ?? null,
        specializationId: field?.id ?? null,
        earliestDate: wish.from,
        latestDate: wish.to,
        dayParts: wish.parts,
        urgency: wish.urgency,
        note: wish.note,
      });
    },
  };
}

function newWish(today: CivilDate, patientId: string | undefined): Wish {
  const known = knownWish.read();
  const isMeant = patientId !== undefined && known.patient?.id === patientId;
  return {
    patient: null,
    with: '',
    typeId: '',
    from: today,
    parts: [],
    note: '',
    to: addDays(today, 7 * WEEKS_AHEAD),
    urgency: 'medium',
    ...(isMeant && known),
  };
}

function wishOf(entry: WaitlistEntryDto): Wish {
  const { patient, earliestDate: from, latestDate: to, dayParts, urgency, note } = entry;
  return {
    patient,
    with: entry.doctorId ?? entry.specializationId ?? '',
    typeId: entry.appointmentTypeId,
    from,
    to,
    parts: dayParts,
    urgency,
    note,
  };
}

/** With whom, and what they offer. */
function useChoices({ with: chosen, typeId }: Wish) {
  const overview = useOverview();
  const active = overview?.doctors.filter(({ isActive }) => isActive) ?? [];
  const fields = (overview?.specializations ?? []).filter(({ id }) =>
    active.some((each) => each.specializations.some((one) => one.id === id)),
  );
  const doctor = active.find(({ id }) => id === chosen);
  const field = fields.find(({ id }) => id === chosen);
  const meant = active.filter(
    (each) =>
      (doctor === undefined || each.id === doctor.id) &&
      (field === undefined || each.specializations.some(({ id }) => id === field.id)),
  );
  const types = (overview?.types ?? []).filter(
    (type) => type.isActive && meant.some(({ id }) => type.doctorIds.includes(id)),
  );
  const type = types.find(({ id }) => id === typeId) ?? types[0];
  return { overview, fields, doctor, field, types, type };
}

type Filled = Pick<
  WaitlistEntryDto,
  | 'appointmentTypeId'
  | 'doctorId'
  | 'specializationId'
  | 'earliestDate'
  | 'latestDate'
  | 'dayParts'
  | 'urgency'
  | 'note'
>;

function useSave(entry: WaitlistEntryDto | undefined, onSuccess: (entry: WaitlistEntryDto) => void) {
  const trpc = useTRPC();
  const errorText = useErrorText();
  const requestId = useRequestId();
  const add = useMutation(trpc.waitlist.add.mutationOptions({ onSuccess }));
  const change = useMutation(trpc.waitlist.edit.mutationOptions({ onSuccess }));
  const error = add.error ?? change.error;
  return {
    isSaving: add.isPending || change.isPending,
    problem: error === null ? undefined : errorText(error),
    save: ({ id: patientId }: PatientSummary, filled: Filled) => {
      if (entry !== undefined)
        return change.mutate({ ...filled, id: entry.id, expectedVersion: entry.version });
      const input = { ...filled, patientId };
      return add.mutate({ ...input, requestId: requestId(input) });
    },
  };
}

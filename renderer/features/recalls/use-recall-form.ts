import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PatientSummary } from '../../../shared/contracts/patients.ts';
import type { EditRecall, RecallDto } from '../../../shared/contracts/recalls.ts';
import { useTRPC } from '../../lib/api.ts';
import { useErrorText } from '../../lib/errors.ts';
import { useFormat } from '../../lib/format.ts';
import { useRequestId } from '../../lib/request-id.ts';
import { useOverview } from '../../lib/use-overview.ts';
import type { OwnWay } from '../../lib/own-way.ts';
import { leadBack, standsAs } from '../../lib/undo-order.ts';
import { useActToast } from '../../ui/act-toast.tsx';
import { useWayBack } from '../../ui/use-way-back.ts';
import { fullName } from '../../ui/visit/patient-line.tsx';

const USUAL_MONTHS = 6;

type Wanted = {
  readonly patient: PatientSummary | null;
  readonly typeId: string;
  readonly doctorId: string;
  readonly months: number;
  readonly dueOn: string;
};

/** A recall that is made, or changed. */
export function useRecallForm(recall: RecallDto | null, onDone: () => void) {
  const overview = useOverview();
  const requestId = useRequestId();
  const [wanted, setWanted] = useState<Wanted>(() => ({
    patient: recall?.patient ?? null,
    typeId: recall?.appointmentTypeId ?? '',
    months: USUAL_MONTHS,
    doctorId: recall?.doctorId ?? '',
    dueOn: recall?.dueOn ?? '',
  }));
  const [isPatientMissing, setIsPatientMissing] = useState(false);
  const { add, change, save } = useSaving(onDone);
  const errorText = useErrorText();
  const types = (overview?.types ?? []).filter(({ isActive }) => isActive);
  const type = types.find(({ id }) => id === wanted.typeId) ?? types[0];
  const doctors = (overview?.doctors ?? []).filter(
    ({ id, isActive }) => isActive && type?.doctorIds.includes(id) === true,
  );
  const doctorId = doctors.find(({ id }) => id === wanted.doctorId)?.id ?? null;
  const error = add.error ?? change.error;
  return {
    wanted,
    types,
    doctors,
    isPatientMissing,
    typeId: type?.id ?? '',
    problem: error === null ? undefined : errorText(error),
    isSaving: add.isPending || change.isPending,
    edit: (changes: Partial<Wanted>) => setWanted((before) => ({ ...before, ...changes })),
    send: () => {
      const { patient, months: dueInMonths, dueOn } = wanted;
      setIsPatientMissing(patient === null);
      if (patient === null || type === undefined || add.isPending || change.isPending) return;
      const what = { appointmentTypeId: type.id, doctorId };
      if (recall === null) {
        const input = { ...what, patientId: patient.id, dueInMonths };
        add.mutate({ ...input, requestId: requestId(input) });
      } else save(recall, { ...what, dueOn });
    },
  };
}

function useSaving(onDone: () => void) {
  const { t } = useTranslation('recalls');
  const format = useFormat();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const say = useActToast();
  const wayBack = useWayBack();
  const onSettled = () => void queryClient.invalidateQueries(trpc.recalls.pathFilter());
  const takeBack = useMutation(trpc.recalls.takeBackAdd.mutationOptions({ onSettled }));
  const changeBack = useMutation(trpc.recalls.edit.mutationOptions({ onSettled }));
  const sayDue = ({ patient, dueOn }: RecallDto, undo?: () => void, way?: OwnWay) =>
    say(t('added', { name: fullName(patient), month: format.month(dueOn) }), { undo, isOwn: true, way });
  const add = useMutation(
    trpc.recalls.add.mutationOptions({
      onSettled,
      onSuccess: (made) => {
        const { id, version } = made;
        const undo = wayBack(async () => {
          await takeBack.mutateAsync({ id, expectedVersion: standsAs(id, version) });
          say(t('takenOff', { name: fullName(made.patient) }));
        });
        sayDue(made, undo, { act: 'recalls.takeBackAdd', id, version });
        onDone();
      },
    }),
  );
  const change = useMutation(trpc.recalls.edit.mutationOptions({ onSettled }));
  return {
    add,
    change,
    save: (before: RecallDto, wanted: Pick<EditRecall, 'appointmentTypeId' | 'doctorId' | 'dueOn'>) => {
      const { id, appointmentTypeId, doctorId, dueOn } = before;
      const onSuccess = (made: RecallDto) => {
        const asBefore = { id, appointmentTypeId, doctorId, dueOn };
        const undo = wayBack(async () => {
          const expectedVersion = standsAs(id, made.version);
          const again = await changeBack.mutateAsync({ ...asBefore, expectedVersion });
          leadBack(id, before.version, again.version);
          sayDue(again);
        });
        sayDue(made, undo);
        onDone();
      };
      change
        .mutateAsync({ id, ...wanted, expectedVersion: before.version })
        .then(onSuccess)
        // Said by the form.
        .catch(() => undefined);
    },
  };
}

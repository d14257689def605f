import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PatientSummary } from '../../../shared/contracts/patients.ts';
import type { RecallDto } from '../../../shared/contracts/recalls.ts';
import { useTRPC } from '../../lib/api.ts';
import { useErrorText } from '../../lib/errors.ts';
import { useFormat } from '../../lib/format.ts';
import { useRequestId } from '../../lib/request-id.ts';
import { useOverview } from '../../lib/use-overview.ts';
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
  const { add, change } = useSaving(onDone);
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
      } else change.mutate({ ...what, id: recall.id, dueOn, expectedVersion: recall.version });
    },
  };
}

function useSaving(onDone: () => void) {
  const { t } = useTranslation('recalls');
  const format = useFormat();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const saved = {
    onSuccess: async ({ patient, dueOn }: RecallDto) => {
      notifications.show({ message: t('added', { name: fullName(patient), month: format.month(dueOn) }) });
      onDone();
      await queryClient.invalidateQueries(trpc.recalls.pathFilter());
    },
  };
  return {
    add: useMutation(trpc.recalls.add.mutationOptions(saved)),
    change: useMutation(trpc.recalls.edit.mutationOptions(saved)),
  };
}

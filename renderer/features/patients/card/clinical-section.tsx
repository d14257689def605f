import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClinicalDto } from '../../../../shared/contracts/profiles.ts';
import { BLOOD_TYPES } from '../../../../shared/domain/profile-words.ts';
import type { PatientId } from '../../../../shared/ids.ts';
import { useTRPC, useTRPCClient } from '../../../lib/api.ts';
import { onlyChanged, type SaveFields } from '../../../ui/fields.tsx';
import { FieldsDialog } from '../../../ui/fields-dialog.tsx';
import { LoadFailed } from '../../../ui/page-note.tsx';
import { CardSection, Facts } from './section.tsx';
import { orNull, useSavingFrom } from './use-profile.ts';

const TEXTS = ['allergies', 'conditions', 'medication'] as const;

/** What only those who treat the patient see. */
export function ClinicalSection({ id }: { readonly id: PatientId }) {
  const { t } = useTranslation('card');
  const trpc = useTRPC();
  const clinical = useQuery(trpc.profiles.clinical.queryOptions({ id }));
  const [isEditing, setEditing] = useState(false);
  if (clinical.isError) return <LoadFailed error={clinical.error} onRetry={() => void clinical.refetch()} />;
  if (clinical.data === undefined) return null;
  const { data } = clinical;
  return (
    <CardSection title={t('clinical.title')} onEdit={data.can.edit ? () => setEditing(true) : undefined}>
      <Facts
        facts={[
          [t('clinical.allergies'), data.hasNoAllergies ? t('clinical.noAllergies') : data.allergies],
          [t('clinical.medication'), data.medication],
          [t('clinical.conditions'), data.conditions],
          [t('clinical.bloodType'), data.bloodType],
        ]}
      />
      {isEditing && <EditClinical clinical={data} onClose={() => setEditing(false)} />}
    </CardSection>
  );
}

type EditProps = { readonly clinical: ClinicalDto; readonly onClose: () => void };

function EditClinical({ clinical, onClose }: EditProps) {
  const { t } = useTranslation(['card', 'common']);
  const api = useTRPCClient();
  const saving = useSavingFrom(clinical.version);
  const save: SaveFields = (values, changed) =>
    saving((expectedVersion) =>
      api.profiles.editClinical.mutate({
        id: clinical.patientId,
        expectedVersion,
        changes: onlyChanged(
          {
            ...Object.fromEntries(TEXTS.map((field) => [field, orNull(values[field])])),
            hasNoAllergies: values['hasNoAllergies'] === true,
            bloodType: BLOOD_TYPES.find((known) => known === values['bloodType']) ?? null,
          },
          changed,
        ),
      }),
    );
  return (
    <FieldsDialog
      title={t('clinical.title')}
      save={t('common:actions.save')}
      values={{
        ...Object.fromEntries(TEXTS.map((field) => [field, clinical[field] ?? ''])),
        hasNoAllergies: clinical.hasNoAllergies,
        bloodType: clinical.bloodType ?? '',
      }}
      fields={[
        { name: 'allergies', label: t('clinical.allergies'), kind: 'area' },
        { name: 'hasNoAllergies', label: t('clinical.hasNoAllergies'), kind: 'check' },
        {
          name: 'bloodType',
          label: t('clinical.bloodType'),
          kind: 'choice',
          choices: BLOOD_TYPES.map((value) => ({ value, label: value })),
        },
        { name: 'medication', label: t('clinical.medication'), kind: 'area' },
        { name: 'conditions', label: t('clinical.conditions'), kind: 'area' },
      ]}
      onClose={onClose}
      onSave={save}
    />
  );
}

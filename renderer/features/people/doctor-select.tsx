import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DoctorId } from '../../../shared/ids.ts';
import { useOverview } from '../../lib/use-overview.ts';

type Props = {
  readonly value: DoctorId | undefined;
  readonly onChange: (id: DoctorId | undefined) => void;
  readonly error?: string | undefined;
};

/** Which doctor of the clinic somebody is. */
export function DoctorSelect({ value, onChange, error }: Props) {
  const { t } = useTranslation('people');
  const doctors = useOverview()?.doctors.filter(({ isActive }) => isActive) ?? [];
  return (
    <Select
      label={t('doctor')}
      value={value ?? null}
      onChange={(chosen) => onChange(doctors.find(({ id }) => id === chosen)?.id)}
      data={doctors.map(({ id, name }) => ({ value: id, label: name }))}
      error={error}
      searchable
    />
  );
}

import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AppointmentTypeDto } from '../../../shared/contracts/clinic.ts';
import type { AppointmentTypeId } from '../../../shared/ids.ts';
import { URGENCIES, type Urgency } from '../../../shared/domain/urgency.ts';
import { useFormat } from '../../lib/format.ts';

type TypeProps = {
  readonly types: readonly AppointmentTypeDto[];
  readonly value: AppointmentTypeId | undefined;
  readonly onChange: (id: AppointmentTypeId) => void;
  readonly error?: string | undefined;
};

/** The kind of visit with how long it takes. */
export function TypeSelect({ types, value, onChange, error }: TypeProps) {
  const { t } = useTranslation('booking');
  const format = useFormat();
  return (
    <NativeSelect
      label={t('type')}
      value={value ?? ''}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value as AppointmentTypeId)}
      data={types.map((type) => ({
        value: type.id as string,
        label: t('typeOption', { name: type.name, minutes: format.minutes(type.durationMin) }),
      }))}
    />
  );
}

type UrgencyProps = { readonly value: Urgency; readonly onChange: (urgency: Urgency) => void };

export function UrgencySelect({ value, onChange }: UrgencyProps) {
  const { t } = useTranslation(['booking', 'common']);
  return (
    <NativeSelect
      label={t('urgency')}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value as Urgency)}
      data={URGENCIES.map((urgency) => ({ value: urgency as string, label: t(`common:urgency.${urgency}`) }))}
    />
  );
}

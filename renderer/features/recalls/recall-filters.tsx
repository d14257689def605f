import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isOpenRecall, RECALL_STATES } from '../../../shared/domain/recalls.ts';
import type { AppointmentTypeId, DoctorId } from '../../../shared/ids.ts';
import { useMe } from '../../lib/session.ts';
import { useOverview } from '../../lib/use-overview.ts';
import classes from './recalls.module.css';
import type { Filters } from './use-recalls.ts';

type Props = {
  readonly filters: Filters;
  readonly onFilters: (filters: Filters) => void;
  readonly isNarrowed: boolean;
};

/** Those still to be reached are shown where nothing is chosen. */
export function RecallFilters({ filters, onFilters, isNarrowed }: Props) {
  const { t } = useTranslation('recalls');
  const overview = useOverview();
  const set = (change: Filters) => onFilters({ ...filters, ...change });
  const isOfAll = useMe().role !== 'doctor';
  const any = { value: '', label: t('filters.any') };
  return (
    <div className={classes.filters} role="search" aria-label={t('filters.label')}>
      <NativeSelect
        label={t('filters.state')}
        value={filters.state ?? ''}
        onChange={(event) =>
          set({ state: RECALL_STATES.find((state) => state === event.currentTarget.value) })
        }
        data={[
          { value: '', label: t('filters.open') },
          ...RECALL_STATES.filter(isOpenRecall).map((state) => ({
            value: state,
            label: `– ${t(`state.${state}`)}`,
          })),
          ...RECALL_STATES.filter((state) => !isOpenRecall(state)).map((state) => ({
            value: state,
            label: t(`state.${state}`),
          })),
        ]}
      />
      <TextInput
        type="month"
        label={t('filters.month')}
        className={classes.month}
        value={filters.dueMonth ?? ''}
        onChange={(event) => set({ dueMonth: monthIn(event.currentTarget.value) })}
      />
      {/* A doctor's list holds the own patients only. */}
      {isOfAll && (
        <NativeSelect
          label={t('filters.doctor')}
          value={filters.doctorId ?? ''}
          onChange={(event) =>
            set({ doctorId: (event.currentTarget.value || undefined) as DoctorId | undefined })
          }
          data={[
            any,
            ...(overview?.doctors ?? []).map(({ id, name }) => ({ value: id as string, label: name })),
          ]}
        />
      )}
      <NativeSelect
        label={t('filters.type')}
        value={filters.appointmentTypeId ?? ''}
        onChange={(event) =>
          set({
            appointmentTypeId: (event.currentTarget.value || undefined) as AppointmentTypeId | undefined,
          })
        }
        data={[any, ...(overview?.types ?? []).map(({ id, name }) => ({ value: id as string, label: name }))]}
      />
      <Button variant="subtle" disabled={!isNarrowed} onClick={() => onFilters({})}>
        {t('filters.clear')}
      </Button>
    </div>
  );
}

/** Where a browser has no field for months, what is typed counts once it is one. */
function monthIn(typed: string): string | undefined {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(typed) ? typed : undefined;
}

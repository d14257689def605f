import { Checkbox, MultiSelect, TextInput } from '@mantine/core';
import { AmountInput } from '../../ui/amount-input.tsx';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppointmentTypeDto, ClinicOverview } from '../../../shared/contracts/clinic.ts';
import { PALETTE } from '../../../shared/domain/palette.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import { newRequestId } from '../../lib/request-id.ts';
import classes from './clinic-setup.module.css';
import { SaveDialog } from './save-dialog.tsx';
import { useCheckedChange } from './use-checked-change.tsx';
import { useSaving } from './use-saving.ts';

type Facts = Omit<AppointmentTypeDto, 'id' | 'version'>;
type Props = {
  readonly overview: ClinicOverview;
  /** Undefined for a new one. */
  readonly type: AppointmentTypeDto | undefined;
  readonly onClose: () => void;
};

export function TypeDialog({ overview, type, onClose }: Props) {
  const { t } = useTranslation('clinicSetup');
  const [facts, setFacts] = useState<Facts>(() => type ?? newType(overview));
  const set = (change: Partial<Facts>) => setFacts((before) => ({ ...before, ...change }));
  const saveType = useSaveType(type);
  const saving = useSaving(async () => {
    await saveType.save(facts);
    // A new one is in the list at once, which says as much.
    if (type !== undefined) notifications.show({ message: t('saved', { name: facts.name }) });
    onClose();
  });
  const minutes = (field: 'durationMin' | 'bufferBeforeMin' | 'bufferAfterMin', max: number) => (
    <AmountInput
      label={t(`types.${field}`)}
      value={facts[field]}
      error={saving.problems.get(field)}
      min={field === 'durationMin' ? 5 : 0}
      max={max}
      step={5}
      suffix={` ${t('suffix.minutes')}`}
      onAmount={(amount) => set({ [field]: amount })}
    />
  );
  return (
    <SaveDialog title={type?.name ?? t('types.add')} saving={saving} onClose={onClose}>
      <TextInput
        label={t('types.name')}
        value={facts.name}
        error={saving.problems.get('name')}
        data-autofocus
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <div className={classes.three}>
        {minutes('durationMin', 480)}
        {minutes('bufferBeforeMin', 60)}
        {minutes('bufferAfterMin', 60)}
      </div>
      <Colors value={facts.color} onChange={(color) => set({ color })} />
      <MultiSelect
        label={t('types.doctors')}
        value={facts.doctorIds}
        data={overview.doctors
          .filter(({ id, isActive }) => isActive || facts.doctorIds.includes(id))
          .map(({ id, name }) => ({ value: id, label: name }))}
        searchable
        selectFirstOptionOnChange
        clearable
        onChange={(ids) =>
          set({ doctorIds: overview.doctors.flatMap(({ id }) => (ids.includes(id) ? [id] : [])) })
        }
      />
      <Checkbox
        label={t('types.isOnline')}
        checked={facts.isOnline}
        onChange={(event) => set({ isOnline: event.currentTarget.checked })}
      />
      {type !== undefined && (
        <Checkbox
          label={t('types.active')}
          checked={facts.isActive}
          onChange={(event) => set({ isActive: event.currentTarget.checked })}
        />
      )}
      {saveType.dialog}
    </SaveDialog>
  );
}

/** Most kinds of visit are offered by all doctors, and by the portal. */
function newType({ doctors, types }: ClinicOverview): Facts {
  const color = PALETTE[types.length % PALETTE.length] ?? 'teal';
  return {
    name: '',
    durationMin: 20,
    bufferBeforeMin: 0,
    bufferAfterMin: 0,
    color,
    isOnline: true,
    isActive: true,
    doctorIds: doctors.filter(({ isActive }) => isActive).map(({ id }) => id),
  };
}

type ColorsProps = { readonly value: Facts['color']; readonly onChange: (color: Facts['color']) => void };

function Colors({ value, onChange }: ColorsProps) {
  const { t } = useTranslation('clinicSetup');
  return (
    <fieldset className={classes.colors}>
      <legend>{t('types.color')}</legend>
      {PALETTE.map((color) => (
        <label key={color} title={t(`colors.${color}`)}>
          <input
            type="radio"
            name="color"
            aria-label={t(`colors.${color}`)}
            checked={color === value}
            onChange={() => onChange(color)}
          />
          <span style={{ background: `var(--ml-${color}-edge)` }} />
        </label>
      ))}
    </fieldset>
  );
}

function useSaveType(type: AppointmentTypeDto | undefined) {
  const api = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [requestId] = useState(newRequestId);
  const { check, dialog } = useCheckedChange();
  async function save(facts: Facts): Promise<void> {
    const { name, durationMin, bufferBeforeMin, bufferAfterMin, color, isOnline, isActive, doctorIds } =
      facts;
    const changes = {
      name,
      durationMin,
      bufferBeforeMin,
      bufferAfterMin,
      color,
      isOnline,
      isActive,
      doctorIds,
    };
    if (type === undefined) await api.clinic.createType.mutate({ ...changes, requestId });
    else {
      const change = { id: type.id, expectedVersion: type.version, changes };
      await check({ kind: 'type', change }, (touched) =>
        api.clinic.updateType.mutate({ ...change, touched }),
      );
    }
    await queryClient.invalidateQueries(trpc.clinic.pathFilter());
  }
  return { save, dialog };
}

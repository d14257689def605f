import { Checkbox, MultiSelect, Select, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClinicOverview, DoctorDto } from '../../../shared/contracts/clinic.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { newRequestId } from '../../lib/request-id.ts';
import classes from './clinic-setup.module.css';
import { SaveDialog } from './save-dialog.tsx';
import { useCheckedChange } from './use-checked-change.tsx';
import { useSaving } from './use-saving.ts';

type Props = {
  readonly overview: ClinicOverview;
  /** Undefined for a new one. */
  readonly doctor?: DoctorDto;
  readonly onClose: () => void;
  readonly onSaved?: (doctor: DoctorDto) => void;
};

/** What the clinic says of a doctor; what they say of themselves is on their own profile. */
export function DoctorDialog({ overview, doctor, onClose, onSaved }: Props) {
  const { t } = useTranslation('clinicSetup');
  const format = useFormat();
  const [name, setName] = useState(doctor?.name ?? '');
  const [roomId, setRoomId] = useState<string | null>(doctor?.room?.id ?? null);
  const [fields, setFields] = useState<string[]>(doctor?.specializations.map(({ id }) => id) ?? []);
  const [isActive, setActive] = useState(doctor?.isActive ?? true);
  const [isOverbookingAllowed, setOverbooking] = useState(doctor?.isOverbookingAllowed ?? true);
  const rooms = overview.rooms.filter((room) => room.isActive);
  const sharing = overview.doctors
    .filter((other) => other.isActive && other.id !== doctor?.id && other.room?.id === roomId)
    .map((other) => other.name);
  const saveDoctor = useSaveDoctor(doctor);
  const saving = useSaving(async () => {
    const saved = await saveDoctor.save({
      name,
      isActive,
      isOverbookingAllowed,
      roomId: overview.rooms.find(({ id }) => id === roomId)?.id ?? null,
      specializationIds: overview.specializations.flatMap(({ id }) => (fields.includes(id) ? [id] : [])),
    });
    // A new one is opened at once, which says as much.
    if (doctor !== undefined) notifications.show({ message: t('saved', { name }) });
    onClose();
    onSaved?.(saved);
  });
  return (
    <SaveDialog
      title={doctor === undefined ? t('doctors.add') : doctor.name}
      saving={saving}
      onClose={onClose}
    >
      <TextInput
        label={t('doctors.name')}
        description={t('doctors.nameHint')}
        value={name}
        error={saving.problems.get('name')}
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {overview.specializations.length > 0 && (
        <MultiSelect
          label={t('doctors.specializations')}
          placeholder={fields.length === 0 ? t('doctors.specializationsHint') : undefined}
          value={fields}
          data={overview.specializations.map(({ id, name: label }) => ({ value: id, label }))}
          searchable
          selectFirstOptionOnChange
          onChange={setFields}
        />
      )}
      {rooms.length > 0 && (
        <Select
          label={t('doctors.room')}
          placeholder={t('doctors.noRoom')}
          description={sharing.length > 0 && t('doctors.roomShared', { names: format.list(sharing) })}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={roomId}
          data={rooms.map(({ id, name: label }) => ({ value: id, label }))}
          clearable
          onChange={setRoomId}
        />
      )}
      <Checkbox
        label={t('doctors.overbooking')}
        checked={isOverbookingAllowed}
        onChange={(event) => setOverbooking(event.currentTarget.checked)}
      />
      {doctor !== undefined && (
        <Checkbox
          label={t('doctors.active')}
          description={t('doctors.activeHint')}
          checked={isActive}
          onChange={(event) => setActive(event.currentTarget.checked)}
        />
      )}
      <p className={classes.lead}>
        {(rooms.length === 0 || overview.specializations.length === 0) && `${t('doctors.roomsLater')} `}
        {t('doctors.accountHint')}
      </p>
      {saveDoctor.dialog}
    </SaveDialog>
  );
}

type Facts = Pick<DoctorDto, 'name' | 'isActive' | 'isOverbookingAllowed'> & {
  readonly roomId: ClinicOverview['rooms'][number]['id'] | null;
  readonly specializationIds: ClinicOverview['specializations'][number]['id'][];
};

function useSaveDoctor(doctor: DoctorDto | undefined) {
  const api = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [requestId] = useState(newRequestId);
  const { check, dialog } = useCheckedChange();
  async function save(facts: Facts): Promise<DoctorDto> {
    const saved = await (doctor === undefined
      ? api.clinic.createDoctor.mutate({ ...facts, requestId })
      : change(doctor, facts));
    await queryClient.invalidateQueries(trpc.clinic.pathFilter());
    return saved;
  }
  async function change({ id, version: expectedVersion }: DoctorDto, changes: Facts): Promise<DoctorDto> {
    const planned = { id, expectedVersion, changes };
    let saved: DoctorDto | undefined;
    await check({ kind: 'doctor', change: planned }, async (touched) => {
      saved = await api.clinic.updateDoctor.mutate({ ...planned, touched });
    });
    if (saved === undefined) throw new Error('a checked change was not saved');
    return saved;
  }
  return { save, dialog };
}

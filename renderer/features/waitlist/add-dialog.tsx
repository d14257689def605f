import { Button, Chip, Group, Input, NativeSelect, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ComponentType, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PatientSummary } from '../../../shared/contracts/patients.ts';
import type { WaitlistEntryDto } from '../../../shared/contracts/waitlist.ts';
import { DAY_PARTS, type DayPart } from '../../../shared/domain/clinic-settings.ts';
import { URGENCIES, type Urgency } from '../../../shared/domain/urgency.ts';
import { addDays } from '../../../shared/time/civil-date.ts';
import { useTRPC } from '../../lib/api.ts';
import { useErrorText } from '../../lib/errors.ts';
import { useFormat } from '../../lib/format.ts';
import { useRequestId } from '../../lib/request-id.ts';
import { useOverview } from '../../lib/use-overview.ts';
import { DeskDialog } from '../../ui/desk-dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { type PatientPickerProps, Whom } from '../../ui/visit/whom.tsx';
import { knownWish } from './known-wish.ts';
import classes from './waitlist.module.css';

const WEEKS_AHEAD = 4;

type Props = {
  /** For whom, where somebody else has said so. */
  readonly patientId: string | undefined;
  readonly PatientPicker: ComponentType<PatientPickerProps>;
  readonly onAdded: (entry: WaitlistEntryDto) => void;
  readonly onClose: () => void;
};

/** Puts somebody on the list for whom no time was found that suits. */
export function AddDialog({ patientId, PatientPicker, onAdded, onClose }: Props) {
  const { t } = useTranslation(['waitlist', 'common']);
  const form = useWish(patientId, (entry) => {
    onAdded(entry);
    onClose();
  });
  const { wish, edit, overview } = form;
  const doctorSelect = useRef<HTMLSelectElement>(null);
  const doctors = overview?.doctors.filter(({ isActive }) => isActive) ?? [];
  return (
    <DeskDialog
      title={t('add')}
      size={560}
      onClose={onClose}
      onSubmit={form.send}
      notice={form.problem !== undefined && <Notice tone="bad">{form.problem}</Notice>}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {t('common:actions.cancel')}
          </Button>
          <Button type="submit" loading={form.isSaving}>
            {t('add')}
          </Button>
        </>
      }
    >
      <Whom
        patient={wish.patient}
        onPatient={(patient) => edit({ patient })}
        PatientPicker={PatientPicker}
        error={form.isPatientMissing ? t('patientMissing') : undefined}
        next={doctorSelect}
      />
      <div className={classes.pair}>
        <NativeSelect
          ref={doctorSelect}
          label={t('doctor')}
          value={wish.with}
          onChange={(event) => edit({ with: event.currentTarget.value })}
          data={[
            { value: '', label: t('anyDoctor') },
            {
              group: t('fields'),
              items: form.fields.map(({ id, name }) => ({ value: id, label: t('anyOf', { field: name }) })),
            },
            { group: t('doctors'), items: doctors.map(({ id, name }) => ({ value: id, label: name })) },
          ]}
        />
        <NativeSelect
          label={t('type')}
          value={form.typeId}
          onChange={(event) => edit({ typeId: event.currentTarget.value })}
          data={form.types.map(({ id, name }) => ({ value: id, label: name }))}
        />
        {(['from', 'to'] as const).map((end) => (
          <TextInput
            key={end}
            type="date"
            label={t(end)}
            value={wish[end]}
            onChange={(event) => edit({ [end]: event.currentTarget.value })}
          />
        ))}
        <Input.Wrapper label={t('parts')} description={t('partsHint')}>
          <Chip.Group multiple value={wish.parts} onChange={(parts) => edit({ parts })}>
            <Group gap={6} mt={4}>
              {DAY_PARTS.map((part) => (
                <Chip key={part} value={part} size="xs">
                  {t(`common:dayPart.${part}`)}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
        </Input.Wrapper>
        <NativeSelect
          label={t('urgency')}
          value={wish.urgency}
          onChange={(event) => edit({ urgency: event.currentTarget.value as Urgency })}
          data={URGENCIES.map((value) => ({ value, label: t(`common:urgency.${value}`) }))}
        />
      </div>
      <TextInput
        label={t('note')}
        value={wish.note}
        maxLength={300}
        onChange={(event) => edit({ note: event.currentTarget.value })}
      />
    </DeskDialog>
  );
}

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

function useWish(patientId: string | undefined, onDone: (entry: WaitlistEntryDto) => void) {
  const format = useFormat();
  const overview = useOverview();
  const requestId = useRequestId();
  const [wish, setWish] = useState<Wish>(() => {
    const known = knownWish.read();
    const isMeant = patientId !== undefined && known.patient?.id === patientId;
    return {
      patient: null,
      with: '',
      typeId: '',
      from: format.today(),
      parts: [],
      note: '',
      to: addDays(format.today(), 7 * WEEKS_AHEAD),
      urgency: 'medium',
      ...(isMeant && known),
    };
  });
  const [isPatientMissing, setIsPatientMissing] = useState(false);
  const { add, problem } = useAdd(onDone);
  const active = overview?.doctors.filter(({ isActive }) => isActive) ?? [];
  const fields = (overview?.specializations ?? []).filter(({ id }) =>
    active.some((each) => each.specializations.some((one) => one.id === id)),
  );
  const doctor = active.find(({ id }) => id === wish.with);
  const field = fields.find(({ id }) => id === wish.with);
  const meant = active.filter(
    (each) =>
      (doctor === undefined || each.id === doctor.id) &&
      (field === undefined || each.specializations.some(({ id }) => id === field.id)),
  );
  const types = (overview?.types ?? []).filter(
    (type) => type.isActive && meant.some(({ id }) => type.doctorIds.includes(id)),
  );
  const type = types.find(({ id }) => id === wish.typeId) ?? types[0];
  return {
    wish,
    overview,
    fields,
    types,
    problem,
    isPatientMissing,
    typeId: type?.id ?? '',
    isSaving: add.isPending,
    edit: (change: Partial<Wish>) => setWish((before) => ({ ...before, ...change })),
    send: () => {
      setIsPatientMissing(wish.patient === null);
      if (wish.patient === null || type === undefined || add.isPending) return;
      const input = {
        patientId: wish.patient.id,
        appointmentTypeId: type.id,
        doctorId: doctor?.id ?? null,
        specializationId: field?.id ?? null,
        earliestDate: wish.from,
        latestDate: wish.to,
        dayParts: wish.parts,
        urgency: wish.urgency,
        note: wish.note,
      };
      add.mutate({ ...input, requestId: requestId(input) });
    },
  };
}

function useAdd(onDone: (entry: WaitlistEntryDto) => void) {
  const trpc = useTRPC();
  const errorText = useErrorText();
  const add = useMutation(trpc.waitlist.add.mutationOptions({ onSuccess: onDone }));
  return { add, problem: add.error === null ? undefined : errorText(add.error) };
}

import { Button, Chip, Group, Input, NativeSelect, TextInput } from '@mantine/core';
import { type ComponentType, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { WaitlistEntryDto } from '../../../shared/contracts/waitlist.ts';
import { DAY_PARTS } from '../../../shared/domain/clinic-settings.ts';
import { URGENCIES, type Urgency } from '../../../shared/domain/urgency.ts';
import { DeskDialog } from '../../ui/desk-dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { type PatientPickerProps, Whom } from '../../ui/visit/whom.tsx';
import { useWish } from './use-wish.ts';
import classes from './waitlist.module.css';

type Props = {
  /** The place that is changed; undefined for a new one. */
  readonly entry?: WaitlistEntryDto | undefined;
  /** For whom, where somebody else has said so. */
  readonly patientId?: string | undefined;
  readonly PatientPicker: ComponentType<PatientPickerProps>;
  readonly onSaved: (entry: WaitlistEntryDto) => void;
  readonly onClose: () => void;
};

/** Puts somebody on the list for whom no time was found that suits, or changes what somebody on it waits for. */
export function WishDialog({ entry, patientId, PatientPicker, onSaved, onClose }: Props) {
  const { t } = useTranslation(['waitlist', 'common']);
  const form = useWish({ entry, patientId }, (saved) => {
    onSaved(saved);
    onClose();
  });
  const title = entry === undefined ? t('add') : t('edit');
  const { wish, edit, overview } = form;
  const doctorSelect = useRef<HTMLSelectElement>(null);
  const doctors = overview?.doctors.filter(({ isActive }) => isActive) ?? [];
  return (
    <DeskDialog
      title={title}
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
            {entry === undefined ? t('add') : t('common:actions.save')}
          </Button>
        </>
      }
    >
      {entry?.state === 'offered' && <Notice tone="warn">{t('hasOffer')}</Notice>}
      <Whom
        patient={wish.patient}
        onPatient={(patient) => edit({ patient })}
        PatientPicker={PatientPicker}
        error={form.isPatientMissing ? t('patientMissing') : undefined}
        next={doctorSelect}
        isFixed={entry !== undefined}
      />
      <div className={classes.pair}>
        <NativeSelect
          ref={doctorSelect}
          label={t('doctor')}
          data-autofocus={entry !== undefined || undefined}
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

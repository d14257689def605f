import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type ComponentType, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecallDto } from '../../../shared/contracts/recalls.ts';
import { DeskDialog } from '../../ui/desk-dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { type PatientPickerProps, Whom } from '../../ui/visit/whom.tsx';
import classes from './recalls.module.css';
import { useRecallForm } from './use-recall-form.ts';

const MONTHS = [1, 2, 3, 4, 6, 9, 12, 18, 24, 36];

type Props = {
  /** The one to be changed; null makes another. */
  readonly recall: RecallDto | null;
  readonly PatientPicker: ComponentType<PatientPickerProps>;
  readonly onClose: () => void;
};

/** Who is to come again, for what, and when. */
export function RecallDialog({ recall, PatientPicker, onClose }: Props) {
  const { t } = useTranslation(['recalls', 'common']);
  const form = useRecallForm(recall, onClose);
  const { wanted, edit } = form;
  const [isPatientFixed] = useState(recall !== null);
  const typeSelect = useRef<HTMLSelectElement>(null);
  return (
    <DeskDialog
      title={t(recall === null ? 'addTitle' : 'editTitle')}
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
            {t(recall === null ? 'add' : 'save')}
          </Button>
        </>
      }
    >
      <Whom
        patient={wanted.patient}
        onPatient={(patient) => edit({ patient })}
        PatientPicker={PatientPicker}
        error={form.isPatientMissing ? t('patientMissing') : undefined}
        next={typeSelect}
        isFixed={isPatientFixed}
      />
      <div className={classes.pair}>
        <NativeSelect
          ref={typeSelect}
          label={t('type')}
          data-autofocus={recall !== null || undefined}
          value={form.typeId}
          onChange={(event) => edit({ typeId: event.currentTarget.value })}
          data={form.types.map(({ id, name }) => ({ value: id as string, label: name }))}
        />
        <NativeSelect
          label={t('doctor')}
          value={wanted.doctorId}
          onChange={(event) => edit({ doctorId: event.currentTarget.value })}
          data={[
            { value: '', label: t('anyDoctor') },
            ...form.doctors.map(({ id, name }) => ({ value: id as string, label: name })),
          ]}
        />
        {recall === null ? (
          <NativeSelect
            label={t('due')}
            value={String(wanted.months)}
            onChange={(event) => edit({ months: Number(event.currentTarget.value) })}
            data={MONTHS.map((count) => ({ value: String(count), label: t('inMonths', { count }) }))}
          />
        ) : (
          <TextInput
            type="date"
            label={t('dueOn')}
            value={wanted.dueOn}
            onChange={(event) => edit({ dueOn: event.currentTarget.value })}
          />
        )}
      </div>
    </DeskDialog>
  );
}

import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DeskDialog } from './desk-dialog.tsx';
import classes from './fields-dialog.module.css';
import { type Field, type FieldValues, OneField, type SaveFields, useFields } from './fields.tsx';
import { Notice } from './notice.tsx';

type Props = {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly fields: readonly Field[];
  readonly values: FieldValues;
  readonly save: string;
  readonly onClose: () => void;
  /** Saves, and closes when it has; what it throws is shown beside its fields. */
  readonly onSave: SaveFields;
};

/** A few facts that belong together, changed together. */
export function FieldsDialog(props: Props) {
  const { title, lead, fields, save, onClose } = props;
  const { t } = useTranslation();
  const form = useFields(props);
  return (
    <DeskDialog
      title={title}
      size={560}
      onClose={onClose}
      onSubmit={() => void form.submit()}
      notice={form.elsewhere !== undefined && <Notice tone="bad">{form.elsewhere}</Notice>}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {t('actions.cancel')}
          </Button>
          <Button type="submit" loading={form.isSaving}>
            {save}
          </Button>
        </>
      }
    >
      <div className={classes.fields}>
        {lead !== undefined && <div className={classes.lead}>{lead}</div>}
        {fields.map((field, index) => (
          <OneField
            key={field.name}
            field={field}
            isFirst={index === 0}
            value={form.values[field.name] ?? ''}
            error={form.problems.get(field.name)}
            onChange={(value) => form.set(field.name, value)}
          />
        ))}
      </div>
    </DeskDialog>
  );
}

import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Field, type FieldValues, OneField, type SaveFields, useFields } from '../../../ui/fields.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { PortalSection } from '../portal-page.tsx';
import classes from './profile.module.css';

type Props = {
  readonly title: string;
  readonly hint?: string;
  readonly facts: readonly (readonly [label: string, value: string | null])[];
  readonly fields: readonly Field[];
  readonly values: FieldValues;
  readonly onSave: SaveFields;
};

/** A few facts about oneself, changed where they stand. */
export function OwnSection(props: Props) {
  const { t } = useTranslation('myProfile');
  const [isEditing, setEditing] = useState(false);
  const { title, hint, facts } = props;
  return (
    <PortalSection title={title}>
      <div className={classes.card}>
        {hint !== undefined && <p className={classes.soft}>{hint}</p>}
        {isEditing ? (
          <EditForm {...props} onClose={() => setEditing(false)} />
        ) : (
          <>
            <Facts facts={facts} />
            <Button variant="default" aria-label={`${t('edit')}: ${title}`} onClick={() => setEditing(true)}>
              {t('edit')}
            </Button>
          </>
        )}
      </div>
    </PortalSection>
  );
}

export function Facts({ facts }: Pick<Props, 'facts'>) {
  const { t } = useTranslation('myProfile');
  return (
    <dl className={classes.facts}>
      {facts.map(([label, value]) => (
        <Fact key={label} label={label} missing={value === null}>
          {value ?? t('unknown')}
        </Fact>
      ))}
    </dl>
  );
}

type FactProps = { readonly label: string; readonly missing: boolean; readonly children: ReactNode };

function Fact({ label, missing, children }: FactProps) {
  return (
    <>
      <dt>{label}</dt>
      <dd data-missing={missing || undefined}>{children}</dd>
    </>
  );
}

function EditForm({ fields, values, onSave, onClose }: Props & { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const form = useFields({ fields, values, onSave, onClose });
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void form.submit();
      }}
    >
      {form.elsewhere !== undefined && <Notice tone="bad">{form.elsewhere}</Notice>}
      {fields.map((field, index) =>
        field.kind === 'check' ? (
          <label key={field.name} className={classes.check}>
            <input
              type="checkbox"
              checked={form.values[field.name] === true}
              onChange={(event) => form.set(field.name, event.currentTarget.checked)}
            />
            {field.label}
          </label>
        ) : (
          <OneField
            key={field.name}
            field={field}
            isFirst={index === 0}
            value={form.values[field.name] ?? ''}
            error={form.problems.get(field.name)}
            onChange={(value) => form.set(field.name, value)}
          />
        ),
      )}
      <div className={classes.acts}>
        <Button type="submit" loading={form.isSaving}>
          {t('actions.save')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('actions.cancel')}
        </Button>
      </div>
    </form>
  );
}

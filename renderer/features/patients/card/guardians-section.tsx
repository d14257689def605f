import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Guardian, PatientProfileDto } from '../../../../shared/contracts/profiles.ts';
import { GUARDIAN_KINDS } from '../../../../shared/domain/profile-words.ts';
import { fieldErrorsOf, useErrorText } from '../../../lib/errors.ts';
import { useFormat } from '../../../lib/format.ts';
import { DeskDialog } from '../../../ui/desk-dialog.tsx';
import { Notice } from '../../../ui/notice.tsx';
import charts from '../charts.module.css';
import classes from './card.module.css';
import { CardSection } from './section.tsx';
import { orNull, useEditProfile } from './use-profile.ts';

type Props = { readonly profile: PatientProfileDto };

const EMPTY: Guardian = { kind: 'guardian', name: '', relationship: '', phone: null, endsOn: null };

/** Who may speak and decide for the patient, and until when. */
export function GuardiansSection({ profile }: Props) {
  const { t } = useTranslation('card');
  const format = useFormat();
  const [isEditing, setEditing] = useState(false);
  return (
    <CardSection title={t('guardians.title')} onEdit={profile.can.edit ? () => setEditing(true) : undefined}>
      {profile.guardians.length === 0 && <p className={charts.soft}>{t('guardians.none')}</p>}
      <ul className={classes.people}>
        {profile.guardians.map(({ kind, name, relationship, phone, endsOn, isCurrent }) => (
          <li key={`${kind}${name}`}>
            <strong>{name}</strong>
            <span>
              {t(`guardians.kind.${kind}`)}, {relationship}
            </span>
            {phone !== null && <span>{phone}</span>}
            {endsOn !== null && (
              <span className={charts.soft}>
                {t(isCurrent ? 'guardians.until' : 'guardians.past', { date: format.date(endsOn) })}
              </span>
            )}
          </li>
        ))}
      </ul>
      {isEditing && <EditGuardians profile={profile} onClose={() => setEditing(false)} />}
    </CardSection>
  );
}

function EditGuardians({ profile, onClose }: Props & { readonly onClose: () => void }) {
  const { t } = useTranslation(['card', 'common']);
  const form = useGuardians(profile, onClose);
  return (
    <DeskDialog
      title={t('guardians.title')}
      size={640}
      onClose={onClose}
      onSubmit={() => void form.save()}
      notice={form.problem !== undefined && <Notice tone="bad">{form.problem}</Notice>}
      footer={
        <>
          <Button variant="default" onClick={form.add}>
            {t('guardians.add')}
          </Button>
          <Button type="submit" loading={form.isSaving}>
            {t('common:actions.save')}
          </Button>
        </>
      }
    >
      {form.guardians.map((guardian, index) => (
        <OneGuardian
          // They have no id of their own, and keep their place while the dialog is open.
          key={index}
          guardian={guardian}
          onChange={(changes) => form.change(index, changes)}
          onRemove={() => form.remove(index)}
        />
      ))}
    </DeskDialog>
  );
}

type OneProps = {
  readonly guardian: Guardian;
  readonly onChange: (changes: Partial<Guardian>) => void;
  readonly onRemove: () => void;
};

function OneGuardian({ guardian, onChange, onRemove }: OneProps) {
  const { t } = useTranslation('card');
  return (
    <div className={classes.person}>
      <Select
        label={t('guardians.kindLabel')}
        value={guardian.kind}
        allowDeselect={false}
        onChange={(kind) =>
          onChange({ kind: GUARDIAN_KINDS.find((known) => known === kind) ?? guardian.kind })
        }
        data={GUARDIAN_KINDS.map((value) => ({ value, label: t(`guardians.kind.${value}`) }))}
      />
      <TextInput
        label={t('guardians.name')}
        value={guardian.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <TextInput
        label={t('guardians.relationship')}
        value={guardian.relationship}
        onChange={(event) => onChange({ relationship: event.currentTarget.value })}
      />
      <Button variant="default" onClick={onRemove}>
        {t('guardians.remove')}
      </Button>
      <TextInput
        label={t('guardians.phone')}
        value={guardian.phone ?? ''}
        onChange={(event) => onChange({ phone: orNull(event.currentTarget.value) })}
      />
      <TextInput
        label={t('guardians.endsOn')}
        value={guardian.endsOn ?? ''}
        onChange={(event) => onChange({ endsOn: orNull(event.currentTarget.value) })}
      />
    </div>
  );
}

function asWritten({ kind, name, relationship, phone, endsOn }: Guardian): Guardian {
  return { kind, name, relationship, phone, endsOn };
}

function useGuardians(profile: PatientProfileDto, onClose: () => void) {
  const edit = useEditProfile(profile);
  const errorText = useErrorText();
  const [guardians, setGuardians] = useState<readonly Guardian[]>(
    profile.guardians.length === 0 ? [EMPTY] : profile.guardians.map(asWritten),
  );
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string>();
  async function save(): Promise<void> {
    setSaving(true);
    try {
      await edit({ guardians: [...guardians] });
      onClose();
    } catch (error) {
      const [first] = fieldErrorsOf(error);
      setProblem(first?.message ?? errorText(error));
      setSaving(false);
    }
  }
  return {
    guardians,
    isSaving,
    problem,
    save,
    add: () => setGuardians((before) => [...before, EMPTY]),
    remove: (index: number) => setGuardians((before) => before.filter((_, at) => at !== index)),
    change: (index: number, changes: Partial<Guardian>) =>
      setGuardians((before) => before.map((each, at) => (at === index ? { ...each, ...changes } : each))),
  };
}

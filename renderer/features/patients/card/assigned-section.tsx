import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AssignedDoctor, PatientProfileDto } from '../../../../shared/contracts/profiles.ts';
import type { DoctorId } from '../../../../shared/ids.ts';
import { fieldErrorsOf, useErrorText } from '../../../lib/errors.ts';
import { useFormat } from '../../../lib/format.ts';
import { useOverview } from '../../../lib/use-overview.ts';
import { DeskDialog } from '../../../ui/desk-dialog.tsx';
import { Notice } from '../../../ui/notice.tsx';
import charts from '../charts.module.css';
import classes from './card.module.css';
import { CardSection } from './section.tsx';
import { orNull, useEditProfile } from './use-profile.ts';

type Props = { readonly profile: PatientProfileDto };
/** A line of the form; the doctor is chosen last. */
type Line = { readonly doctorId: DoctorId | null; readonly endsOn: string | null };

/** Doctors who look after the patient without a visit between them, and so may open the chart. */
export function AssignedSection({ profile }: Props) {
  const { t } = useTranslation('card');
  const format = useFormat();
  const [isEditing, setEditing] = useState(false);
  const { assignedDoctors: assigned } = profile;
  return (
    <CardSection title={t('assigned.title')} onEdit={profile.can.edit ? () => setEditing(true) : undefined}>
      {assigned.length === 0 && <p className={charts.soft}>{t('assigned.none')}</p>}
      <ul className={classes.people}>
        {assigned.map(({ doctorId, name, endsOn }) => (
          <li key={doctorId}>
            <strong>{name}</strong>
            {endsOn !== null && (
              <span className={charts.soft}>{t('guardians.until', { date: format.date(endsOn) })}</span>
            )}
          </li>
        ))}
      </ul>
      {isEditing && <EditAssigned profile={profile} onClose={() => setEditing(false)} />}
    </CardSection>
  );
}

function EditAssigned({ profile, onClose }: Props & { readonly onClose: () => void }) {
  const { t } = useTranslation(['card', 'common']);
  const form = useAssigned(profile, onClose);
  return (
    <DeskDialog
      title={t('assigned.title')}
      size={640}
      onClose={onClose}
      onSubmit={() => void form.save()}
      notice={form.problem !== undefined && <Notice tone="bad">{form.problem}</Notice>}
      footer={
        <>
          <Button variant="default" onClick={form.add}>
            {t('assigned.add')}
          </Button>
          <Button type="submit" loading={form.isSaving}>
            {t('common:actions.save')}
          </Button>
        </>
      }
    >
      <p className={charts.soft}>{t('assigned.lead')}</p>
      {form.lines.map((line, index) => (
        <OneDoctor
          // They have no id of their own, and keep their place while the dialog is open.
          key={index}
          line={line}
          named={profile.assignedDoctors}
          onChange={(changes) => form.change(index, changes)}
          onRemove={() => form.remove(index)}
        />
      ))}
    </DeskDialog>
  );
}

type OneProps = {
  readonly line: Line;
  /** They stay to be read here, also once a doctor works at the clinic no more. */
  readonly named: PatientProfileDto['assignedDoctors'];
  readonly onChange: (changes: Partial<Line>) => void;
  readonly onRemove: () => void;
};

function OneDoctor({ line, named, onChange, onRemove }: OneProps) {
  const { t } = useTranslation('card');
  const active = useOverview()?.doctors.filter(({ isActive }) => isActive) ?? [];
  const gone = named.filter(({ doctorId }) => !active.some(({ id }) => id === doctorId));
  const choices = [...active, ...gone.map(({ doctorId: id, name }) => ({ id, name }))];
  return (
    <div className={classes.doctor}>
      <Select
        label={t('assigned.doctor')}
        value={line.doctorId}
        onChange={(chosen) => onChange({ doctorId: choices.find(({ id }) => id === chosen)?.id ?? null })}
        data={choices.map(({ id, name }) => ({ value: id, label: name }))}
        searchable
        data-autofocus
      />
      <TextInput
        label={t('assigned.endsOn')}
        placeholder={t('assigned.endsOnHint')}
        value={line.endsOn ?? ''}
        onChange={(event) => onChange({ endsOn: orNull(event.currentTarget.value) })}
      />
      <Button variant="default" onClick={onRemove}>
        {t('guardians.remove')}
      </Button>
    </div>
  );
}

const EMPTY: Line = { doctorId: null, endsOn: null };

function useAssigned(profile: PatientProfileDto, onClose: () => void) {
  const { t } = useTranslation('card');
  const edit = useEditProfile(profile);
  const errorText = useErrorText();
  const { assignedDoctors: known } = profile;
  const [lines, setLines] = useState<readonly Line[]>(known.length === 0 ? [EMPTY] : known);
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string>();
  async function save(): Promise<void> {
    const wanted = lines.flatMap(({ doctorId, endsOn }): AssignedDoctor[] =>
      doctorId === null ? [] : [{ doctorId, endsOn }],
    );
    if (wanted.length < lines.length && lines.length > 1) return setProblem(t('assigned.choose'));
    setSaving(true);
    try {
      await edit({ assignedDoctors: wanted });
      onClose();
    } catch (error) {
      const [first] = fieldErrorsOf(error);
      setProblem(first?.message ?? errorText(error));
      setSaving(false);
    }
  }
  return {
    lines,
    isSaving,
    problem,
    save,
    add: () => setLines((before) => [...before, EMPTY]),
    remove: (index: number) => setLines((before) => before.filter((_, at) => at !== index)),
    change: (index: number, changes: Partial<Line>) =>
      setLines((before) => before.map((each, at) => (at === index ? { ...each, ...changes } : each))),
  };
}

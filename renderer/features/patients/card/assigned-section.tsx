import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AssignedDoctor, PatientProfileDto } from '../../../../shared/contracts/profiles.ts';
import type { DoctorId } from '../../../../shared/ids.ts';
import { useFormat } from '../../../lib/format.ts';
import { useOverview } from '../../../lib/use-overview.ts';
import charts from '../charts.module.css';
import classes from './card.module.css';
import { type LineProps, LinesDialog } from './lines-dialog.tsx';
import { CardSection } from './section.tsx';
import { orNull } from './use-profile.ts';

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
  const { t } = useTranslation('card');
  return (
    <LinesDialog<Line>
      profile={profile}
      title={t('assigned.title')}
      lead={t('assigned.lead')}
      addLabel={t('assigned.add')}
      known={profile.assignedDoctors}
      empty={{ doctorId: null, endsOn: null }}
      changeOf={(lines) => {
        const chosen = lines.filter((line): line is AssignedDoctor => line.doctorId !== null);
        const isMissing = chosen.length < lines.length && lines.length > 1;
        return isMissing
          ? t('assigned.choose')
          : { assignedDoctors: chosen.map(({ doctorId, endsOn }) => ({ doctorId, endsOn })) };
      }}
      onClose={onClose}
    >
      {(props) => <OneDoctor {...props} named={profile.assignedDoctors} />}
    </LinesDialog>
  );
}

type OneProps = LineProps<Line> & {
  /** They stay to be read here, also once a doctor works at the clinic no more. */
  readonly named: PatientProfileDto['assignedDoctors'];
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

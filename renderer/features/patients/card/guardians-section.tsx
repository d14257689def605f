import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Guardian, PatientProfileDto } from '../../../../shared/contracts/profiles.ts';
import { GUARDIAN_KINDS } from '../../../../shared/domain/profile-words.ts';
import { useFormat } from '../../../lib/format.ts';
import charts from '../charts.module.css';
import classes from './card.module.css';
import { type LineProps, LinesDialog } from './lines-dialog.tsx';
import { CardSection } from './section.tsx';
import { orNull } from './use-profile.ts';

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
        {profile.guardians.map(({ kind, name, relationship, phone, endsOn, isCurrent }, index) => (
          // Joined charts may name the same person twice.
          <li key={index}>
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
  const { t } = useTranslation('card');
  return (
    <LinesDialog<Guardian>
      profile={profile}
      title={t('guardians.title')}
      addLabel={t('guardians.add')}
      known={profile.guardians.map(asWritten)}
      empty={EMPTY}
      changeOf={(lines) => ({ guardians: [...lines] })}
      onClose={onClose}
    >
      {(props) => <OneGuardian {...props} />}
    </LinesDialog>
  );
}

function OneGuardian({ line: guardian, onChange, onRemove }: LineProps<Guardian>) {
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

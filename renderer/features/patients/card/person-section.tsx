import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PatientDto, SEXES } from '../../../../shared/contracts/patients.ts';
import type { PatientProfileDto } from '../../../../shared/contracts/profiles.ts';
import { useFormat } from '../../../lib/format.ts';
import { onlyChanged, type SaveFields } from '../../../ui/fields.tsx';
import { FieldsDialog } from '../../../ui/fields-dialog.tsx';
import { CardSection, Facts } from './section.tsx';
import { orNull, useEditProfile } from './use-profile.ts';

type Props = { readonly profile: PatientProfileDto };

/** Name, birth and sex: written from papers, at the desk. */
export function PersonSection({ profile }: Props) {
  const { t } = useTranslation('card');
  const format = useFormat();
  const [isEditing, setEditing] = useState(false);
  return (
    <CardSection title={t('person.title')} onEdit={profile.can.edit ? () => setEditing(true) : undefined}>
      <Facts
        facts={[
          [t('person.givenName'), profile.givenName],
          [t('person.familyName'), profile.familyName],
          [t('person.birthDate'), format.date(profile.birthDate)],
          [t('person.sex'), t(`person.sexes.${profile.sex}`)],
        ]}
      />
      {isEditing && <EditPerson profile={profile} onClose={() => setEditing(false)} />}
    </CardSection>
  );
}

function EditPerson({ profile, onClose }: Props & { readonly onClose: () => void }) {
  const { t } = useTranslation(['card', 'common']);
  const edit = useEditProfile(profile);
  const { givenName, familyName, birthDate, sex } = profile;
  const save: SaveFields = (values, changed) =>
    edit(
      onlyChanged(
        {
          givenName: orNull(values['givenName']) ?? '',
          familyName: orNull(values['familyName']) ?? '',
          birthDate: String(values['birthDate']),
          sex: values['sex'] as PatientDto['sex'],
        },
        changed,
      ),
    );
  return (
    <FieldsDialog
      title={t('person.title')}
      save={t('common:actions.save')}
      values={{ givenName, familyName, birthDate, sex }}
      fields={[
        { name: 'givenName', label: t('person.givenName') },
        { name: 'familyName', label: t('person.familyName') },
        { name: 'birthDate', label: t('person.birthDate'), hint: t('person.birthDateHint') },
        {
          name: 'sex',
          label: t('person.sex'),
          kind: 'choice',
          choices: SEXES.map((value) => ({ value, label: t(`person.sexes.${value}`) })),
        },
      ]}
      onClose={onClose}
      onSave={save}
    />
  );
}

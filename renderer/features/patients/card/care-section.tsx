import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PatientProfileDto } from '../../../../shared/contracts/profiles.ts';
import type { SaveFields } from '../../../ui/fields.tsx';
import { FieldsDialog } from '../../../ui/fields-dialog.tsx';
import { CardSection, Facts } from './section.tsx';
import { orNull, useEditProfile } from './use-profile.ts';

type Props = { readonly profile: PatientProfileDto };

const FIELDS = [
  'emergencyName',
  'emergencyPhone',
  'emergencyRelationship',
  'insuranceProvider',
  'insuranceNumber',
] as const;

/** Whom to call, and who pays. */
export function CareSection({ profile }: Props) {
  const { t } = useTranslation('card');
  const [isEditing, setEditing] = useState(false);
  const { emergencyContact: contact, insurance } = profile;
  const whom = contact === null ? null : `${contact.name} (${contact.relationship})\n${contact.phone}`;
  const payer = insurance === null ? null : `${insurance.provider}\n${insurance.number}`;
  return (
    <CardSection title={t('care.title')} onEdit={profile.can.edit ? () => setEditing(true) : undefined}>
      <Facts
        facts={[
          [t('care.emergencyName'), whom],
          [t('care.insuranceProvider'), payer],
        ]}
      />
      {isEditing && <EditCare profile={profile} onClose={() => setEditing(false)} />}
    </CardSection>
  );
}

function EditCare({ profile, onClose }: Props & { readonly onClose: () => void }) {
  const { t } = useTranslation(['card', 'common']);
  const edit = useEditProfile(profile);
  const { emergencyContact: contact, insurance } = profile;
  const save: SaveFields = (values, changed) => {
    const said = (field: (typeof FIELDS)[number]) => orNull(values[field]) ?? '';
    const [name, phone, relationship] = [
      said('emergencyName'),
      said('emergencyPhone'),
      said('emergencyRelationship'),
    ];
    const [provider, number] = [said('insuranceProvider'), said('insuranceNumber')];
    // All of it empty: nobody to call, nobody who pays. The server says what is missing of the rest.
    const isOf = (part: string) => [...changed].some((field) => field.startsWith(part));
    return edit({
      ...(isOf('emergency') && {
        emergencyContact: name + phone + relationship === '' ? null : { name, phone, relationship },
      }),
      ...(isOf('insurance') && { insurance: provider + number === '' ? null : { provider, number } }),
    });
  };
  return (
    <FieldsDialog
      title={t('care.title')}
      lead={t('care.both')}
      save={t('common:actions.save')}
      values={{
        emergencyName: contact?.name ?? '',
        emergencyPhone: contact?.phone ?? '',
        emergencyRelationship: contact?.relationship ?? '',
        insuranceProvider: insurance?.provider ?? '',
        insuranceNumber: insurance?.number ?? '',
      }}
      fields={FIELDS.map((name) => ({ name, label: t(`care.${name}`), isWide: name === 'emergencyName' }))}
      onClose={onClose}
      onSave={save}
    />
  );
}

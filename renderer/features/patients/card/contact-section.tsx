import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PatientProfileDto } from '../../../../shared/contracts/profiles.ts';
import { useFormat } from '../../../lib/format.ts';
import { parseAmount } from '../../../lib/parse-amount.ts';
import { FieldProblem, onlyChanged, type SaveFields } from '../../../ui/fields.tsx';
import { FieldsDialog } from '../../../ui/fields-dialog.tsx';
import { CardSection, Facts } from './section.tsx';
import { orNull, useEditProfile } from './use-profile.ts';

type Props = { readonly profile: PatientProfileDto };

const TEXTS = ['phone', 'email', 'address', 'language', 'deskNote'] as const;

/** How to reach them, and in which language. */
export function ContactSection({ profile }: Props) {
  const { t } = useTranslation('card');
  const format = useFormat();
  const [isEditing, setEditing] = useState(false);
  const owed = profile.owedMinor ?? 0;
  return (
    <CardSection title={t('contact.title')} onEdit={profile.can.edit ? () => setEditing(true) : undefined}>
      <Facts
        facts={[
          ...TEXTS.filter((field) => field !== 'deskNote' || profile.deskNote !== null).map(
            (field) => [t(`contact.${field}`), profile[field]] as const,
          ),
          ...(owed > 0 ? [[t('contact.owed'), format.amount(owed)] as const] : []),
        ]}
      />
      {isEditing && <EditContact profile={profile} onClose={() => setEditing(false)} />}
    </CardSection>
  );
}

function EditContact({ profile, onClose }: Props & { readonly onClose: () => void }) {
  const { t } = useTranslation(['card', 'common']);
  const edit = useEditProfile(profile);
  const save: SaveFields = async (values, changed) => {
    const owedMinor = parseAmount(orNull(values['owedMinor']) ?? '0');
    if (owedMinor === undefined || owedMinor === null)
      throw new FieldProblem('owedMinor', t('contact.owedWrong'));
    const changes = {
      ...Object.fromEntries(TEXTS.map((field) => [field, orNull(values[field])])),
      needsInterpreter: values['needsInterpreter'] === true,
      owedMinor,
    };
    await edit(onlyChanged(changes, changed));
  };
  return (
    <FieldsDialog
      title={t('contact.title')}
      save={t('common:actions.save')}
      values={{
        ...Object.fromEntries(TEXTS.map((field) => [field, profile[field] ?? ''])),
        needsInterpreter: profile.needsInterpreter,
        owedMinor: profile.owedMinor ? (profile.owedMinor / 100).toFixed(2) : '',
      }}
      fields={[
        { name: 'phone', label: t('contact.phone') },
        { name: 'email', label: t('contact.email') },
        { name: 'language', label: t('contact.language') },
        { name: 'needsInterpreter', label: t('contact.needsInterpreter'), kind: 'check' },
        { name: 'owedMinor', label: t('contact.owed'), hint: t('contact.owedHint') },
        { name: 'address', label: t('contact.address'), kind: 'area' },
        { name: 'deskNote', label: t('contact.deskNote'), hint: t('contact.deskNoteHint'), kind: 'area' },
      ]}
      onClose={onClose}
      onSave={save}
    />
  );
}

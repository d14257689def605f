import { useTranslation } from 'react-i18next';
import type { OwnProfileDto } from '../../../../shared/contracts/profiles.ts';
import { BLOOD_TYPES } from '../../../../shared/domain/profile-words.ts';
import { useClinic } from '../../../lib/clinic.ts';
import { useFormat } from '../../../lib/format.ts';
import { useLateWords } from '../../../lib/late-words.ts';
import { onlyChanged } from '../../../ui/fields.tsx';
import { LoadingLines } from '../../../ui/loading-lines.tsx';
import { OwnPicture } from '../../../ui/own-picture.tsx';
import { LoadFailed } from '../../../ui/page-note.tsx';
import { PortalPage, PortalSection } from '../portal-page.tsx';
import { Corrections } from './corrections.tsx';
import { EmailProof } from './email-proof.tsx';
import { Facts, OwnSection } from './own-section.tsx';
import classes from './profile.module.css';
import { orNull, useChange, useOwnProfile } from './use-own-profile.ts';

type Props = { readonly profile: OwnProfileDto };

/** What does the clinic know about me, and is it right? */
export function ProfileScreen() {
  useLateWords('myProfile');
  return <Page />;
}

function Page() {
  const { t } = useTranslation('myProfile');
  const { clinicName: clinic } = useClinic();
  const profile = useOwnProfile();
  return (
    <PortalPage title={t('title')} lead={t('lead', { clinic })} back="/">
      {profile.isPending && <LoadingLines rows={8} />}
      {profile.isError && <LoadFailed error={profile.error} onRetry={() => void profile.refetch()} />}
      {profile.data !== undefined && (
        <>
          <Person profile={profile.data} />
          <Contact profile={profile.data} />
          <Care profile={profile.data} />
          <Health profile={profile.data} />
          <AssignedDoctors profile={profile.data} />
          <Guardians profile={profile.data} />
          <Corrections />
        </>
      )}
    </PortalPage>
  );
}

function Person({ profile }: Props) {
  const { t } = useTranslation('myProfile');
  const format = useFormat();
  return (
    <PortalSection title={t('person.title')}>
      <div className={classes.card}>
        <OwnPicture
          id={profile.pictureId}
          words={{
            hint: t('picture.hint'),
            choose: t('picture.choose'),
            remove: t('picture.remove'),
            refused: t('picture.refused'),
            tooLarge: t('picture.tooLarge'),
            tooMany: t('picture.tooMany'),
          }}
        />
        <Facts
          facts={[
            [t('person.name'), `${profile.givenName} ${profile.familyName}`],
            [t('person.birthDate'), format.date(profile.birthDate)],
            [t('person.email'), profile.email],
            [t('person.chartNumber'), String(profile.chartNumber)],
          ]}
        />
        <p className={classes.soft}>{t('person.hint')}</p>
        <EmailProof />
      </div>
    </PortalSection>
  );
}

const CONTACT = ['phone', 'address', 'language'] as const;

function Contact({ profile }: Props) {
  const { t } = useTranslation('myProfile');
  const change = useChange(profile);
  return (
    <OwnSection
      title={t('contact.title')}
      facts={CONTACT.map((field) => [t(`contact.${field}`), profile[field]] as const)}
      fields={[
        { name: 'phone', label: t('contact.phone') },
        { name: 'address', label: t('contact.address'), kind: 'area' },
        { name: 'language', label: t('contact.language') },
        { name: 'needsInterpreter', label: t('contact.needsInterpreter'), kind: 'check' },
      ]}
      values={{
        ...Object.fromEntries(CONTACT.map((field) => [field, profile[field] ?? ''])),
        needsInterpreter: profile.needsInterpreter,
      }}
      onSave={(values, changed) =>
        change(
          onlyChanged(
            {
              ...Object.fromEntries(CONTACT.map((field) => [field, orNull(values[field])])),
              needsInterpreter: values['needsInterpreter'] === true,
            },
            changed,
          ),
        )
      }
    />
  );
}

const CARE = [
  'emergencyName',
  'emergencyPhone',
  'emergencyRelationship',
  'insuranceProvider',
  'insuranceNumber',
] as const;

function Care({ profile }: Props) {
  const { t } = useTranslation('myProfile');
  const change = useChange(profile);
  const { emergencyContact: contact, insurance } = profile;
  const whom = contact === null ? null : `${contact.name} (${contact.relationship})\n${contact.phone}`;
  const payer = insurance === null ? null : `${insurance.provider}\n${insurance.number}`;
  return (
    <OwnSection
      title={t('care.title')}
      facts={[
        [t('care.emergencyName'), whom],
        [t('care.insuranceProvider'), payer],
      ]}
      fields={CARE.map((name) => ({ name, label: t(`care.${name}`) }))}
      values={{
        emergencyName: contact?.name ?? '',
        emergencyPhone: contact?.phone ?? '',
        emergencyRelationship: contact?.relationship ?? '',
        insuranceProvider: insurance?.provider ?? '',
        insuranceNumber: insurance?.number ?? '',
      }}
      onSave={(values, changed) => {
        const [name = '', phone = '', relationship = '', provider = '', number = ''] = CARE.map(
          (field) => orNull(values[field]) ?? '',
        );
        const isOf = (part: string) => [...changed].some((field) => field.startsWith(part));
        return change({
          ...(isOf('emergency') && {
            emergencyContact: name + phone + relationship === '' ? null : { name, phone, relationship },
          }),
          ...(isOf('insurance') && { insurance: provider + number === '' ? null : { provider, number } }),
        });
      }}
    />
  );
}

const HEALTH = ['allergies', 'medication', 'conditions'] as const;

function Health({ profile }: Props) {
  const { t } = useTranslation('myProfile');
  const change = useChange(profile);
  const allergies = profile.hasNoAllergies ? t('clinical.noAllergies') : profile.allergies;
  return (
    <OwnSection
      title={t('clinical.title')}
      hint={t('clinical.hint')}
      facts={[
        [t('clinical.allergies'), allergies],
        [t('clinical.medication'), profile.medication],
        [t('clinical.conditions'), profile.conditions],
        [t('clinical.bloodType'), profile.bloodType],
      ]}
      fields={[
        { name: 'allergies', label: t('clinical.allergies'), kind: 'area' },
        { name: 'hasNoAllergies', label: t('clinical.hasNoAllergies'), kind: 'check' },
        { name: 'medication', label: t('clinical.medication'), kind: 'area' },
        { name: 'conditions', label: t('clinical.conditions'), kind: 'area' },
        {
          name: 'bloodType',
          label: t('clinical.bloodType'),
          kind: 'choice',
          choices: BLOOD_TYPES.map((value) => ({ value, label: value })),
        },
      ]}
      values={{
        ...Object.fromEntries(HEALTH.map((field) => [field, profile[field] ?? ''])),
        hasNoAllergies: profile.hasNoAllergies,
        bloodType: profile.bloodType ?? '',
      }}
      onSave={(values, changed) =>
        change(
          onlyChanged(
            {
              ...Object.fromEntries(HEALTH.map((field) => [field, orNull(values[field])])),
              hasNoAllergies: values['hasNoAllergies'] === true,
              bloodType: BLOOD_TYPES.find((known) => known === values['bloodType']) ?? null,
            },
            changed,
          ),
        )
      }
    />
  );
}

function AssignedDoctors({ profile }: Props) {
  const { t } = useTranslation('myProfile');
  if (profile.assignedDoctors.length === 0) return null;
  return (
    <PortalSection title={t('assigned.title')}>
      <div className={classes.card}>
        {profile.assignedDoctors.map(({ doctorId, name }) => (
          <p key={doctorId}>{name}</p>
        ))}
        <p className={classes.soft}>{t('assigned.hint')}</p>
      </div>
    </PortalSection>
  );
}

function Guardians({ profile }: Props) {
  const { t } = useTranslation('myProfile');
  const current = profile.guardians.filter(({ isCurrent }) => isCurrent);
  return (
    <PortalSection title={t('guardians.title')}>
      <div className={classes.card}>
        {current.length === 0 && <p className={classes.soft}>{t('guardians.none')}</p>}
        {current.map(({ kind, name, relationship }, index) => (
          // Joined charts may name the same person twice.
          <p key={index}>
            {name}, {relationship} ({t(`guardians.kind.${kind}`)})
          </p>
        ))}
      </div>
    </PortalSection>
  );
}

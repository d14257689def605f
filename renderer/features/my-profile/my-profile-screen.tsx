import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OwnDoctorDto } from '../../../shared/contracts/clinic.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import { reasonOf } from '../../lib/errors.ts';
import { onlyChanged } from '../../ui/fields.tsx';
import { FieldsDialog } from '../../ui/fields-dialog.tsx';
import { LoadingLines } from '../../ui/loading-lines.tsx';
import { Icon } from '../../ui/icon.tsx';
import { OwnPicture } from '../../ui/own-picture.tsx';
import { LoadFailed } from '../../ui/page-note.tsx';
import classes from './my-profile.module.css';

/** How do patients see me? */
export function MyProfileScreen() {
  const { t } = useTranslation('doctorProfile');
  const trpc = useTRPC();
  const own = useQuery(trpc.profiles.ownDoctor.queryOptions({}));
  return (
    <main id="content" className={classes.page}>
      <h1 className={classes.title}>{t('title')}</h1>
      <p className={classes.lead}>{t('lead')}</p>
      {own.isPending && <LoadingLines rows={5} />}
      {own.isError && <LoadFailed error={own.error} onRetry={() => void own.refetch()} />}
      {own.data !== undefined && <Profile doctor={own.data} />}
      <p className={classes.more}>
        <Link to="/my-hours">
          {t('hours')}
          <Icon name="forward" size={16} />
        </Link>
      </p>
      <p className={classes.more}>
        <Link to="/security">
          {t('security')}
          <Icon name="forward" size={16} />
        </Link>
      </p>
    </main>
  );
}

type Props = { readonly doctor: OwnDoctorDto };

function Profile({ doctor }: Props) {
  const { t } = useTranslation('doctorProfile');
  const [isEditing, setEditing] = useState(false);
  const since = doctor.practisingSince;
  const facts = [
    [t('specializations'), doctor.specializations.map(({ name }) => name).join(', ')],
    [t('qualifications'), doctor.qualifications ?? ''],
    [t('practisingSince'), since === null ? '' : String(since)],
    [t('languagesShort'), doctor.languages.join(', ')],
    [t('bio'), doctor.bio ?? ''],
  ] as const;
  return (
    <section className={classes.card} aria-label={doctor.name}>
      <h2 className={classes.name}>{doctor.name}</h2>
      <OwnPicture
        id={doctor.photoId}
        words={{
          hint: t('picture.hint'),
          choose: t('picture.choose'),
          remove: t('picture.remove'),
          refused: t('picture.refused'),
          tooLarge: t('picture.tooLarge'),
          tooMany: t('picture.tooMany'),
        }}
      />
      <dl className={classes.facts}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value === '' ? t('unknown') : value}</dd>
          </div>
        ))}
      </dl>
      {doctor.can.edit && (
        <Button variant="default" onClick={() => setEditing(true)}>
          {t('edit')}
        </Button>
      )}
      {isEditing && <EditProfile doctor={doctor} onClose={() => setEditing(false)} />}
    </section>
  );
}

function EditProfile({ doctor, onClose }: Props & { readonly onClose: () => void }) {
  const { t } = useTranslation(['doctorProfile', 'common']);
  const save = useChange(doctor);
  return (
    <FieldsDialog
      title={t('title')}
      save={t('common:actions.save')}
      values={{
        qualifications: doctor.qualifications ?? '',
        practisingSince: String(doctor.practisingSince ?? ''),
        languages: doctor.languages.join(', '),
        bio: doctor.bio ?? '',
      }}
      fields={[
        { name: 'qualifications', label: t('qualifications'), kind: 'area' },
        { name: 'practisingSince', label: t('practisingSince') },
        { name: 'languages', label: t('languages') },
        { name: 'bio', label: t('bio'), kind: 'area' },
      ]}
      onClose={onClose}
      onSave={(values, changed) => {
        const text = (field: string) => String(values[field] ?? '').trim();
        const orNull = (field: string) => (text(field) === '' ? null : text(field));
        const languages = text('languages')
          .split(',')
          .map((name) => name.trim());
        return save(
          onlyChanged(
            {
              qualifications: orNull('qualifications'),
              bio: orNull('bio'),
              practisingSince: yearIn(text('practisingSince')),
              languages: languages.filter((name) => name !== ''),
            },
            changed,
          ),
        );
      }}
    />
  );
}

/** What is no number is no year either, and is refused beside its field. */
function yearIn(text: string): number | null {
  if (text === '') return null;
  return /^\d+$/.test(text) ? Number(text) : 0;
}

type Changes = Partial<Pick<OwnDoctorDto, 'qualifications' | 'bio' | 'practisingSince' | 'languages'>>;

function useChange({ version }: OwnDoctorDto) {
  const { t } = useTranslation('doctorProfile');
  const api = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return async (changes: Changes): Promise<void> => {
    const again = () => queryClient.invalidateQueries(trpc.profiles.pathFilter());
    try {
      await api.profiles.changeOwnDoctor.mutate({ ...changes, expectedVersion: version });
    } catch (error) {
      if (reasonOf(error).code !== 'stale_version') throw error;
      // The form stays, with what was typed; behind it the profile is shown as it is now.
      await again();
      throw error;
    }
    await again();
    notifications.show({ message: t('saved') });
  };
}

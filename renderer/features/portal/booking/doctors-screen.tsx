import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClinicOverview, DoctorDto } from '../../../../shared/contracts/clinic.ts';
import { useTRPC } from '../../../lib/api.ts';
import { matchesText } from '../../../lib/match-text.ts';
import { Icon } from '../../../ui/icon.tsx';
import { LoadFailed, PageNote } from '../../../ui/page-note.tsx';
import { LoadingLines } from '../../../ui/loading-lines.tsx';
import { PortalPage } from '../portal-page.tsx';
import classes from './doctors-screen.module.css';

/** Whom do you want to see? */
export function DoctorsScreen() {
  const { t } = useTranslation('portal');
  const trpc = useTRPC();
  const overview = useQuery(trpc.clinic.overview.queryOptions({}));
  return (
    <PortalPage title={t('doctors.title')} back="/">
      {overview.isPending && <LoadingLines rows={6} />}
      {overview.isError && <LoadFailed error={overview.error} onRetry={() => void overview.refetch()} />}
      {overview.isSuccess && <DoctorPicker overview={overview.data} />}
    </PortalPage>
  );
}

const ALL = '';

function DoctorPicker({ overview }: { readonly overview: ClinicOverview }) {
  const { t } = useTranslation('portal');
  const [query, setQuery] = useState('');
  const [specialization, setSpecialization] = useState(ALL);
  const active = overview.doctors.filter((doctor) => doctor.isActive);
  const used = overview.specializations.filter(({ id }) => active.some((doctor) => practises(doctor, id)));
  const shown = active.filter(
    (doctor) =>
      matchesText(doctor.name, query) && (specialization === ALL || practises(doctor, specialization)),
  );
  if (active.length === 0) return <PageNote title={t('doctors.empty')} hint={t('doctors.emptyHint')} />;
  return (
    <>
      <TextInput
        type="search"
        label={t('doctors.search')}
        leftSection={<Icon name="search" />}
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
        autoComplete="off"
      />
      <NativeSelect
        size="md"
        label={t('doctors.specialization')}
        value={specialization}
        onChange={(event) => setSpecialization(event.currentTarget.value)}
        data={[
          { value: ALL, label: t('doctors.all') },
          ...used.map(({ id, name }) => ({ value: id as string, label: name })),
        ]}
      />
      <p className={classes.count} role="status">
        {t('doctors.count', { count: shown.length })}
      </p>
      {shown.length === 0 ? (
        <PageNote
          icon="search"
          title={t('doctors.none')}
          hint={t('doctors.noneHint')}
          action={
            <Button
              variant="default"
              onClick={() => {
                setQuery('');
                setSpecialization(ALL);
              }}
            >
              {t('doctors.clear')}
            </Button>
          }
        />
      ) : (
        <ul className={classes.list}>
          {shown.length > 1 && (
            <li>
              <AnyDoctorLink specializationId={specialization} />
            </li>
          )}
          {shown.map((doctor) => (
            <li key={doctor.id}>
              <DoctorLink doctor={doctor} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function AnyDoctorLink({ specializationId }: { readonly specializationId: string }) {
  const { t } = useTranslation('portal');
  const isAll = specializationId === ALL;
  const search = isAll ? {} : { specialization: specializationId };
  return (
    <Link to="/new/any" search={search} className={classes.doctor}>
      <span className={classes.words}>
        <span className={classes.name}>{t('any.link')}</span>
        <span className={classes.practice}>{t(isAll ? 'any.linkHint' : 'any.linkHintOf')}</span>
      </span>
      <Icon name="forward" />
    </Link>
  );
}

function DoctorLink({ doctor }: { readonly doctor: DoctorDto }) {
  return (
    <Link to="/new/$doctorId" params={{ doctorId: doctor.id }} className={classes.doctor}>
      <span className={classes.words}>
        <span className={classes.name}>{doctor.name}</span>
        <span className={classes.practice}>{doctor.specializations.map(({ name }) => name).join(' · ')}</span>
      </span>
      <Icon name="forward" />
    </Link>
  );
}

function practises(doctor: DoctorDto, specializationId: string): boolean {
  return doctor.specializations.some(({ id }) => id === specializationId);
}

import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppointmentTypeDto, ClinicOverview, DoctorDto } from '../../../../shared/contracts/clinic.ts';
import type { DoctorId, SpecializationId } from '../../../../shared/ids.ts';
import { useTRPC } from '../../../lib/api.ts';
import { LinkButton } from '../../../ui/link-button.tsx';
import { LoadingLines } from '../../../ui/loading-lines.tsx';
import { LoadFailed, PageNote } from '../../../ui/page-note.tsx';
import { PortalPage } from '../portal-page.tsx';
import { AskForm } from '../requests/ask-form.tsx';
import { BookSlot } from './book-slot.tsx';
import { FirstTimes } from './first-times.tsx';
import { Ways } from './ways.tsx';

type Props = {
  /** Only doctors of this one; out of the address, so it may be any text. */
  readonly specializationId: string | undefined;
};

/** Whoever of the doctors: the first free times, or, of a specialization, the clinic is asked to find one. */
export function AnyDoctorScreen({ specializationId }: Props) {
  const { t } = useTranslation('portal');
  const trpc = useTRPC();
  const overview = useQuery(trpc.clinic.overview.queryOptions({}));
  const specialization = overview.data?.specializations.find(({ id }) => id === specializationId);
  return (
    <PortalPage
      title={specialization === undefined ? t('any.title') : t('any.link')}
      lead={specialization?.name ?? t('doctors.all')}
      back="/new"
    >
      {overview.isPending && <LoadingLines rows={6} />}
      {overview.isError && <LoadFailed error={overview.error} onRetry={() => void overview.refetch()} />}
      {overview.isSuccess && <Doctors overview={overview.data} specialization={specialization} />}
    </PortalPage>
  );
}

type DoctorsProps = {
  readonly overview: ClinicOverview;
  readonly specialization: ClinicOverview['specializations'][number] | undefined;
};

function Doctors({ overview, specialization }: DoctorsProps) {
  const { t } = useTranslation('portal');
  const doctors = overview.doctors.filter(
    (doctor) =>
      doctor.isActive &&
      (specialization === undefined || doctor.specializations.some(({ id }) => id === specialization.id)),
  );
  const types = overview.types.filter(
    (type) => type.isActive && type.isOnline && doctors.some((doctor) => type.doctorIds.includes(doctor.id)),
  );
  const times = { doctors, types, horizonDays: overview.settings.horizonDays };
  if (doctors.length === 0 || (specialization === undefined && types.length === 0))
    return (
      <PageNote
        title={t('any.noTypes')}
        hint={t('any.noTypesHint')}
        action={<LinkButton to="/new">{t('ways.choose')}</LinkButton>}
      />
    );
  if (specialization === undefined)
    return <Times {...times} none={<LinkButton to="/new">{t('doctors.title')}</LinkButton>} />;
  return (
    <Ways
      isPickable={types.length > 0}
      ask={<AskForm whom={{ specializationId: specialization.id }} settings={overview.settings} />}
      renderPick={(onAsk) => (
        <Times
          {...times}
          specializationId={specialization.id}
          none={<Button onClick={onAsk}>{t('slots.askInstead')}</Button>}
        />
      )}
    />
  );
}

type TimesProps = {
  readonly doctors: readonly DoctorDto[];
  readonly types: readonly AppointmentTypeDto[];
  readonly horizonDays: number;
  readonly specializationId?: SpecializationId;
  /** What to do when nothing is free. */
  readonly none: ReactNode;
};

function Times({ doctors, types, horizonDays, specializationId, none }: TimesProps) {
  const nameOf = (wanted: DoctorId) => doctors.find(({ id }) => id === wanted)?.name ?? '';
  return (
    <BookSlot
      types={types}
      doctorNameOf={nameOf}
      draft={`book:${specializationId ?? 'any'}`}
      renderPicker={(appointmentTypeId, onPick) => (
        <FirstTimes
          wanted={{ appointmentTypeId, ...(specializationId !== undefined && { specializationId }) }}
          horizonDays={horizonDays}
          doctorNameOf={nameOf}
          onPick={onPick}
          none={none}
        />
      )}
    />
  );
}

import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ClinicOverview } from '../../../../shared/contracts/clinic.ts';
import { useTRPC } from '../../../lib/api.ts';
import { LinkButton } from '../../../ui/link-button.tsx';
import { LoadingLines } from '../../../ui/loading-lines.tsx';
import { LoadFailed, PageNote } from '../../../ui/page-note.tsx';
import { PortalPage } from '../portal-page.tsx';
import { BookSlot } from './book-slot.tsx';
import { FirstTimes } from './first-times.tsx';

type Props = {
  /** Only doctors of this one; out of the address, so it may be any text. */
  readonly specializationId: string | undefined;
};

/** The first free times, whoever of the doctors has them. */
export function AnyDoctorScreen({ specializationId }: Props) {
  const { t } = useTranslation('portal');
  const trpc = useTRPC();
  const overview = useQuery(trpc.clinic.overview.queryOptions({}));
  const specialization = overview.data?.specializations.find(({ id }) => id === specializationId);
  return (
    <PortalPage title={t('any.title')} lead={specialization?.name ?? t('doctors.all')} back="/new">
      {overview.isPending && <LoadingLines rows={6} />}
      {overview.isError && <LoadFailed error={overview.error} onRetry={() => void overview.refetch()} />}
      {overview.isSuccess && <Times overview={overview.data} specialization={specialization} />}
    </PortalPage>
  );
}

type TimesProps = {
  readonly overview: ClinicOverview;
  readonly specialization: ClinicOverview['specializations'][number] | undefined;
};

function Times({ overview, specialization }: TimesProps) {
  const { t } = useTranslation('portal');
  const doctors = overview.doctors.filter(
    (doctor) =>
      doctor.isActive &&
      (specialization === undefined || doctor.specializations.some(({ id }) => id === specialization.id)),
  );
  const nameOf = new Map(doctors.map(({ id, name }) => [id, name]));
  const types = overview.types.filter(
    (type) => type.isActive && type.isOnline && type.doctorIds.some((id) => nameOf.has(id)),
  );
  if (types.length === 0)
    return (
      <PageNote
        title={t('any.noTypes')}
        hint={t('any.noTypesHint')}
        action={<LinkButton to="/new">{t('ways.choose')}</LinkButton>}
      />
    );
  return (
    <BookSlot
      types={types}
      doctorNameOf={(id) => nameOf.get(id) ?? ''}
      renderPicker={(appointmentTypeId, onPick) => (
        <FirstTimes
          wanted={{
            appointmentTypeId,
            ...(specialization !== undefined && { specializationId: specialization.id }),
          }}
          horizonDays={overview.settings.horizonDays}
          doctorNameOf={(id) => nameOf.get(id) ?? ''}
          onPick={onPick}
          none={<LinkButton to="/new">{t('doctors.title')}</LinkButton>}
        />
      )}
    />
  );
}

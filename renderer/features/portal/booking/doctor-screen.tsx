import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ClinicOverview, DoctorDto } from '../../../../shared/contracts/clinic.ts';
import { useTRPC } from '../../../lib/api.ts';
import { LoadFailed, PageNote } from '../../../ui/page-note.tsx';
import { LoadingLines } from '../../../ui/loading-lines.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { PortalPage } from '../portal-page.tsx';
import { AskForm } from '../requests/ask-form.tsx';
import { BookSlot } from './book-slot.tsx';
import { SlotPicker } from './slot-picker.tsx';
import { Ways } from './ways.tsx';

/** One doctor, two ways: pick a free time, or ask the clinic to find one. */
export function DoctorScreen({ doctorId }: { readonly doctorId: string }) {
  const { t } = useTranslation('portal');
  const trpc = useTRPC();
  const overview = useQuery(trpc.clinic.overview.queryOptions({}));
  const doctor = overview.data?.doctors.find(({ id }) => id === doctorId);
  if (overview.isPending)
    return (
      <PortalPage title={t('doctors.title')} back="/new">
        <LoadingLines rows={6} />
      </PortalPage>
    );
  if (overview.isError)
    return (
      <PortalPage title={t('doctors.title')} back="/new">
        <LoadFailed error={overview.error} onRetry={() => void overview.refetch()} />
      </PortalPage>
    );
  if (doctor === undefined || !doctor.isActive) return <DoctorGone />;
  return (
    <PortalPage
      title={doctor.name}
      lead={doctor.specializations.map(({ name }) => name).join(' · ')}
      back="/new"
    >
      <WaysTo doctor={doctor} overview={overview.data} />
    </PortalPage>
  );
}

function WaysTo({ doctor, overview }: { readonly doctor: DoctorDto; readonly overview: ClinicOverview }) {
  const { settings } = overview;
  const types = overview.types.filter(
    (type) => type.isActive && type.isOnline && type.doctorIds.includes(doctor.id),
  );
  return (
    <Ways
      isPickable={types.length > 0}
      ask={<AskForm whom={{ doctorId: doctor.id }} settings={settings} />}
      renderPick={(onAsk) => (
        <BookSlot
          types={types}
          doctorNameOf={() => doctor.name}
          draft={`book:${doctor.id}`}
          renderPicker={(appointmentTypeId, onPick) => (
            <SlotPicker
              key={appointmentTypeId}
              wanted={{ doctorId: doctor.id, appointmentTypeId, horizonDays: settings.horizonDays }}
              settings={settings}
              onPick={onPick}
              onAsk={onAsk}
            />
          )}
        />
      )}
    />
  );
}

function DoctorGone() {
  const { t } = useTranslation('portal');
  return (
    <PortalPage title={t('doctors.title')} back="/new">
      <PageNote
        title={t('ways.gone')}
        hint={t('ways.goneHint')}
        action={<LinkButton to="/new">{t('ways.choose')}</LinkButton>}
      />
    </PortalPage>
  );
}

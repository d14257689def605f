import { skipToken, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import type { PatientSummary } from '../../../shared/contracts/patients.ts';
import type { AppointmentTypeId, DoctorId } from '../../../shared/ids.ts';
import { useTRPC } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useOverview } from '../../lib/use-overview.ts';
import classes from './known-visits.module.css';

type Known = {
  readonly coming: readonly AppointmentDto[];
  /** The kind of their last visit, as long as it is offered. */
  readonly lastTypeId: AppointmentTypeId | undefined;
};
const NOTHING: Known = { coming: [], lastTypeId: undefined };

/** What is booked for somebody already, and what they had the last time. */
export function useKnownVisits(patient: PatientSummary | null, doctorId?: DoctorId): Known {
  const trpc = useTRPC();
  const asked = patient && {
    patient: `${patient.familyName} ${patient.chartNumber}`,
    patientId: patient.id,
    ...(doctorId !== undefined && { doctorIds: [doctorId] }),
  };
  const { data } = useQuery(trpc.booking.suggest.queryOptions(asked ?? skipToken, { staleTime: 0 }));
  if (patient === null || data?.patient?.id !== patient.id) return NOTHING;
  const lastTypeId = data.typeBasis === 'last' ? data.choices[0]?.type.id : undefined;
  return { coming: data.coming, lastTypeId };
}

const SHOWN = 3;

/** So that nobody is booked twice for want of a look. */
export function ComingVisits({ visits }: { readonly visits: readonly AppointmentDto[] }) {
  const { t } = useTranslation('desk');
  const wordsOf = useVisitLine();
  if (visits.length === 0) return null;
  return (
    <div className={classes.coming}>
      <span className={classes.title}>{t('coming.title')}</span>
      <ul className={classes.visits}>
        {visits.slice(0, SHOWN).map((visit) => (
          <li key={visit.id}>{wordsOf(visit)}</li>
        ))}
        {visits.length > SHOWN && <li>{t('coming.more', { count: visits.length - SHOWN })}</li>}
      </ul>
    </div>
  );
}

/** When, what and with whom, on one line. */
export function useVisitLine(): (visit: AppointmentDto) => string {
  const format = useFormat();
  const overview = useOverview();
  return ({ startsAt, type, doctorId }) =>
    [format.dateTime(startsAt), type.name, overview?.doctors.find(({ id }) => id === doctorId)?.name]
      .filter(Boolean)
      .join(', ');
}

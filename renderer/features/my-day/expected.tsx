import { useTranslation } from 'react-i18next';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import { useFormat } from '../../lib/format.ts';
import { PatientLine } from '../../ui/visit/patient-line.tsx';
import { StatusMark } from '../../ui/visit/status-mark.tsx';
import classes from './my-day.module.css';

/** The next one who is booked and has not come yet. */
export function Expected({ visit }: { readonly visit: AppointmentDto | undefined }) {
  const { t } = useTranslation('myDay');
  const format = useFormat();
  if (visit === undefined) return null;
  return (
    <section aria-label={t('then')}>
      <h2 className={classes.heading}>{t('then')}</h2>
      <div className={classes.waiting}>
        <div className={classes.waitingWho}>
          <PatientLine patient={visit.patient} />
        </div>
        <div className={classes.waitingHow}>
          <StatusMark status={visit.status} />
          <span>{t('thenAt', { time: format.time(visit.startsAt), type: visit.type.name })}</span>
        </div>
      </div>
    </section>
  );
}

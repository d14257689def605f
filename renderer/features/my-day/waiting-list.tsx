import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import { useDeskTasks } from '../../lib/desk-tasks.ts';
import { useFormat } from '../../lib/format.ts';
import { useMinutesSince } from '../../lib/use-minute.ts';
import { PatientLine } from '../../ui/visit/patient-line.tsx';
import { StatusMark } from '../../ui/visit/status-mark.tsx';
import { UrgencyBars } from '../../ui/visit/urgency-mark.tsx';
import classes from './my-day.module.css';

const LONG_WAIT_MIN = 20;

/** Those in the house after the next one, in the order they will be called. */
export function WaitingList({ visits }: { readonly visits: readonly AppointmentDto[] }) {
  const { t } = useTranslation('myDay');
  if (visits.length === 0) return null;
  return (
    <section aria-label={t('waiting')}>
      <h2 className={classes.heading}>{t('waitingAfter', { count: visits.length })}</h2>
      <ol className={classes.list}>
        {visits.map((visit) => (
          <Waiting key={visit.id} visit={visit} />
        ))}
      </ol>
    </section>
  );
}

function Waiting({ visit }: { readonly visit: AppointmentDto }) {
  const { t } = useTranslation('myDay');
  const format = useFormat();
  const tasks = useDeskTasks();
  const minutes = Math.max(0, useMinutesSince(visit.arrivedAt ?? visit.statusSince));
  return (
    <li className={classes.waiting}>
      <div className={classes.waitingWho}>
        <PatientLine patient={visit.patient} />
      </div>
      <div className={classes.waitingHow}>
        <StatusMark status={visit.status} />
        <span className={classes.wait} data-long={minutes >= LONG_WAIT_MIN || undefined}>
          <UrgencyBars urgency={visit.urgency} />
          {t('waits', { minutes: format.minutes(minutes), time: format.time(visit.startsAt) })}
        </span>
      </div>
      <Button variant="default" onClick={() => tasks.setStatus(visit, 'in_room')}>
        {t('steps.in_room')}
      </Button>
    </li>
  );
}

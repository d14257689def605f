import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import type { AppointmentId } from '../../../shared/ids.ts';
import { useDeskTasks } from '../../lib/desk-tasks.ts';
import { useFormat } from '../../lib/format.ts';
import { useMinutesSince } from '../../lib/use-minute.ts';
import { PatientLine } from '../../ui/visit/patient-line.tsx';
import { StatusMark } from '../../ui/visit/status-mark.tsx';
import { doctorStep } from './doctor-step.ts';
import classes from './my-day.module.css';

type Deal = { readonly onDealWith: (id: AppointmentId) => void };
type Props = Deal & { readonly visits: readonly AppointmentDto[] };

/** Who was led in beside the one on the card: they wait, too, each in a room. */
export function OtherRooms({ visits, onDealWith }: Props) {
  const { t } = useTranslation('myDay');
  if (visits.length === 0) return null;
  return (
    <section aria-label={t('otherRooms')}>
      <h2 className={classes.heading}>{t('otherRooms')}</h2>
      <ol className={classes.list}>
        {visits.map((visit) => (
          <InRoom key={visit.id} visit={visit} onDealWith={onDealWith} />
        ))}
      </ol>
    </section>
  );
}

function InRoom({ visit, onDealWith }: Deal & { readonly visit: AppointmentDto }) {
  const { t } = useTranslation('myDay');
  const format = useFormat();
  const tasks = useDeskTasks();
  const minutes = format.minutes(Math.max(0, useMinutesSince(visit.statusSince)));
  const step = doctorStep(visit.status);
  function goOn() {
    if (step === undefined) return;
    tasks.setStatus(visit, step);
    if (step === 'with_doctor') onDealWith(visit.id);
  }
  return (
    <li className={classes.waiting}>
      <div className={classes.waitingWho}>
        <PatientLine patient={visit.patient} />
      </div>
      <div className={classes.waitingHow}>
        <StatusMark status={visit.status} />
        <span>
          {visit.room === null
            ? t('forMinutes', { minutes })
            : t('inRoomFor', { room: visit.room.name, minutes })}
        </span>
      </div>
      {step !== undefined && visit.can.setStatus && (
        <Button variant="default" onClick={goOn}>
          {t(`steps.${step}`)}
        </Button>
      )}
    </li>
  );
}

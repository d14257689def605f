import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { Icon } from '../icon.tsx';
import classes from './late-doctors.module.css';
import { useDelays } from './use-delays.ts';

/** Which doctors have said to run late; nothing where all are on time. */
export function LateDoctors() {
  const { t } = useTranslation('flow');
  const format = useFormat();
  const { doctors } = useDelays();
  if (doctors.length === 0) return null;
  return (
    <ul className={classes.list} aria-label={t('delay.lateDoctors')}>
      {doctors.map(({ doctorId, doctorName, lateMin, saidAt }) => (
        <li key={doctorId} title={t('delay.said', { time: format.time(saidAt) })}>
          <Icon name="clock" size={14} />
          {t('delay.who', { doctor: doctorName, minutes: format.minutes(lateMin) })}
        </li>
      ))}
    </ul>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { addDays } from '../../../shared/time/civil-date.ts';
import { useTRPC } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import classes from './home-screen.module.css';

const DAYS = 30;

/** How long callers wait for their visit; nothing until somebody has booked by phone. */
export function CallTimesCard() {
  const { t } = useTranslation('desk');
  const trpc = useTRPC();
  const format = useFormat();
  const to = format.today();
  const { data } = useQuery(trpc.callTimes.ofClinic.queryOptions({ from: addDays(to, 1 - DAYS), to }));
  if (data === undefined || data.known.count + data.fresh.count === 0) return null;
  const seconds = (value: number | null) => (value === null ? '–' : t('callTimes.seconds', { count: value }));
  return (
    <section className={classes.card}>
      <h2 className={classes.heading}>{t('callTimes.title', { count: DAYS })}</h2>
      <dl className={classes.counts} data-wide>
        {(['known', 'fresh'] as const).map((kind) => (
          <div key={kind}>
            <dt>{t(`callTimes.${kind}`, { bookings: format.number(data[kind].count) })}</dt>
            <dd>{seconds(data[kind].medianSec)}</dd>
            <dd className={classes.beside}>{t('callTimes.p90', { time: seconds(data[kind].p90Sec) })}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

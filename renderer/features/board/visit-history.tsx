import { useTranslation } from 'react-i18next';
import type { HistoryEntry } from '../../../shared/contracts/appointments.ts';
import { useFormat } from '../../lib/format.ts';
import { useOverview } from '../../lib/use-overview.ts';
import classes from './visit-panel.module.css';

/** What happened to the visit, the latest first: when, what, by whom. */
export function VisitHistory({ history }: { readonly history: readonly HistoryEntry[] }) {
  const { t } = useTranslation('board');
  const format = useFormat();
  const latestFirst = history.toSorted((a, b) => (a.at < b.at ? 1 : -1));
  return (
    <section>
      <h3 className={classes.heading}>{t('panel.history')}</h3>
      <ol className={classes.history}>
        {latestFirst.map((entry) => (
          <li key={`${entry.at}${entry.kind}${entry.toStatus ?? ''}`}>
            <time dateTime={entry.at}>{format.dateTime(entry.at)}</time>
            <div>
              <Happened entry={entry} />
              <span className={classes.soft}>{entry.byName}</span>
              {entry.reason !== '' && <div className={classes.asWritten}>{entry.reason}</div>}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Happened({ entry }: { readonly entry: HistoryEntry }) {
  const { t } = useTranslation(['board', 'common']);
  const format = useFormat();
  const overview = useOverview();
  const doctor = overview?.doctors.find(({ id }) => id === entry.toDoctorId)?.name;
  const time = entry.toStartsAt === null ? '' : format.dateTime(entry.toStartsAt);
  if (entry.kind === 'booked')
    return <strong>{time === '' ? t('common:status.booked') : t('panel.booked', { time })}</strong>;
  if (entry.kind === 'moved') {
    const hasNewDoctor = entry.fromDoctorId !== entry.toDoctorId && doctor !== undefined;
    return (
      <strong>{hasNewDoctor ? t('panel.movedTo', { time, doctor }) : t('panel.moved', { time })}</strong>
    );
  }
  return <strong>{entry.toStatus === null ? '' : t(`common:status.${entry.toStatus}`)}</strong>;
}

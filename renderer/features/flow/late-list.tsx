import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DueVisit, WaitingRoom } from '../../../shared/contracts/flow.ts';
import { addMinutes, type Instant, minutesBetween, toInstant } from '../../../shared/time/instant.ts';
import { useDeskTasks } from '../../lib/desk-tasks.ts';
import { useFormat } from '../../lib/format.ts';
import { useStore } from '../../lib/store.ts';
import { useNow } from '../../lib/use-minute.ts';
import { Icon } from '../../ui/icon.tsx';
import { sortName } from '../../ui/visit/patient-line.tsx';
import { StatusIcon } from '../../ui/visit/status-icon.tsx';
import classes from './late-list.module.css';

/** More than these are a matter for the board. */
const SHOWN = 4;

/** Who should be here and is not, the longest missing first; nothing where nobody is late. */
export function LateList({ room }: { readonly room: WaitingRoom }) {
  const { t } = useTranslation('flow');
  const now = useNow();
  const pending = useStore(useDeskTasks().pending);
  const late = room.due.filter(
    ({ visit }) => !pending.has(visit.id) && lateMin(visit.startsAt, now) >= room.lateAlertMin,
  );
  if (late.length === 0) return null;
  return (
    <section className={classes.list} aria-label={t('late.title')}>
      <h2>{t('late.title')}</h2>
      <ul>
        {late.slice(0, SHOWN).map((each) => (
          <Late key={each.visit.id} due={each} now={now} graceMin={room.noShowGraceMin} />
        ))}
      </ul>
      {late.length > SHOWN && <p>{t('late.more', { count: late.length - SHOWN })}</p>}
    </section>
  );
}

type LateProps = { readonly due: DueVisit; readonly now: Instant; readonly graceMin: number };

function Late({ due: { visit, doctorName }, now, graceMin }: LateProps) {
  const { t } = useTranslation(['flow', 'common']);
  const format = useFormat();
  const tasks = useDeskTasks();
  const missedFrom = addMinutes(toInstant(visit.startsAt), graceMin);
  return (
    <li>
      <span className={classes.minutes}>
        <Icon name="clock" size={14} />
        {t('late.by', { minutes: format.minutes(lateMin(visit.startsAt, now)) })}
      </span>
      <button type="button" className={classes.name} onClick={() => tasks.show(visit.id)}>
        {sortName(visit.patient)}
      </button>
      <span className={classes.soft}>
        {t('late.booked', { time: format.time(visit.startsAt), doctor: doctorName })}
        {visit.patient.phone !== null && ` · ${visit.patient.phone}`}
      </span>
      {visit.can.setStatus && (
        <span className={classes.acts}>
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<StatusIcon status="arrived" />}
            onClick={() => tasks.setStatus(visit, 'arrived')}
          >
            {t('common:status.arrived')}
          </Button>
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<StatusIcon status="no_show" />}
            disabled={now < missedFrom}
            title={now < missedFrom ? t('late.missedFrom', { time: format.time(missedFrom) }) : undefined}
            onClick={() => tasks.setStatus(visit, 'no_show')}
          >
            {now < missedFrom
              ? t('late.from', { status: t('common:status.no_show'), time: format.time(missedFrom) })
              : t('common:status.no_show')}
          </Button>
        </span>
      )}
    </li>
  );
}

function lateMin(startsAt: string, now: Instant): number {
  return minutesBetween(toInstant(startsAt), now);
}

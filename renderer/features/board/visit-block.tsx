import { useTranslation } from 'react-i18next';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import { type AppointmentStatus, isBlocking } from '../../../shared/domain/appointment-status.ts';
import { useMinutesSince } from '../../lib/use-minute.ts';
import { statusInk } from '../../ui/visit/status-mark.tsx';
import { sortName } from '../../ui/visit/patient-line.tsx';
import { StatusIcon } from '../../ui/visit/status-icon.tsx';
import { UrgencyBars } from '../../ui/visit/urgency-mark.tsx';
import classes from './visit-block.module.css';
import { VisitFlags } from './visit-flags.tsx';

const TWO_LINES_PX = 28;
const THREE_LINES_PX = 46;
const ROOMY_PX = 36;
/** After this long in a status of waiting, the minutes are marked. */
const LONG_WAIT_MIN = 20;

/** One visit on the board: who, what, in which state, since when. */
export function VisitBlock({
  visit,
  heightPx,
}: {
  readonly visit: AppointmentDto;
  readonly heightPx: number;
}) {
  const { t } = useTranslation();
  const hasSecondLine = heightPx >= TWO_LINES_PX;
  const isUrgent = visit.urgency === 'high' || visit.urgency === 'emergency';
  return (
    <div
      className={classes.visit}
      data-status={isBlocking(visit.status) ? visit.status : 'ended'}
      data-color={visit.type.color}
      data-roomy={heightPx >= ROOMY_PX || undefined}
    >
      <div className={classes.line}>
        <span className={classes.icon} style={{ color: statusInk(visit.status) }}>
          <StatusIcon status={visit.status} />
        </span>
        {isUrgent && <UrgencyBars urgency={visit.urgency} />}
        <span className={classes.name}>{sortName(visit.patient)}</span>
        {!hasSecondLine && (
          <span className={classes.word} style={{ color: statusInk(visit.status) }}>
            {t(`status.${visit.status}`)}
          </span>
        )}
        {isBlocking(visit.status) && <VisitFlags visit={visit} />}
      </div>
      {hasSecondLine && (
        <div className={classes.line} data-second>
          <span className={classes.state} style={{ color: statusInk(visit.status) }}>
            {t(`status.${visit.status}`)}
          </span>
          <Waiting visit={visit} />
          {heightPx < THREE_LINES_PX && !isInHouse(visit) && (
            <span className={classes.type}>{visit.type.name}</span>
          )}
        </div>
      )}
      {heightPx >= THREE_LINES_PX && <div className={classes.type}>{visit.type.name}</div>}
      {heightPx >= THREE_LINES_PX + 14 && visit.reason !== '' && (
        <div className={classes.reason}>{visit.reason}</div>
      )}
    </div>
  );
}

/** Minutes in the status, for those who are in the house now. */
function Waiting({ visit }: { readonly visit: AppointmentDto }) {
  return isInHouse(visit) ? <MinutesSince visit={visit} /> : null;
}

const IN_HOUSE: readonly AppointmentStatus[] = ['arrived', 'checked_in', 'in_room', 'with_doctor'];

function isInHouse(visit: AppointmentDto): boolean {
  return IN_HOUSE.includes(visit.status);
}

function MinutesSince({ visit }: { readonly visit: AppointmentDto }) {
  const { t } = useTranslation('desk');
  const minutes = useMinutesSince(visit.statusSince);
  const isLong = visit.status !== 'with_doctor' && minutes >= LONG_WAIT_MIN;
  return (
    <span className={classes.minutes} data-long={isLong || undefined}>
      {t('minutesShort', { count: Math.max(0, minutes) })}
    </span>
  );
}

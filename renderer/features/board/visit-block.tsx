import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import { isBlocking } from '../../../shared/domain/appointment-status.ts';
import { isInHouse } from '../../../shared/domain/waiting.ts';
import { useMinutesSince } from '../../lib/use-minute.ts';
import { Icon } from '../../ui/icon.tsx';
import { sortName } from '../../ui/visit/patient-line.tsx';
import { StatusIcon } from '../../ui/visit/status-icon.tsx';
import { UrgencyBars } from '../../ui/visit/urgency-mark.tsx';
import classes from './visit-block.module.css';
import type { VisitEvent } from './board-columns.ts';
import { flagsOf, type VisitWords } from './visit-words.ts';

/** Below the height of a line of usual text. */
const TIGHT_PX = 14;
const TWO_LINES_PX = 28;
const THREE_LINES_PX = 46;
const FOUR_LINES_PX = 60;
const ROOMY_PX = 36;

/**
 * One visit on the board: who, what, in which state, since when; spoken as one sentence. Hundreds are
 * drawn at once: plain functions instead of components, few elements, and lines of running text that end
 * in dots instead of boxes that share a width.
 */
export function drawVisit(event: VisitEvent, heightPx: number, words: VisitWords): ReactElement {
  const visit = event.data;
  const isOnOneDay = !event.beginsBefore && !event.goesOn;
  if (visit.isAside === true) return drawAside(words.label(visit, isOnOneDay), !isBlocking(visit.status));
  const lines = heightPx >= THREE_LINES_PX ? 3 : heightPx >= TWO_LINES_PX ? 2 : 1;
  const status = (
    <>
      <span className={classes.status}>{words.status[visit.status]}</span>
      {visit.lateMin !== undefined && <span className={classes.late}>{words.late(visit.lateMin)}</span>}
    </>
  );
  const hasEnded = !isBlocking(visit.status);
  const label = words.label(visit, isOnOneDay);
  const isTight = heightPx < TIGHT_PX;
  return (
    <div
      role="img"
      aria-label={label}
      // Beside another visit there may be room for no more than its icon.
      title={hasEnded || isTight ? label : undefined}
      className={classes.visit}
      data-status={hasEnded ? 'ended' : visit.status}
      data-color={visit.type.color}
      data-tight={isTight || undefined}
      data-roomy={heightPx >= ROOMY_PX || undefined}
      data-before={event.beginsBefore || undefined}
      data-after={event.goesOn || undefined}
    >
      {drawPerson(visit, words, lines === 1 && status)}
      {lines > 1 && (
        <div className={classes.line}>
          {status}
          {isInHouse(visit.status) ? (
            <MinutesSince visit={visit} words={words} />
          ) : (
            lines === 2 && visit.lateMin === undefined && ` ${visit.doctorName ?? visit.type.name}`
          )}
        </div>
      )}
      {lines === 3 && (
        <div className={classes.line}>
          {visit.doctorName === undefined ? visit.type.name : `${visit.doctorName} · ${visit.type.name}`}
        </div>
      )}
      {!isOnOneDay && <div className={classes.line}>{words.when(visit, isOnOneDay)}</div>}
      {heightPx >= FOUR_LINES_PX && <div className={classes.line}>{visit.reason}</div>}
    </div>
  );
}

/** What the filter does not mean. */
function drawAside(label: string, hasEnded: boolean): ReactElement {
  return (
    <div
      role="img"
      aria-label={label}
      title={label}
      className={classes.aside}
      data-ended={hasEnded || undefined}
    />
  );
}

function drawPerson(visit: AppointmentDto, words: VisitWords, status: ReactNode): ReactElement {
  const marks = isBlocking(visit.status) ? marksOf(visit, words) : [];
  const isUrgent = visit.urgency === 'high' || visit.urgency === 'emergency';
  const line = (
    <div className={classes.person}>
      <StatusIcon status={visit.status} size={16} />
      {isUrgent && <UrgencyBars urgency={visit.urgency} />}
      {`${sortName(visit.patient)} `}
      {status}
    </div>
  );
  if (marks.length === 0) return line;
  return (
    <div className={classes.flagged}>
      {line}
      {marks.map(({ name, word, letter }) => (
        <abbr key={name} className={classes.flag} data-mark={name} title={word}>
          {name === 'allergy' ? <Icon name="alert" size={12} /> : letter}
        </abbr>
      ))}
    </div>
  );
}

function marksOf(visit: AppointmentDto, words: VisitWords) {
  const flags = flagsOf(visit).map((flag) => words.flag[flag]);
  return visit.series === null ? flags : [words.series(visit.series), ...flags];
}

/** Minutes in the status, for those who are in the house now. */
function MinutesSince({ visit, words }: { readonly visit: AppointmentDto; readonly words: VisitWords }) {
  const { t } = useTranslation('desk');
  const minutes = useMinutesSince(visit.statusSince);
  const isLong = words.isTooLong(visit.status, minutes);
  return (
    <span className={classes.minutes} data-long={isLong || undefined}>
      {t('minutesShort', { count: Math.max(0, minutes) })}
    </span>
  );
}

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OwnAppointmentDto } from '../../../../shared/contracts/appointments.ts';
import { isBlocking, isExpected } from '../../../../shared/domain/appointment-status.ts';
import { useFormat } from '../../../lib/format.ts';
import { useDayWords } from '../use-day-words.ts';
import { type CancelAsked, VisitActions } from './visit-actions.tsx';
import classes from './visit-card.module.css';

type Props = {
  readonly visit: OwnAppointmentDto;
  /** Left out where nothing can be changed any more. */
  readonly onCancel?: CancelAsked;
  /** What comes next, where there is something. */
  readonly children?: ReactNode;
};

/** One visit in a list. */
export function VisitCard({ visit, onCancel, children }: Props) {
  const { t } = useTranslation(['portal', 'common']);
  const format = useFormat();
  const words = useDayWords();
  return (
    <article className={classes.card} data-ended={!isBlocking(visit.status) || undefined}>
      <p className={classes.when}>
        <span>{words.dayOfMoment(visit.startsAt)}</span>
        <span className={classes.time}>{format.time(visit.startsAt)}</span>
      </p>
      <p className={classes.what}>
        {visit.typeName} {t('visit.with', { doctor: visit.doctorName })}
      </p>
      {!isExpected(visit.status) && <p className={classes.status}>{t(`common:status.${visit.status}`)}</p>}
      {onCancel !== undefined && <VisitActions visit={visit} onCancel={onCancel} isQuiet />}
      {children}
    </article>
  );
}

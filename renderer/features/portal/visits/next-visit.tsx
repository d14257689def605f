import { lazy, Suspense } from 'react';
import type { OwnAppointmentDto } from '../../../../shared/contracts/appointments.ts';
import { useFormat } from '../../../lib/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { useDayWords } from '../use-day-words.ts';
import classes from './next-visit.module.css';
import { useWhatToDo } from './use-what-to-do.ts';
import { type CancelAsked, VisitActions } from './visit-actions.tsx';

// Of use on one day of many.
const Today = lazy(() => import('./today.tsx').then((module) => ({ default: module.Today })));
const FormsLink = lazy(() =>
  import('../forms/forms-link.tsx').then((module) => ({ default: module.FormsLink })),
);

type Props = { readonly visit: OwnAppointmentDto; readonly onCancel: CancelAsked };

/** The one thing a patient opens the page for. */
export function NextVisit({ visit, onCancel }: Props) {
  const format = useFormat();
  const words = useDayWords();
  const whatToDo = useWhatToDo();
  const isToday = format.dayOf(visit.startsAt) === format.today();
  const todo = (
    <p className={classes.todo} aria-live="polite">
      {whatToDo(visit.status)}
    </p>
  );
  return (
    <article className={classes.card}>
      <p className={classes.relative} title={format.dateTime(visit.startsAt)}>
        {format.relative(visit.startsAt)}
      </p>
      <p className={classes.time}>{format.time(visit.startsAt)}</p>
      <p className={classes.day}>{words.dayOfMoment(visit.startsAt)}</p>
      <ul className={classes.facts}>
        <li>
          <Icon name="person" />
          {visit.doctorName}
        </li>
        <li>
          <Icon name="clock" />
          {visit.typeName}, {format.timeRange(visit.startsAt, visit.endsAt)}
        </li>
        {visit.roomName !== null && (
          <li>
            <Icon name="pin" />
            {visit.roomName}
          </li>
        )}
      </ul>
      {isToday ? (
        <Suspense fallback={todo}>
          <Today visit={visit}>{todo}</Today>
        </Suspense>
      ) : (
        todo
      )}
      <div className={classes.forms}>
        <Suspense fallback={<div className={classes.awaited} />}>
          <FormsLink visitId={visit.id} whileAsked={<div className={classes.awaited} />} />
        </Suspense>
      </div>
      <VisitActions visit={visit} onCancel={onCancel} />
    </article>
  );
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import { isBlocking } from '../../../shared/domain/appointment-status.ts';
import type { AppointmentId } from '../../../shared/ids.ts';
import { useDeskTasks } from '../../lib/desk-tasks.ts';
import { useFormat } from '../../lib/format.ts';
import { PageNote } from '../../ui/page-note.tsx';
import { sortName } from '../../ui/visit/patient-line.tsx';
import { StatusMark } from '../../ui/visit/status-mark.tsx';
import { pressAct } from '../../ui/visit/status-keys.ts';
import { useVisitActs } from '../../ui/visit/use-visit-acts.ts';
import classes from './my-day.module.css';

/** The row that Tab reaches. */
export const FIRST_ROW = '[data-my-day-row][tabindex="0"]';

type Props = {
  readonly visits: readonly AppointmentDto[];
  /** Where Tab comes into the list until somebody has gone elsewhere in it. */
  readonly current: AppointmentDto | undefined;
  readonly onDealWith: (id: AppointmentId) => void;
};

/** The whole day in order of time, each row taking the same keys as a visit on the board. */
export function DayList({ visits, current, onDealWith }: Props) {
  const { t } = useTranslation('myDay');
  const [activeId, setActiveId] = useState<string>();
  const active = visits.find((visit) => visit.id === activeId) ?? current ?? visits[0];
  const onKey = useRowKeys(onDealWith);

  function onKeyDown(event: React.KeyboardEvent, visit: AppointmentDto) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return onKey(event, visit);
    event.preventDefault();
    const next = visits[visits.indexOf(visit) + step];
    if (next === undefined) return;
    setActiveId(next.id);
    document.getElementById(rowId(next))?.focus();
  }
  return (
    <section className={classes.day} aria-label={t('list')}>
      <h2 className={classes.heading}>{t('list')}</h2>
      {visits.length === 0 && <PageNote title={t('noVisits')} hint={t('noVisitsHint')} />}
      <ol className={classes.rows}>
        {visits.map((visit) => (
          <li key={visit.id}>
            <Row
              visit={visit}
              isActive={visit === active}
              onFocus={() => setActiveId(visit.id)}
              onKeyDown={(event) => onKeyDown(event, visit)}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}

type RowProps = {
  readonly visit: AppointmentDto;
  readonly isActive: boolean;
  readonly onFocus: () => void;
  readonly onKeyDown: (event: React.KeyboardEvent) => void;
};

function Row({ visit, isActive, onFocus, onKeyDown }: RowProps) {
  const format = useFormat();
  const tasks = useDeskTasks();
  return (
    <button
      type="button"
      id={rowId(visit)}
      data-my-day-row
      tabIndex={isActive ? 0 : -1}
      className={classes.row}
      data-ended={!isBlocking(visit.status) || visit.status === 'completed' || undefined}
      onClick={() => tasks.show(visit.id)}
      onFocus={onFocus}
      onKeyDown={onKeyDown}
    >
      <time dateTime={visit.startsAt}>{format.time(visit.startsAt)}</time>
      <span className={classes.rowWho}>
        <strong>{sortName(visit.patient)}</strong>
        <span className={classes.soft}>{visit.type.name}</span>
      </span>
      <StatusMark status={visit.status} />
    </button>
  );
}

function rowId(visit: AppointmentDto): string {
  return `my-day-${visit.id}`;
}

function useRowKeys(onDealWith: Props['onDealWith']) {
  const perform = useVisitActs();
  return (event: React.KeyboardEvent, visit: AppointmentDto): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = pressAct(event, visit);
    if (act === undefined || act.kind === 'menu') return;
    event.preventDefault();
    perform(visit, act);
    if (act.kind === 'status' && act.to === 'with_doctor') onDealWith(visit.id);
  };
}

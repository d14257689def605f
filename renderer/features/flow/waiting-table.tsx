import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import { nextStep } from '../../../shared/domain/appointment-status.ts';
import type { RoomNow } from '../../../shared/contracts/rooms.ts';
import { isInRoom } from '../../../shared/domain/rooms.ts';
import { isInHouse, type WaitAlerts } from '../../../shared/domain/waiting.ts';
import { useDeskTasks } from '../../lib/desk-tasks.ts';
import { useFormat } from '../../lib/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { useActiveRow } from '../../ui/keys/use-active-row.ts';
import { sortName } from '../../ui/visit/patient-line.tsx';
import { StatusIcon } from '../../ui/visit/status-icon.tsx';
import { pressAct } from '../../ui/visit/status-keys.ts';
import { StatusMark } from '../../ui/visit/status-mark.tsx';
import { UrgencyBars } from '../../ui/visit/urgency-mark.tsx';
import { useVisitActs } from '../../ui/visit/use-visit-acts.ts';
import { RoomChoice } from './room-choice.tsx';
import { useTurnWords } from './turn-words.ts';
import type { Waiting } from './use-waiting-room.ts';
import classes from './waiting.module.css';

/** The person that Tab reaches. */
export const FIRST_PERSON = '[data-waiting][tabindex="0"]';

const COLUMNS = [
  'wait',
  'total',
  'turn',
  'patient',
  'status',
  'booked',
  'doctor',
  'room',
  'flags',
  'next',
] as const;

type Props = {
  readonly people: readonly Waiting[];
  readonly alertMin: WaitAlerts;
  readonly rooms: readonly RoomNow[];
};

/** One person a row, each taking the same keys as a visit on the board. */
export function WaitingTable({ people, alertMin, rooms }: Props) {
  const { t } = useTranslation('flow');
  const { activeId, setActiveId, stepFrom } = useActiveRow(
    people.map(({ visit }) => visit.id),
    rowId,
  );
  const onKey = useRowKeys();

  function onKeyDown(event: React.KeyboardEvent, visit: AppointmentDto) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return onKey(event, visit);
    event.preventDefault();
    stepFrom(visit.id, step);
  }
  return (
    <div className={classes.scroll}>
      <table className={classes.table} aria-label={t('waiting.list')}>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" data-column={column}>
                {t(`waiting.columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <Row
              key={person.visit.id}
              person={person}
              alertMin={alertMin}
              rooms={rooms}
              isActive={person.visit.id === activeId}
              onFocus={() => setActiveId(person.visit.id)}
              onKeyDown={(event) => onKeyDown(event, person.visit)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type RowProps = {
  readonly person: Waiting;
  readonly alertMin: WaitAlerts;
  readonly rooms: readonly RoomNow[];
  readonly isActive: boolean;
  readonly onFocus: () => void;
  readonly onKeyDown: (event: React.KeyboardEvent) => void;
};

function Row({ person, alertMin, rooms, isActive, onFocus, onKeyDown }: RowProps) {
  const { t } = useTranslation(['flow', 'desk', 'displays']);
  const format = useFormat();
  const tasks = useDeskTasks();
  const { visit, wait, doctorName } = person;
  const { patient } = visit;
  const limits = {
    status: format.minutes(isInHouse(visit.status) ? alertMin[visit.status] : 0),
    total: format.minutes(alertMin.total),
  };
  return (
    <tr className={classes.row} data-level={wait.level} data-status={visit.status}>
      <td title={t('waiting.limit', limits)}>
        <span className={classes.wait} data-level={wait.level}>
          <span className={classes.minutes}>{format.minutes(wait.statusMin)}</span>
          <LevelMark person={person} />
        </span>
      </td>
      <td className={classes.number}>{format.minutes(wait.totalMin)}</td>
      <td>
        <TurnOf person={person} />
      </td>
      <th scope="row" className={classes.patient}>
        <button
          type="button"
          id={rowId(visit.id)}
          data-waiting
          tabIndex={isActive ? 0 : -1}
          className={classes.name}
          onClick={() => tasks.show(visit.id)}
          onFocus={onFocus}
          onKeyDown={onKeyDown}
        >
          {sortName(patient)}
        </button>
        <span className={classes.soft}>
          {t('desk:patient.born', {
            date: format.date(patient.birthDate),
            age: format.age(patient.birthDate),
          })}
          {' · '}
          {t('desk:patient.chart', { number: patient.chartNumber })}
          {person.ticket !== null && ` · ${t('displays:ticketOf', { ticket: person.ticket })}`}
        </span>
      </th>
      <td>
        <StatusMark status={visit.status} />
      </td>
      <td>
        <Booked visit={visit} />
      </td>
      <td>{doctorName}</td>
      <td className={classes.where}>
        <RoomOf visit={visit} rooms={rooms} />
      </td>
      <td>
        <Flags person={person} />
      </td>
      <td>
        <NextStep visit={visit} />
      </td>
    </tr>
  );
}

/** The place in the doctor's line, and how long it may still take. */
function TurnOf({ person: { turn, visit } }: { readonly person: Waiting }) {
  const { t } = useTranslation('flow');
  const wordsOf = useTurnWords();
  if (turn === null || visit.status === 'with_doctor') return null;
  const words = wordsOf(turn);
  return (
    <span className={classes.turnLines} title={`${words.whole} ${words.basis}`}>
      <span className={classes.turn}>{t('turn.number', { position: turn.position })}</span>
      <span className={classes.soft}>{words.short}</span>
    </span>
  );
}

function Booked({ visit }: { readonly visit: AppointmentDto }) {
  const format = useFormat();
  return (
    <span className={classes.two}>
      <time dateTime={visit.startsAt}>{format.time(visit.startsAt)}</time>
      <span className={classes.soft}>{visit.type.name}</span>
    </span>
  );
}

function RoomOf({ visit, rooms }: { readonly visit: AppointmentDto; readonly rooms: readonly RoomNow[] }) {
  const { t } = useTranslation('flow');
  if (visit.room !== null) return visit.room.name;
  const canGoIn = visit.can.setStatus && !isInRoom(visit.status);
  if (!canGoIn || rooms.length === 0) return <span className={classes.soft}>{t('waiting.noRoom')}</span>;
  return <RoomChoice visit={visit} rooms={rooms} />;
}

/** Sign and word beside the colour. */
function LevelMark({ person }: { readonly person: Waiting }) {
  const { t } = useTranslation('flow');
  const { level } = person.wait;
  return (
    <span className={classes.level}>
      {level !== 'fine' && <Icon name={level === 'late' ? 'alert' : 'clock'} size={14} />}
      {t(`waiting.level.${level}`)}
    </span>
  );
}

function Flags({ person }: { readonly person: Waiting }) {
  const { t } = useTranslation(['flow', 'common']);
  const { visit, via } = person;
  const isUrgent = visit.urgency === 'high' || visit.urgency === 'emergency';
  const words = [
    visit.hasAllergyAlert && ('allergy' as const),
    visit.isFirstVisit && ('first' as const),
    visit.needsInterpreter && ('interpreter' as const),
    visit.hasBalance && ('balance' as const),
    visit.hasNote && ('note' as const),
    visit.source === 'walk_in' && ('walkIn' as const),
    via === 'kiosk' && ('kiosk' as const),
  ].filter((word) => word !== false);
  if (words.length === 0 && !isUrgent) return null;
  return (
    <ul className={classes.flags}>
      {isUrgent && (
        <li data-flag="urgent">
          <UrgencyBars urgency={visit.urgency} />
          {t(`common:urgency.${visit.urgency}`)}
        </li>
      )}
      {words.map((word) => (
        <li key={word} data-flag={word}>
          {word === 'allergy' && <Icon name="alert" size={12} />}
          {t(`waiting.flags.${word}`)}
        </li>
      ))}
    </ul>
  );
}

function NextStep({ visit }: { readonly visit: AppointmentDto }) {
  const { t } = useTranslation('common');
  const tasks = useDeskTasks();
  const next = nextStep(visit.status);
  if (!visit.can.setStatus || next === undefined) return null;
  return (
    <Button
      variant="default"
      size="compact-sm"
      className={classes.step}
      leftSection={<StatusIcon status={next} />}
      onClick={() => tasks.setStatus(visit, next)}
    >
      {t(`status.${next}`)}
    </Button>
  );
}

function rowId(id: string): string {
  return `waiting-${id}`;
}

function useRowKeys() {
  const perform = useVisitActs();
  const tasks = useDeskTasks();
  return (event: React.KeyboardEvent, visit: AppointmentDto): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = pressAct(event, visit);
    if (act === undefined) return;
    event.preventDefault();
    perform(visit, act, () => tasks.show(visit.id));
  };
}

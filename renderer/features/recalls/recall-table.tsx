import { ActionIcon, Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RecallDto } from '../../../shared/contracts/recalls.ts';
import { overdueDays } from '../../../shared/domain/recalls.ts';
import { toCivilDate } from '../../../shared/time/civil-date.ts';
import { useFormat } from '../../lib/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { useActiveRow } from '../../ui/keys/use-active-row.ts';
import { fullName, PatientFacts, sortName } from '../../ui/visit/patient-line.tsx';
import { ContactMenu, MoreMenu } from './recall-menus.tsx';
import classes from './recalls.module.css';
import type { RecallActs } from './use-recall-acts.ts';
import { recallAct } from './use-recall-keys.ts';

/** The row that Tab reaches. */
export const FIRST_RECALL = '[data-recall][tabindex="0"]';

const COLUMNS = ['due', 'patient', 'what', 'state', 'contacts', 'acts'] as const;

type Props = {
  readonly recalls: readonly RecallDto[];
  readonly acts: RecallActs;
  readonly onEdit: (recall: RecallDto) => void;
};

export function RecallTable({ recalls, acts, onEdit }: Props) {
  const { t } = useTranslation('recalls');
  const { activeId, setActiveId, stepFrom } = useActiveRow(
    recalls.map(({ id }) => id),
    rowId,
  );

  function onKeyDown(event: React.KeyboardEvent, recall: RecallDto) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const act = step === undefined ? recallAct(event.key, recall, { acts, onEdit }) : undefined;
    if (step === undefined && act === undefined) return;
    event.preventDefault();
    act?.();
    if (step !== undefined) stepFrom(recall.id, step);
  }
  return (
    <table className={classes.table} aria-label={t('list')}>
      <thead>
        <tr>
          {COLUMNS.map((column) => (
            <th key={column} scope="col">
              {t(`columns.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {recalls.map((recall) => (
          <Row
            key={recall.id}
            recall={recall}
            acts={acts}
            onEdit={onEdit}
            isActive={recall.id === activeId}
            onFocus={() => setActiveId(recall.id)}
            onKeyDown={(event) => onKeyDown(event, recall)}
          />
        ))}
      </tbody>
    </table>
  );
}

type RowProps = {
  readonly recall: RecallDto;
  readonly acts: RecallActs;
  readonly onEdit: (recall: RecallDto) => void;
  readonly isActive: boolean;
  readonly onFocus: () => void;
  readonly onKeyDown: (event: React.KeyboardEvent) => void;
};

function Row({ recall, acts, onEdit, isActive, onFocus, onKeyDown }: RowProps) {
  const { t } = useTranslation('recalls');
  const format = useFormat();
  const late = recall.can.write ? overdueDays(toCivilDate(recall.dueOn), format.today()) : 0;
  return (
    <tr className={classes.row} data-level={late > 0 ? 'late' : undefined}>
      <td>
        <span className={classes.two}>
          <strong title={format.date(recall.dueOn)}>{format.month(recall.dueOn)}</strong>
          {late > 0 && (
            <span className={classes.late}>
              <Icon name="alert" size={14} />
              {t('overdue', { count: late })}
            </span>
          )}
        </span>
      </td>
      <th scope="row" className={classes.patient}>
        <button
          type="button"
          id={rowId(recall.id)}
          data-recall
          tabIndex={isActive ? 0 : -1}
          className={classes.name}
          onFocus={onFocus}
          onKeyDown={onKeyDown}
          onClick={() => recallAct('Enter', recall, { acts, onEdit })?.()}
        >
          {sortName(recall.patient)}
        </button>
        <span className={classes.soft}>
          <PatientFacts patient={recall.patient} />
        </span>
      </th>
      <td>
        <What recall={recall} />
      </td>
      <td>
        <State recall={recall} />
      </td>
      <td>
        <Contacts recall={recall} />
      </td>
      <td>
        <Acts recall={recall} acts={acts} onEdit={onEdit} />
      </td>
    </tr>
  );
}

function What({ recall }: { readonly recall: RecallDto }) {
  const { t } = useTranslation('recalls');
  return (
    <span className={classes.two}>
      <span>{recall.typeName}</span>
      <span className={classes.soft}>{recall.doctorName ?? t('anyDoctor')}</span>
    </span>
  );
}

function State({ recall }: { readonly recall: RecallDto }) {
  const { t } = useTranslation('recalls');
  const format = useFormat();
  return (
    <span className={classes.two}>
      <span className={classes.state} data-state={recall.state}>
        <Icon name={STATE_ICONS[recall.state]} size={14} />
        {t(`state.${recall.state}`)}
      </span>
      {recall.visit !== null && (
        <span className={classes.soft}>{format.dateTime(recall.visit.startsAt)}</span>
      )}
      {recall.comesAt !== null && (
        <span className={classes.anyway}>{t('comesAnyway', { when: format.dateTime(recall.comesAt) })}</span>
      )}
    </span>
  );
}

const STATE_ICONS = {
  due: 'clock',
  contacted: 'phone',
  booked: 'check',
  declined: 'cross',
  given_up: 'minus',
} as const;

function Contacts({ recall: { contacts, contactCount } }: { readonly recall: RecallDto }) {
  const { t } = useTranslation('recalls');
  const format = useFormat();
  const [last] = contacts;
  if (last === undefined) return <span className={classes.soft}>{t('noContact')}</span>;
  const said = contacts.map(({ kind, at, byName }) =>
    t('contactBy', { kind: t(`kind.${kind}`), when: format.dateTime(at), name: byName }),
  );
  return (
    <span className={classes.two} title={said.join('\n')}>
      <span>
        {[t(`kind.${last.kind}`), contactCount > 1 && t('tries', { count: contactCount })]
          .filter(Boolean)
          .join(' · ')}
      </span>
      <span className={classes.soft}>
        {format.dateTime(last.at)} · {last.byName}
      </span>
    </span>
  );
}

function Acts({ recall, acts, onEdit }: Omit<Props, 'recalls'> & { readonly recall: RecallDto }) {
  const { t } = useTranslation('recalls');
  const name = fullName(recall.patient);
  if (recall.can.reopen) {
    return (
      <Button
        variant="default"
        size="compact-sm"
        aria-label={t('reopenOf', { name })}
        onClick={() => acts.reopen(recall)}
      >
        {t('reopen')}
      </Button>
    );
  }
  if (!recall.can.write) {
    return (
      <Button variant="default" size="compact-sm" onClick={() => acts.show(recall)}>
        {t('show')}
      </Button>
    );
  }
  return (
    <span className={classes.acts}>
      <Button size="compact-sm" aria-label={t('bookOf', { name })} onClick={() => acts.book(recall)}>
        {t('book')}
      </Button>
      <ContactMenu name={name} onPick={(kind) => acts.log(recall, kind)} />
      <ActionIcon
        variant="default"
        size={26}
        aria-label={t('pinOf', { name })}
        title={t('pinOf', { name })}
        onClick={() => acts.pin(recall)}
      >
        <Icon name="pin" size={14} />
      </ActionIcon>
      <MoreMenu name={name} onEdit={() => onEdit(recall)} onEnd={(as) => acts.end(recall, as)} />
    </span>
  );
}

function rowId(id: string): string {
  return `recall-${id}`;
}

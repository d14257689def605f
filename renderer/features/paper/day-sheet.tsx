import { useTranslation } from 'react-i18next';
import type { AppointmentDto, DayBoard, DayColumn } from '../../../shared/contracts/appointments.ts';
import { type SheetRow, sheetRows } from '../../../shared/domain/day-sheet.ts';
import { useClinic } from '../../lib/clinic.ts';
import { useFormat } from '../../lib/format.ts';
import { PageNote } from '../../ui/page-note.tsx';
import { sortName } from '../../ui/visit/patient-line.tsx';
import classes from './paper.module.css';

const HEADS = ['time', 'patient', 'born', 'chart', 'phone', 'type', 'room', 'status', 'notes'] as const;

/** A sheet for each doctor who works on that day or is expected. */
export function DaySheet({ board }: { readonly board: DayBoard }) {
  const { t } = useTranslation('paper');
  const shown = board.columns
    .map((column) => ({ column, rows: sheetRows(column) }))
    .filter(({ rows }) => rows.length > 0);
  if (shown.length === 0) {
    return <PageNote icon="clock" title={t(board.isClosure ? 'closed' : 'nobody')} hint={t('nobodyHint')} />;
  }
  return (
    <div className={classes.pile}>
      {shown.map(({ column, rows }) => (
        <Sheet key={column.doctorId} board={board} column={column} rows={rows} />
      ))}
    </div>
  );
}

type SheetProps = {
  readonly board: DayBoard;
  readonly column: DayColumn;
  readonly rows: readonly SheetRow<AppointmentDto>[];
};

function Sheet({ board, column, rows }: SheetProps) {
  const { t } = useTranslation('paper');
  const format = useFormat();
  const { clinicName } = useClinic();
  return (
    <article className={classes.sheet} aria-label={column.doctorName}>
      <header className={classes.head}>
        <h2>{column.doctorName}</h2>
        <span>{[clinicName, format.dayLong(board.day), column.room?.name].filter(Boolean).join(' · ')}</span>
        <span className={classes.asOf}>{t('asOf', { time: format.time(board.serverTime) })}</span>
      </header>
      <table className={classes.table}>
        <thead>
          <tr>
            {HEADS.map((head) => (
              <th key={head} scope="col">
                {t(`columns.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={`${row.start}${row.kind === 'visit' ? row.visit.id : row.kind}`} row={row} />
          ))}
        </tbody>
      </table>
    </article>
  );
}

function Row({ row }: { readonly row: SheetRow<AppointmentDto> }) {
  const { t } = useTranslation(['paper', 'common']);
  const format = useFormat();
  const time = <td className={classes.time}>{format.timeRange(row.start, row.end)}</td>;
  if (row.kind !== 'visit') {
    return (
      <tr className={classes.empty}>
        {time}
        <td colSpan={HEADS.length - 1}>{t(row.kind)}</td>
      </tr>
    );
  }
  const { visit } = row;
  const { patient } = visit;
  return (
    <tr>
      {time}
      <td className={classes.name}>{sortName(patient)}</td>
      <td>{format.date(patient.birthDate)}</td>
      <td>{patient.chartNumber}</td>
      <td>{patient.phone}</td>
      <td>{visit.type.name}</td>
      <td>{visit.room?.name}</td>
      <td>{t(`common:status.${visit.status}`)}</td>
      <td>{useFlags(visit).join(', ')}</td>
    </tr>
  );
}

/** Nothing clinical: a sheet lies about. */
function useFlags(visit: AppointmentDto): string[] {
  const { t } = useTranslation('paper');
  return [
    visit.urgency === 'emergency' && t('flags.emergency'),
    visit.urgency === 'high' && t('flags.urgent'),
    visit.isFirstVisit && t('flags.first'),
    visit.needsInterpreter && t('flags.interpreter'),
    visit.isOverride && t('flags.override'),
    visit.hasNote && t('flags.note'),
  ].filter((flag) => flag !== false);
}

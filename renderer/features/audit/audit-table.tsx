import { useTranslation } from 'react-i18next';
import type { AuditLineDto } from '../../../shared/contracts/audit.ts';
import { Icon } from '../../ui/icon.tsx';
import { useAuditWords } from './audit-words.ts';
import classes from './audit.module.css';

type Props = {
  readonly lines: readonly AuditLineDto[];
  readonly chosen: AuditLineDto | undefined;
  readonly onChoose: (line: AuditLineDto) => void;
};

const COLUMNS = ['time', 'person', 'what', 'chart', 'outcome', 'address'] as const;

/** One line a row; up and down go from row to row, and the chosen one is told in full beside it. */
export function AuditTable({ lines, chosen, onChoose }: Props) {
  const { t } = useTranslation('audit');
  return (
    <table className={classes.table} aria-label={t('list')}>
      <thead>
        <tr>
          {COLUMNS.map((column) => (
            <th key={column} scope="col" className={classes[column]}>
              {t(`columns.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody onKeyDown={walk}>
        {lines.map((line) => (
          <Row
            key={line.id}
            line={line}
            isChosen={line.id === chosen?.id}
            isTabStop={line === (chosen ?? lines[0])}
            onChoose={onChoose}
          />
        ))}
      </tbody>
    </table>
  );
}

type RowProps = {
  readonly line: AuditLineDto;
  readonly isChosen: boolean;
  readonly isTabStop: boolean;
  readonly onChoose: (line: AuditLineDto) => void;
};

function Row({ line, isChosen, isTabStop, onChoose }: RowProps) {
  const { t } = useTranslation('audit');
  const words = useAuditWords();
  const accountOf = (name: string | undefined) => (name === undefined ? undefined : t('accountOf', { name }));
  return (
    <tr
      className={classes.row}
      data-line={line.id}
      aria-selected={isChosen}
      tabIndex={isTabStop ? 0 : -1}
      onClick={() => onChoose(line)}
      onFocus={() => onChoose(line)}
    >
      <td className={classes.time} title={words.exactTime(line)}>
        {words.time(line)}
      </td>
      <td className={classes.person}>
        <span className={classes.strong}>{words.who(line)}</span>
        <span className={classes.soft}>{words.role(line) ?? accountOf(words.account(line))}</span>
      </td>
      <td className={classes.what}>
        {words.what(line)}
        <code className={classes.code}>{line.subtype}</code>
        <span className={classes.soft}>{words.again(line)}</span>
      </td>
      <td className={classes.chart}>{words.chart(line)}</td>
      <td className={classes.outcome}>
        <span className={classes.mark} data-outcome={line.outcome}>
          <Icon
            name={line.outcome === 'success' ? 'check' : line.outcome === 'denied' ? 'cross' : 'alert'}
            size={14}
          />
          {t(`outcome.${line.outcome}`)}
        </span>
      </td>
      <td className={classes.address}>{line.address}</td>
    </tr>
  );
}

function walk(event: React.KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-line]')];
  rows[rows.findIndex((row) => row === document.activeElement) + step]?.focus();
  event.preventDefault();
}

import { useTranslation } from 'react-i18next';
import type { UserDto } from '../../../shared/contracts/users.ts';
import { useFormat } from '../../lib/format.ts';
import { Icon } from '../../ui/icon.tsx';
import classes from './people.module.css';

type Props = {
  readonly accounts: readonly UserDto[];
  readonly chosen: UserDto | undefined;
  readonly onChoose: (account: UserDto) => void;
};

/** One account a row; up and down go from row to row, and the chosen one is told in full beside it. */
export function PeopleTable({ accounts, chosen, onChoose }: Props) {
  const { t } = useTranslation('people');
  return (
    <table className={classes.table} aria-label={t('list')}>
      <thead>
        <tr>
          <th scope="col">{t('columns.name')}</th>
          <th scope="col" className={classes.role}>
            {t('columns.role')}
          </th>
          <th scope="col" className={classes.state}>
            {t('columns.state')}
          </th>
          <th scope="col" className={classes.last}>
            {t('columns.lastSignIn')}
          </th>
        </tr>
      </thead>
      <tbody onKeyDown={walk}>
        {accounts.map((account) => (
          <Row
            key={account.id}
            account={account}
            isChosen={account.id === chosen?.id}
            isTabStop={account === (chosen ?? accounts[0])}
            onChoose={onChoose}
          />
        ))}
      </tbody>
    </table>
  );
}

type RowProps = {
  readonly account: UserDto;
  readonly isChosen: boolean;
  readonly isTabStop: boolean;
  readonly onChoose: (account: UserDto) => void;
};

function Row({ account, isChosen, isTabStop, onChoose }: RowProps) {
  const { t } = useTranslation(['people', 'common']);
  const format = useFormat();
  const { isActive, lastSignInAt } = account;
  return (
    <tr
      className={classes.row}
      data-line
      data-off={!isActive || undefined}
      aria-selected={isChosen}
      tabIndex={isTabStop ? 0 : -1}
      onClick={() => onChoose(account)}
      onFocus={() => onChoose(account)}
    >
      <td title={account.email}>
        <span className={classes.strong}>{account.name}</span>
        <span className={classes.soft}>{account.email}</span>
      </td>
      <td>{t(`common:roles.${account.role}`)}</td>
      <td>
        <span className={classes.mark} data-off={!isActive || undefined}>
          <Icon name={isActive ? 'check' : 'cross'} size={14} />
          {t(isActive ? 'active' : 'disabled')}
        </span>
      </td>
      <td className={classes.soft} title={lastSignInAt === null ? undefined : format.moment(lastSignInAt)}>
        {lastSignInAt === null ? t('never') : format.relative(lastSignInAt)}
      </td>
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

import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AuditLineDto } from '../../../shared/contracts/audit.ts';
import type { UserId } from '../../../shared/ids.ts';
import { useAuditWords } from './audit-words.ts';
import classes from './audit.module.css';
import type { AuditFilters } from './use-audit.ts';

type Props = {
  readonly line: AuditLineDto | undefined;
  /** Left out where there is nothing to narrow down. */
  readonly onFilter?: (filters: AuditFilters) => void;
};

/** Everything the chosen line says. */
export function AuditDetail({ line, onFilter }: Props) {
  const { t } = useTranslation('audit');
  return (
    <aside className={classes.detail} aria-label={t('detail.label')}>
      {line === undefined ? (
        <p className={classes.soft}>{t('detail.none')}</p>
      ) : (
        <>
          <h2 className={classes.detailTitle}>{t('detail.line', { id: line.id })}</h2>
          <Facts line={line} />
          {onFilter !== undefined && <Narrow line={line} onFilter={onFilter} />}
        </>
      )}
    </aside>
  );
}

function Facts({ line }: { readonly line: AuditLineDto }) {
  const { t } = useTranslation('audit');
  const words = useAuditWords();
  const object = [line.objectType, line.objectId].filter((part) => part !== null).join(' ');
  const facts = [
    ['recordedAt', words.exactTime(line)],
    ['person', words.who(line)],
    ['role', words.role(line)],
    ['account', words.account(line)],
    ['address', line.address],
    ['what', line.subtype],
    ['chart', words.chart(line)],
    ['object', object === '' ? undefined : object],
    ['version', line.objectVersion],
    ['changedFields', line.changedFields.length === 0 ? undefined : line.changedFields.join(', ')],
    ['purpose', words.purpose(line)],
    ['reason', line.reason],
    ['policy', line.policy],
    ['procedure', line.procedure],
    ['sessionId', line.sessionId],
    ['requestId', line.requestId],
  ] as const;
  return (
    <dl className={classes.facts}>
      {facts.map(([name, value]) =>
        value === undefined || value === null ? null : (
          <div key={name}>
            <dt>{t(`detail.${name}`)}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

function Narrow({
  line,
  onFilter,
}: {
  readonly line: AuditLineDto;
  readonly onFilter: NonNullable<Props['onFilter']>;
}) {
  const { t } = useTranslation('audit');
  const { chartNumber } = line;
  const person = line.person ?? line.account;
  return (
    <div className={classes.narrow}>
      {person !== null && (
        <Button variant="default" size="compact-sm" onClick={() => onFilter({ userId: person.id as UserId })}>
          {t('detail.byPerson')}
        </Button>
      )}
      {chartNumber !== null && (
        <Button variant="default" size="compact-sm" onClick={() => onFilter({ chartNumber })}>
          {t('detail.byChart')}
        </Button>
      )}
    </div>
  );
}

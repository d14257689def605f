import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RetentionLine, RetentionReport } from '../../../shared/contracts/retention.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { LoadingLines } from '../../ui/loading-lines.tsx';
import { LoadFailed } from '../../ui/page-note.tsx';
import { PasswordAgain } from '../../ui/password-again.tsx';
import { ChangePeriods } from './change-periods.tsx';
import classes from './retention.module.css';

/** What is kept longer than it should be? */
export function RetentionScreen() {
  const { t } = useTranslation('retention');
  const trpc = useTRPC();
  const report = useQuery(trpc.retention.report.queryOptions({}, { staleTime: 0 }));
  const [doing, setDoing] = useState<'change' | 'run'>();
  if (report.isError) return <LoadFailed error={report.error} onRetry={() => void report.refetch()} />;
  const { data } = report;
  const isDue = data?.lines.some(({ dueCount }) => dueCount > 0) === true;
  return (
    <main id="content" className={classes.page}>
      <header className={classes.head}>
        <div>
          <h1 className={classes.title}>{t('title')}</h1>
          <p className={classes.lead}>{t('lead')}</p>
        </div>
        {data !== undefined && (
          <div className={classes.acts}>
            <Button variant="default" onClick={() => setDoing('change')}>
              {t('change')}
            </Button>
            {isDue && <Button onClick={() => setDoing('run')}>{t('run')}</Button>}
          </div>
        )}
      </header>
      {data === undefined ? <LoadingLines rows={7} /> : <Report report={data} isDue={isDue} />}
      {doing === 'change' && data !== undefined && (
        <ChangePeriods settings={data.settings} onClose={() => setDoing(undefined)} />
      )}
      {doing === 'run' && <RunDialog onClose={() => setDoing(undefined)} />}
    </main>
  );
}

function Report({ report, isDue }: { readonly report: RetentionReport; readonly isDue: boolean }) {
  const { t } = useTranslation('retention');
  return (
    <>
      <table className={classes.table} aria-label={t('title')}>
        <thead>
          <tr>
            <th scope="col">{t('columns.kind')}</th>
            <th scope="col">{t('columns.period')}</th>
            <th scope="col">{t('columns.why')}</th>
            <th scope="col" className={classes.number}>
              {t('columns.total')}
            </th>
            <th scope="col" className={classes.number}>
              {t('columns.due')}
            </th>
            <th scope="col">{t('columns.kept')}</th>
          </tr>
        </thead>
        <tbody>
          {report.lines.map((line) => (
            <Line key={line.kind} line={line} report={report} />
          ))}
        </tbody>
      </table>
      <p className={classes.soft}>
        {t(report.settings.isNightly ? 'nightly.on' : 'nightly.off')} {!isDue && t('nothing')}
      </p>
    </>
  );
}

function Line({ line, report }: { readonly line: RetentionLine; readonly report: RetentionReport }) {
  const { t } = useTranslation('retention');
  const format = useFormat();
  const { kind, total, dueCount, kept } = line;
  const reasons = (['hold', 'openVisits', 'minors'] as const)
    .filter((why) => kept[why] > 0)
    .map((why) => t(why, { count: kept[why] }));
  return (
    <tr>
      <td className={classes.kind}>{t(`kind.${kind}`)}</td>
      <td>{usePeriod(kind, report)}</td>
      <td className={classes.soft}>{t(`why.${kind}`)}</td>
      <td className={classes.number}>{format.number(total)}</td>
      <td className={classes.number}>
        <span className={dueCount > 0 ? classes.due : undefined}>{format.number(dueCount)}</span>
      </td>
      <td>{reasons.join(', ')}</td>
    </tr>
  );
}

function usePeriod(kind: RetentionLine['kind'], { settings }: RetentionReport): string {
  const { t } = useTranslation('retention');
  switch (kind) {
    case 'charts':
      return t('yearsAndAge', {
        years: t('years', { count: settings.chartYears }),
        age: settings.minorsUntilAge,
      });
    case 'requests':
    case 'waitlist':
      return t('days', { count: settings.requestDays });
    case 'corrections':
    case 'privacyRequests':
      return t('years', { count: settings.privacyCaseYears });
    case 'sessions':
    case 'invitations':
    case 'resetCodes':
      return t('days', { count: settings.sessionDays });
    case 'answers':
      return t('days', { count: settings.answerDays });
    case 'importReports':
    case 'migrationCopies':
      return t('days', { count: settings.leftoverDays });
    case 'sealed':
    case 'audit':
    case 'exports':
      return t('own');
  }
}

function RunDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('retention');
  const api = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return (
    <PasswordAgain
      title={t('runTitle')}
      confirm={t('run')}
      isDangerous
      onClose={onClose}
      onConfirm={async (password) => {
        await api.retention.run.mutate({ password });
        await queryClient.invalidateQueries(trpc.retention.pathFilter());
        notifications.show({ message: t('gone') });
      }}
    >
      {t('runLead')}
    </PasswordAgain>
  );
}

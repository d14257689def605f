import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AdminPrivacyRequest, ErasureCheck } from '../../../shared/contracts/privacy.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { DeskDialog } from '../../ui/desk-dialog.tsx';
import { LoadingLines } from '../../ui/loading-lines.tsx';
import { Notice } from '../../ui/notice.tsx';
import { LoadFailed } from '../../ui/page-note.tsx';
import { PasswordAgain } from '../../ui/password-again.tsx';
import classes from './privacy.module.css';
import { nameOf } from './request-entry.tsx';

type Props = { readonly request: AdminPrivacyRequest; readonly onClose: () => void };

/** What would go and what stands in the way, before anything goes. */
export function EraseDialog({ request, onClose }: Props) {
  const { t } = useTranslation(['privacy', 'common']);
  const trpc = useTRPC();
  // Asked when it is looked at: what stood in the way a minute ago may be gone.
  const check = useQuery(trpc.privacy.check.queryOptions({ id: request.id }, { staleTime: 0, gcTime: 0 }));
  const title = t('erase.title', { name: nameOf(request) });
  if (check.data?.canErase === true)
    return <Confirm request={request} check={check.data} title={title} onClose={onClose} />;
  return (
    <DeskDialog
      title={title}
      size={480}
      onClose={onClose}
      onSubmit={onClose}
      footer={<Button type="submit">{t('common:actions.close')}</Button>}
    >
      {check.isPending && <LoadingLines rows={2} />}
      {check.isError && <LoadFailed error={check.error} onRetry={() => void check.refetch()} />}
      {check.data !== undefined && <Obstacles check={check.data} />}
    </DeskDialog>
  );
}

function Obstacles({ check }: { readonly check: ErasureCheck }) {
  const { t } = useTranslation('privacy');
  const words = {
    hold: t('erase.obstacle.hold', { reason: check.hold?.reason ?? '', name: check.hold?.byName ?? '' }),
    open_visits: t('erase.obstacle.open_visits', { count: check.openVisitCount }),
    open_requests: t('erase.obstacle.open_requests', { count: check.openRequestCount }),
  };
  return (
    <Notice tone="warn" title={t('erase.stands')}>
      <ul className={classes.facts}>
        {check.obstacles.map((obstacle) => (
          <li key={obstacle}>{words[obstacle]}</li>
        ))}
      </ul>
    </Notice>
  );
}

type ConfirmProps = Props & { readonly check: ErasureCheck; readonly title: string };

function Confirm({ request, check, title, onClose }: ConfirmProps) {
  const { t } = useTranslation('privacy');
  const format = useFormat();
  const api = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { visitCount: count, keepUntil, hasAccount, renewsSheets } = check;
  const { importReportCount, migrationCopyAt } = check;
  async function erase(password: string) {
    await api.privacy.erase.mutate({ id: request.id, expectedVersion: request.version, password });
    await queryClient.invalidateQueries(trpc.privacy.pathFilter());
    notifications.show({ message: t('done') });
  }
  return (
    <PasswordAgain title={title} confirm={t('erase.confirm')} isDangerous onClose={onClose} onConfirm={erase}>
      <ul className={classes.facts}>
        {count > 0 && <li>{t('erase.visits', { count })}</li>}
        {hasAccount && <li>{t('erase.account')}</li>}
        {renewsSheets && <li>{t('erase.sheets')}</li>}
        {importReportCount > 0 && <li>{t('erase.reports', { count: importReportCount })}</li>}
        {migrationCopyAt !== null && <li>{t('erase.copies', { when: format.dateTime(migrationCopyAt) })}</li>}
        <li>{t('erase.elsewhere')}</li>
        <li>
          {keepUntil === null
            ? t('erase.keepNothing')
            : t('erase.keep', { when: format.dateTime(keepUntil) })}
        </li>
        <li className={classes.strong}>{t('erase.final')}</li>
      </ul>
    </PasswordAgain>
  );
}

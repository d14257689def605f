import { Button, SegmentedControl } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AdminPrivacyRequest } from '../../../shared/contracts/privacy.ts';
import { PRIVACY_REQUEST_STATUSES, type PrivacyRequestStatus } from '../../../shared/domain/privacy.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import { usePages } from '../../lib/use-pages.ts';
import { LoadingLines } from '../../ui/loading-lines.tsx';
import { LoadFailed, PageNote } from '../../ui/page-note.tsx';
import { CopyDialog } from './copy-dialog.tsx';
import { DeclineDialog } from './decline-dialog.tsx';
import { EraseDialog } from './erase-dialog.tsx';
import classes from './privacy.module.css';
import { type RequestAct, RequestEntry } from './request-entry.tsx';

const A_PAGE = 50;

/** Who wants their data, or wants it gone? */
export function PrivacyScreen() {
  const { t } = useTranslation(['privacy', 'common']);
  const trpc = useTRPC();
  const api = useTRPCClient();
  const [status, setStatus] = useState<PrivacyRequestStatus>('open');
  const [asked, setAsked] = useState<{ readonly request: AdminPrivacyRequest; readonly act: RequestAct }>();
  const { list, items } = usePages([...trpc.privacy.list.pathKey(), 'pages', status], (cursor) =>
    api.privacy.list.query({ status, limit: A_PAGE, cursor }),
  );
  return (
    <main id="content" className={classes.page}>
      <h1 className={classes.title}>{t('title')}</h1>
      <p className={classes.lead}>
        {t('lead')} <Link to="/retention">{t('retentionLink')}</Link>
      </p>
      <SegmentedControl
        aria-label={t('views')}
        value={status}
        onChange={(chosen) => setStatus(PRIVACY_REQUEST_STATUSES.find((known) => known === chosen) ?? 'open')}
        data={PRIVACY_REQUEST_STATUSES.map((each) => ({ value: each, label: t(`status.${each}`) }))}
      />
      {list.isPending && <LoadingLines rows={4} />}
      {list.isError && <LoadFailed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <PageNote icon="check" title={t('empty')} hint={t('emptyHint')} />
      )}
      <ul className={classes.list}>
        {items.map((request) => (
          <RequestEntry key={request.id} request={request} onAct={(act) => setAsked({ request, act })} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button variant="default" onClick={() => void list.fetchNextPage()}>
          {t('common:actions.showMore')}
        </Button>
      )}
      {asked !== undefined && <ActDialog {...asked} onClose={() => setAsked(undefined)} />}
    </main>
  );
}

type ActProps = {
  readonly request: AdminPrivacyRequest;
  readonly act: RequestAct;
  readonly onClose: () => void;
};

function ActDialog({ act, ...rest }: ActProps) {
  if (act === 'copy') return <CopyDialog {...rest} />;
  if (act === 'erase') return <EraseDialog {...rest} />;
  return <DeclineDialog {...rest} />;
}

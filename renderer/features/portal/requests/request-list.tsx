import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LoadFailed } from '../../../ui/page-note.tsx';
import classes from '../home-screen.module.css';
import { PortalSection } from '../portal-page.tsx';
import { useOwnRequests } from '../use-own.ts';
import { RequestCard } from './request-card.tsx';

/** What the patient asked for, and what became of it. Nothing asked: nothing shown. */
export function RequestList() {
  const { t } = useTranslation(['portal', 'common']);
  const requests = useOwnRequests();
  if (requests.isPending) return null;
  if (requests.isError) return <LoadFailed error={requests.error} onRetry={() => void requests.refetch()} />;
  if (requests.data.length === 0) return null;
  return (
    <PortalSection title={t('home.requests')}>
      <ul className={classes.list}>
        {requests.data.map((request) => (
          <li key={request.id}>
            <RequestCard request={request} />
          </li>
        ))}
      </ul>
      {requests.hasNextPage && (
        <Button
          variant="default"
          loading={requests.isFetchingNextPage}
          onClick={() => void requests.fetchNextPage()}
        >
          {t('common:actions.showMore')}
        </Button>
      )}
    </PortalSection>
  );
}

import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RequestDto } from '../../../../shared/contracts/requests.ts';
import { type Format, useFormat } from '../../../lib/format.ts';
import { LoadFailed } from '../../../ui/page-note.tsx';
import classes from '../home-screen.module.css';
import { PortalSection } from '../portal-page.tsx';
import { useOwnRequests } from '../use-own.ts';
import { useHasPassed } from '../use-has-passed.ts';
import { RequestCard } from './request-card.tsx';

const NEWS_MIN = 2 * 24 * 60;

/** What waits for an answer, or has just got one. Nothing of the kind: nothing shown. */
export function CurrentRequests() {
  const { t } = useTranslation('portal');
  const format = useFormat();
  const requests = useOwnRequests();
  const hasPassed = useHasPassed();
  if (requests.isPending) return null;
  if (requests.isError) return <LoadFailed error={requests.error} onRetry={() => void requests.refetch()} />;
  const current = requests.data.filter((request) => !hasPassed(request) && isCurrent(request, format));
  if (current.length === 0) return null;
  return (
    <PortalSection title={t('home.requests')}>
      <RequestList requests={current} />
    </PortalSection>
  );
}

/** Everything asked before, folded away. */
export function EarlierRequests() {
  const { t } = useTranslation(['portal', 'common']);
  const format = useFormat();
  const requests = useOwnRequests();
  const hasPassed = useHasPassed();
  const earlier = (requests.data ?? []).filter(
    (request) => hasPassed(request) || !isCurrent(request, format),
  );
  if (earlier.length === 0) return null;
  return (
    <details className={classes.folded}>
      <summary>{t('home.earlierRequests', { count: earlier.length })}</summary>
      <RequestList requests={earlier} />
      {requests.hasNextPage && (
        <Button
          variant="default"
          fullWidth
          mt={8}
          loading={requests.isFetchingNextPage}
          onClick={() => void requests.fetchNextPage()}
        >
          {t('common:actions.showMore')}
        </Button>
      )}
    </details>
  );
}

function RequestList({ requests }: { readonly requests: readonly RequestDto[] }) {
  return (
    <ul className={classes.list}>
      {requests.map((request) => (
        <li key={request.id}>
          <RequestCard request={request} />
        </li>
      ))}
    </ul>
  );
}

/** Waits, is news, or can still be asked again for its day. */
function isCurrent(request: RequestDto, format: Format): boolean {
  switch (request.status) {
    case 'pending':
      return true;
    case 'accepted':
      return request.decidedAt !== null && format.minutesSince(request.decidedAt) < NEWS_MIN;
    case 'rejected':
    case 'expired':
      return request.date >= format.today();
    case 'cancelled':
      return false;
  }
}

import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LoadFailed, PageNote } from '../../../ui/page-note.tsx';
import { LoadingLines } from '../../../ui/loading-lines.tsx';
import classes from '../home-screen.module.css';
import { PortalPage } from '../portal-page.tsx';
import { useOwnVisits } from '../use-own.ts';
import { VisitCard } from './visit-card.tsx';

export function PastVisitsScreen() {
  const { t } = useTranslation('portal');
  return (
    <PortalPage title={t('home.past')} back="/">
      <PastVisits />
    </PortalPage>
  );
}

function PastVisits() {
  const { t } = useTranslation(['portal', 'common']);
  const visits = useOwnVisits('past');
  if (visits.isPending) return <LoadingLines rows={6} />;
  if (visits.isError) return <LoadFailed error={visits.error} onRetry={() => void visits.refetch()} />;
  if (visits.data.length === 0) return <PageNote title={t('visit.noPast')} hint={t('visit.noPastHint')} />;
  return (
    <>
      <ul className={classes.list}>
        {visits.data.map((visit) => (
          <li key={visit.id}>
            <VisitCard visit={visit} />
          </li>
        ))}
      </ul>
      {visits.hasNextPage && (
        <Button
          variant="default"
          loading={visits.isFetchingNextPage}
          onClick={() => void visits.fetchNextPage()}
        >
          {t('common:actions.showMore')}
        </Button>
      )}
    </>
  );
}

import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OwnAppointmentDto } from '../../../shared/contracts/appointments.ts';
import { isBlocking } from '../../../shared/domain/appointment-status.ts';
import { useTRPC } from '../../lib/api.ts';
import { useMe } from '../../lib/session.ts';
import { Icon } from '../../ui/icon.tsx';
import { LoadFailed, PageNote } from '../../ui/page-note.tsx';
import { LoadingLines } from '../../ui/loading-lines.tsx';
import classes from './home-screen.module.css';
import { LinkButton } from '../../ui/link-button.tsx';
import { PortalPage, PortalSection } from './portal-page.tsx';
import { CurrentRequests, EarlierRequests } from './requests/request-list.tsx';
import { useOwnVisits } from './use-own.ts';
import { CalledOff } from './visits/called-off.tsx';
import { NextVisit } from './visits/next-visit.tsx';
import { VisitCard } from './visits/visit-card.tsx';

// Needed by few: it comes when it is asked for.
const CancelVisit = lazy(() =>
  import('./visits/cancel-visit.tsx').then((module) => ({ default: module.CancelVisit })),
);

const LINKS = [
  ['/visits', 'home.pastLink'],
  ['/earlier', 'home.waitlistLink'],
  ['/access', 'access.link'],
  ['/profile', 'home.profileLink'],
  ['/security', 'home.securityLink'],
  ['/my-data', 'home.myDataLink'],
] as const;

/** When is my next visit, and what do I have to do? */
export function HomeScreen() {
  const { t } = useTranslation('portal');
  const me = useMe();
  return (
    <PortalPage title={t('home.hello', { name: me.name })}>
      <OfferLink />
      <Visits />
      <EarlierRequests />
      <nav className={classes.links} aria-label={t('home.more')}>
        {LINKS.map(([to, words]) => (
          <Link key={to} to={to} className={classes.more}>
            {t(words)}
            <Icon name="forward" />
          </Link>
        ))}
      </nav>
    </PortalPage>
  );
}

/** A free time waits for nobody: it stands above everything else. */
function OfferLink() {
  const { t } = useTranslation('portal');
  const { data } = useQuery(useTRPC().waitlist.listOwnOffers.queryOptions({}));
  const isOffered = data?.items.some(({ isOpen }) => isOpen) === true;
  return (
    <div role="status" className={classes.offer}>
      {isOffered && (
        <LinkButton to="/earlier" fullWidth>
          {t('home.offer')}
        </LinkButton>
      )}
    </div>
  );
}

function Visits() {
  const { t } = useTranslation(['portal', 'common']);
  const visits = useOwnVisits('upcoming');
  // Asked in the same breath: nothing comes in above what somebody is about to press.
  const past = useOwnVisits('past');
  const [cancelling, setCancelling] = useState<OwnAppointmentDto>();
  if (visits.isPending || past.isPending) return <LoadingLines rows={3} />;
  if (visits.isError) return <LoadFailed error={visits.error} onRetry={() => void visits.refetch()} />;
  const ahead = visits.data.filter((visit) => isBlocking(visit.status));
  const asked = ahead.find(({ id }) => id === cancelling?.id);
  const [next, ...later] = ahead;
  return (
    <>
      <CalledOff visits={past.data ?? []} />
      {next === undefined ? (
        <div className={classes.empty}>
          <PageNote title={t('home.noVisit')} hint={t('home.noVisitHint')} />
        </div>
      ) : (
        <PortalSection title={t('home.nextVisit')}>
          <NextVisit visit={next} onCancel={setCancelling} />
        </PortalSection>
      )}
      <LinkButton
        to="/new"
        size="lg"
        variant={next === undefined ? 'filled' : 'default'}
        leftSection={<Icon name="plus" />}
      >
        {t('home.newVisit')}
      </LinkButton>
      <CurrentRequests />
      {later.length > 0 && (
        <PortalSection title={t('home.later')}>
          <ul className={classes.list}>
            {later.map((visit) => (
              <li key={visit.id}>
                <VisitCard visit={visit} onCancel={setCancelling} />
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
        </PortalSection>
      )}
      {cancelling !== undefined && (
        <Suspense>
          <CancelVisit
            // The newest that is known; a visit that has left the list stays as it was.
            visit={asked ?? cancelling}
            isGone={asked === undefined}
            onClose={() => setCancelling(undefined)}
          />
        </Suspense>
      )}
    </>
  );
}

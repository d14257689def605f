import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ChartAccessDto } from '../../../../shared/contracts/audit.ts';
import { useTRPC, useTRPCClient } from '../../../lib/api.ts';
import { useFormat } from '../../../lib/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { LoadingLines } from '../../../ui/loading-lines.tsx';
import { LoadFailed, PageNote } from '../../../ui/page-note.tsx';
import { PortalPage, PortalSection } from '../portal-page.tsx';
import classes from './access-log.module.css';
import { type AccessDay, byDay } from './by-day.ts';

const FIRST: string | null = null;

/** Who has looked at my record? */
export function AccessLogScreen() {
  const { t } = useTranslation('portal');
  return (
    <PortalPage title={t('access.title')} lead={t('access.lead')} back="/">
      <AccessLog />
    </PortalPage>
  );
}

function AccessLog() {
  const { t } = useTranslation(['portal', 'common']);
  const format = useFormat();
  const list = useAccessLog();
  if (list.isPending) return <LoadingLines rows={6} />;
  if (list.isError) return <LoadFailed error={list.error} onRetry={() => void list.refetch()} />;
  const accesses = list.data.pages.flatMap((page) => page.items);
  if (accesses.length === 0 && !list.hasNextPage) {
    return <PageNote icon="person" title={t('access.empty')} hint={t('access.emptyHint')} />;
  }
  return (
    <>
      {byDay(accesses, format.dayOf).map((day) => (
        <Day key={day.day} day={day} />
      ))}
      {list.hasNextPage && (
        <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('common:actions.showMore')}
        </Button>
      )}
    </>
  );
}

function Day({ day: { day, accesses } }: { readonly day: AccessDay }) {
  const format = useFormat();
  return (
    <PortalSection title={format.dayLong(day)}>
      <ul className={classes.list}>
        {accesses.map((access) => (
          <Access key={access.id} access={access} />
        ))}
      </ul>
    </PortalSection>
  );
}

function Access({ access }: { readonly access: ChartAccessDto }) {
  const { t } = useTranslation(['portal', 'common']);
  const format = useFormat();
  const { who, did, what, times, isEmergency } = access;
  return (
    <li className={classes.access} data-refused={did === 'refused' || undefined}>
      <span className={classes.head}>
        <span className={classes.who}>
          {who === null ? t('access.system') : (who.name ?? t('access.gone'))}
        </span>
        <span className={classes.time}>{format.time(access.recordedAt)}</span>
      </span>
      {who !== null && <span className={classes.role}>{t(`common:roles.${who.role}`)}</span>}
      <span>
        {t(`access.did.${did}`, { what: t(`access.what.${what}`) })}
        {times > 1 && <span className={classes.role}> {t('access.times', { count: times })}</span>}
      </span>
      {isEmergency && (
        <span className={classes.emergency}>
          <Icon name="alert" size={16} />
          {t('access.emergency')}
        </span>
      )}
    </li>
  );
}

function useAccessLog() {
  const trpc = useTRPC();
  const api = useTRPCClient();
  return useInfiniteQuery({
    queryKey: [...trpc.audit.ofMyChart.queryKey({}), 'pages'],
    queryFn: ({ pageParam }) => api.audit.ofMyChart.query({ limit: 50, cursor: pageParam ?? undefined }),
    initialPageParam: FIRST,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 0,
  });
}

import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../lib/api.ts';
import { useDeskLateWords } from '../../lib/desk-late-words.ts';
import { useDraftsLoaded } from '../../lib/draft.ts';
import { LoadingLines } from '../../ui/loading-lines.tsx';
import { Notice } from '../../ui/notice.tsx';
import { LoadFailed } from '../../ui/page-note.tsx';
import { LatestProposal } from './latest-proposal.tsx';
import classes from './my-hours.module.css';
import { ProposeWeek } from './propose-week.tsx';

/** When can I be booked, and what have I proposed instead? */
export function MyHoursScreen() {
  useDeskLateWords('hours');
  const { t } = useTranslation('hours');
  const trpc = useTRPC();
  const title = useRef<HTMLHeadingElement>(null);
  const own = useQuery(trpc.hours.own.queryOptions({}));
  const areDraftsHere = useDraftsLoaded();
  return (
    <main id="content" className={classes.page}>
      <div>
        <h1 ref={title} tabIndex={-1} className={classes.title}>
          {t('own.title')}
        </h1>
        <p className={classes.lead}>{t('own.lead')}</p>
      </div>
      {(own.isPending || !areDraftsHere) && <LoadingLines rows={8} />}
      {own.isError && <LoadFailed error={own.error} onRetry={() => void own.refetch()} />}
      {own.data !== undefined && areDraftsHere && (
        <>
          {own.data.latest !== null && (
            <LatestProposal
              latest={own.data.latest}
              hours={own.data}
              onWithdrawn={() => title.current?.focus()}
            />
          )}
          {own.data.can.propose ? (
            <ProposeWeek hours={own.data} />
          ) : (
            <Notice tone="warn">{t('own.inactive')}</Notice>
          )}
        </>
      )}
    </main>
  );
}

import { Button, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BreakGlassDto } from '../../../shared/contracts/break-glass.ts';
import { useTRPC } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { LoadFailed, PageNote } from '../../ui/page-note.tsx';
import { ReviewDialog } from './review-dialog.tsx';
import classes from './review-screen.module.css';

const SHOWN = 100;
type State = 'open' | 'reviewed';

/** Which charts were opened without a relation, and has somebody asked about it? */
export function ReviewScreen() {
  const { t } = useTranslation('breakGlass');
  const trpc = useTRPC();
  const [state, setState] = useState<State>('open');
  const [asked, setAsked] = useState<BreakGlassDto>();
  const list = useQuery(trpc.breakGlass.list.queryOptions({ state, limit: SHOWN }));
  const entries = list.data?.items ?? [];
  return (
    <main id="content" className={classes.page}>
      <h1 className={classes.title}>{t('review.title')}</h1>
      <p className={classes.intro}>{t('review.intro')}</p>
      <SegmentedControl
        className={classes.states}
        aria-label={t('review.title')}
        value={state}
        onChange={(value) => setState(value === 'reviewed' ? 'reviewed' : 'open')}
        data={[
          { value: 'open', label: t('review.waiting') },
          { value: 'reviewed', label: t('review.done') },
        ]}
      />
      {list.error !== null && list.data === undefined && (
        <LoadFailed error={list.error} onRetry={() => void list.refetch()} />
      )}
      {list.data !== undefined && entries.length === 0 && (
        <PageNote
          icon="check"
          title={t(state === 'open' ? 'review.empty' : 'review.emptyDone')}
          hint={state === 'open' ? t('review.emptyHint') : undefined}
        />
      )}
      <ol className={classes.list}>
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} onReview={() => setAsked(entry)} />
        ))}
      </ol>
      {asked !== undefined && <ReviewDialog entry={asked} onClose={() => setAsked(undefined)} />}
    </main>
  );
}

function Entry({ entry, onReview }: { readonly entry: BreakGlassDto; readonly onReview: () => void }) {
  const { t } = useTranslation('breakGlass');
  const format = useFormat();
  const { review } = entry;
  return (
    <li className={classes.entry}>
      <div className={classes.who}>
        <strong>{entry.doctorName}</strong>
        <span>{t('review.chart', { number: entry.chartNumber })}</span>
      </div>
      <div className={classes.why}>
        <p className={classes.reason}>{entry.reason}</p>
        <p className={classes.soft}>
          {t('review.opened', { when: format.dateTime(entry.openedAt) })},{' '}
          {entry.firstReadAt === null
            ? t('review.notRead')
            : t('review.read', { time: format.time(entry.firstReadAt) })}
        </p>
        {review !== null && (
          <blockquote className={classes.note}>
            {review.note}
            <footer>{t('review.by', { name: review.byName, when: format.dateTime(review.at) })}</footer>
          </blockquote>
        )}
      </div>
      {entry.can.review && (
        <Button variant="default" onClick={onReview}>
          {t('review.act')}
        </Button>
      )}
    </li>
  );
}

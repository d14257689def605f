import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditLineDto } from '../../../shared/contracts/audit.ts';
import { useFormat } from '../../lib/format.ts';
import { LoadingLines } from '../../ui/loading-lines.tsx';
import { LoadFailed, PageNote } from '../../ui/page-note.tsx';
import { AuditDetail } from './audit-detail.tsx';
import { AuditFiltersBar } from './audit-filters.tsx';
import { AuditTable } from './audit-table.tsx';
import classes from './audit.module.css';
import { TrailBreaches, TrailStateBar } from './trail-state.tsx';
import { type AuditFilters, type AuditView, useAuditLines } from './use-audit.ts';

/** Who did what to whose chart, and can that be relied on? */
export function AuditScreen() {
  const { t } = useTranslation('audit');
  const [view, setView] = useState<AuditView>('all');
  const [filters, setFilters] = useState<AuditFilters>({});
  const narrow = (chosen: AuditFilters) => {
    setView('all');
    setFilters(chosen);
  };
  return (
    <main id="content" className={classes.page}>
      <header className={classes.head}>
        <div>
          <h1 className={classes.title}>{t('title')}</h1>
          <p className={classes.lead}>{t(view === 'unrelated' ? 'unrelatedHint' : 'lead')}</p>
        </div>
        <TrailStateBar />
      </header>
      <TrailBreaches />
      <div className={classes.bar}>
        <SegmentedControl
          aria-label={t('views.label')}
          data={[
            { value: 'all', label: t('views.all') },
            { value: 'unrelated', label: t('views.unrelated') },
          ]}
          value={view}
          onChange={(chosen) => setView(chosen === 'unrelated' ? 'unrelated' : 'all')}
        />
        <AuditFiltersBar filters={filters} onFilters={setFilters} isDaysOnly={view === 'unrelated'} />
      </div>
      <Lines key={JSON.stringify([view, filters])} view={view} filters={filters} onFilter={narrow} />
    </main>
  );
}

/** The same for anybody of the staff, of their own doing. */
export function OwnAuditScreen() {
  const { t } = useTranslation('audit');
  const [filters, setFilters] = useState<AuditFilters>({});
  return (
    <main id="content" className={classes.page}>
      <header className={classes.head}>
        <div>
          <h1 className={classes.title}>{t('own.title')}</h1>
          <p className={classes.lead}>{t('own.lead')}</p>
        </div>
      </header>
      <AuditFiltersBar filters={filters} onFilters={setFilters} isDaysOnly />
      <Lines key={JSON.stringify(filters)} view="own" filters={filters} />
    </main>
  );
}

type LinesProps = {
  readonly view: AuditView;
  readonly filters: AuditFilters;
  readonly onFilter?: (filters: AuditFilters) => void;
};

function Lines({ view, filters, onFilter }: LinesProps) {
  const { t } = useTranslation('audit');
  const list = useAuditLines(view, filters);
  const [chosen, setChosen] = useState<AuditLineDto>();
  const lines = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className={classes.split}>
      <div className={classes.lines}>
        {list.isPending && <LoadingLines rows={12} />}
        {list.isError && <LoadFailed error={list.error} onRetry={() => void list.refetch()} />}
        {lines.length > 0 && <AuditTable lines={lines} chosen={chosen} onChoose={setChosen} />}
        {list.isSuccess && lines.length === 0 && !list.hasNextPage && (
          <PageNote
            icon="search"
            title={t(view === 'unrelated' ? 'emptyUnrelated' : 'empty')}
            hint={t(view === 'unrelated' ? 'emptyUnrelatedHint' : 'emptyHint')}
          />
        )}
        <More list={list} />
      </div>
      <AuditDetail line={chosen} onFilter={onFilter} />
    </div>
  );
}

/** How far has been looked, and further. */
function More({ list }: { readonly list: ReturnType<typeof useAuditLines> }) {
  const { t } = useTranslation('audit');
  const format = useFormat();
  const lookedBackTo = list.data?.pages.at(-1)?.lookedBackTo ?? null;
  if (!list.hasNextPage) return null;
  return (
    <div className={classes.more}>
      {lookedBackTo !== null && (
        <span className={classes.soft}>{t('lookedBackTo', { time: format.moment(lookedBackTo) })}</span>
      )}
      <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
        {t('lookFurther')}
      </Button>
    </div>
  );
}

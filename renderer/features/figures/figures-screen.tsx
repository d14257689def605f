import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { FiguresReport } from '../../../shared/contracts/figures.ts';
import { daysIn, type FigureStep, MAX_FIGURE_DAYS } from '../../../shared/domain/figures.ts';
import type { DoctorId } from '../../../shared/ids.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import { useTRPC } from '../../lib/api.ts';
import { useDeskLateWords } from '../../lib/desk-late-words.ts';
import { LoadingLines } from '../../ui/loading-lines.tsx';
import { LoadFailed, PageNote } from '../../ui/page-note.tsx';
import { DoctorsTable } from './doctors-table.tsx';
import { FiguresBar } from './figures-bar.tsx';
import classes from './figures.module.css';
import { MEASURES, type Measure } from './measures.ts';
import { PeriodPlot } from './period-plot.tsx';
import { useFigureWords } from './use-figure-words.ts';

export type FiguresAsked = {
  readonly from: CivilDate;
  readonly to: CivilDate;
  readonly step: FigureStep;
  readonly doctorId: DoctorId | undefined;
};

type Props = { readonly asked: FiguresAsked; readonly onAsk: (asked: FiguresAsked) => void };

/** Is the day full, fair and on time? */
export function FiguresScreen({ asked, onAsk }: Props) {
  useDeskLateWords('figures');
  const { t } = useTranslation('figures');
  const problem =
    asked.to < asked.from ? 'wrongWay' : daysIn(asked) > MAX_FIGURE_DAYS ? 'tooLong' : undefined;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- most of it takes no focus, so a keyboard could not scroll it
    <main id="content" className={classes.page} tabIndex={0}>
      <header className={classes.head}>
        <div>
          <h1 className={classes.title}>{t('title')}</h1>
          <p className={classes.lead}>{t('lead')}</p>
        </div>
        <FiguresBar asked={asked} onAsk={onAsk} canSave={problem === undefined} />
      </header>
      {problem === undefined ? (
        <Report asked={asked} />
      ) : (
        <PageNote title={t(problem)} hint={t(`${problem}Hint`)} />
      )}
    </main>
  );
}

function Report({ asked }: Pick<Props, 'asked'>) {
  const { t } = useTranslation('figures');
  const trpc = useTRPC();
  const report = useQuery({
    ...trpc.figures.report.queryOptions(asked),
    placeholderData: keepPreviousData,
  });
  if (report.isError) return <LoadFailed error={report.error} onRetry={() => void report.refetch()} />;
  if (report.data === undefined) return <LoadingLines rows={12} />;
  const { total, periods, doctors } = report.data;
  // The clock of a call does not know for which doctor it was.
  const shown = MEASURES.filter(({ key }) => key !== 'toBook' || total.toBook !== null);
  const isEmpty = total.visits === 0 && total.openMin === 0;
  return (
    <div className={classes.report} aria-busy={report.isPlaceholderData}>
      {isEmpty ? (
        <PageNote title={t('none')} hint={t('noneHint')} />
      ) : (
        <>
          <Summary total={total} shown={shown} />
          <section className={classes.plots} aria-label={t('plots')}>
            {shown.map((measure) => (
              <PeriodPlot key={measure.key} measure={measure} periods={periods} />
            ))}
          </section>
          <DoctorsTable doctors={doctors} total={total} />
        </>
      )}
      <HowCounted />
    </div>
  );
}

function Summary({
  total,
  shown,
}: {
  readonly total: FiguresReport['total'];
  readonly shown: readonly Measure[];
}) {
  const { t } = useTranslation('figures');
  const { amount, beside } = useFigureWords();
  return (
    <section aria-label={t('summary')}>
      <dl className={classes.summary}>
        {shown.map((measure) => (
          <div key={measure.key}>
            <dt>{t(`measure.${measure.key}`)}</dt>
            <dd className={classes.value}>{amount(measure.valueOf(total), measure.unit)}</dd>
            <dd className={classes.beside}>{beside(measure, total)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function HowCounted() {
  const { t } = useTranslation('figures');
  return (
    <details className={classes.how}>
      <summary>{t('howTitle')}</summary>
      <p>{t('how.period')}</p>
      <dl>
        {MEASURES.map(({ key }) => (
          <div key={key}>
            <dt>{t(`measure.${key}`)}</dt>
            <dd>{t(`how.${key}`)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

import type { SeriesScope } from '../../../shared/domain/series.ts';
import type { SeriesVisit } from '../../../shared/contracts/series.ts';
import { useErrorText } from '../../lib/errors.ts';
import { useFormat } from '../../lib/format.ts';
import { LoadingLines } from '../../ui/loading-lines.tsx';
import classes from './series.module.css';
import { type PlannedItem, PlannedList, PlannedSummary } from './planned-list.tsx';
import { ScopeChoice } from './scope-choice.tsx';
import { useSeriesWords } from './series-words.ts';
import type { useSeriesMove } from './use-series-move.ts';

type ScopeProps = {
  readonly position: { readonly index: number; readonly count: number };
  readonly visits: readonly SeriesVisit[];
  readonly value: SeriesScope;
  readonly onChange: (scope: SeriesScope) => void;
};

/** Which visits are cancelled, and when each of them was to be. */
export function CancelScope({ gone, ...choice }: ScopeProps & { readonly gone: readonly SeriesVisit[] }) {
  const t = useSeriesWords();
  const format = useFormat();
  return (
    <>
      <ScopeChoice {...choice} act="cancel" />
      {choice.value !== 'one' && (
        <div>
          <p className={classes.soft}>{t('cancelled')}</p>
          <ul className={classes.gone}>
            {gone.map((visit) => (
              <li key={visit.id}>{format.dateTime(visit.startsAt)}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

export function MoveScope({ isTimeMissing, ...choice }: ScopeProps & { readonly isTimeMissing: boolean }) {
  const t = useSeriesWords();
  return (
    <div>
      <ScopeChoice {...choice} act="move" />
      {choice.value !== 'one' && isTimeMissing && <p className={classes.soft}>{t('chooseTime')}</p>}
    </div>
  );
}

/** Where each of the visits would go, before any of them does. */
export function PlannedMoves({ series }: { readonly series: ReturnType<typeof useSeriesMove> }) {
  const t = useSeriesWords();
  const errorText = useErrorText();
  const items: PlannedItem[] | undefined = series.planned?.map((visit) => ({
    ...visit,
    key: visit.id,
    plannedAt: visit.from,
    isChanged: Object.hasOwn(series.changes, visit.id),
  }));
  return (
    <>
      <div className={classes.head}>
        <h3>{t('dates')}</h3>
        {items !== undefined && <PlannedSummary items={items} isMove />}
      </div>
      <div className={classes.box}>
        {items !== undefined ? (
          <PlannedList items={items} isMove onChange={series.change} />
        ) : series.loadError !== null ? (
          <p className={classes.bad}>{errorText(series.loadError)}</p>
        ) : (
          <LoadingLines rows={3} />
        )}
      </div>
    </>
  );
}

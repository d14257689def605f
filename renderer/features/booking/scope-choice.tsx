import { useId } from 'react';
import { SERIES_SCOPES, type SeriesScope } from '../../../shared/domain/series.ts';
import type { SeriesVisit } from '../../../shared/contracts/series.ts';
import classes from './series.module.css';
import { visitsInScope } from './series-scope.ts';
import { useSeriesWords } from './series-words.ts';

type Props = {
  readonly position: { readonly index: number; readonly count: number };
  readonly visits: readonly SeriesVisit[];
  readonly act: 'move' | 'cancel';
  readonly value: SeriesScope;
  readonly onChange: (scope: SeriesScope) => void;
};

/** Which visits of the series are meant, each choice with how many they are. */
export function ScopeChoice({ position, visits, act, value, onChange }: Props) {
  const t = useSeriesWords();
  const id = useId();
  const { index } = position;
  return (
    <fieldset className={classes.scope}>
      <legend>
        {t('which')} <span className={classes.soft}>{t('position', position)}</span>
      </legend>
      <div className={classes.scopes}>
        {SERIES_SCOPES.map((scope) => {
          // The one itself may have begun: that is then an act on it alone.
          const count = scope === 'one' ? 1 : visitsInScope(visits, { index, scope, act }).length;
          return (
            <label key={scope} className={classes.option}>
              <input
                type="radio"
                name={id}
                value={scope}
                checked={scope === value}
                disabled={count === 0}
                onChange={() => onChange(scope)}
              />
              <span>
                {t(`scope.${scope}`)}
                <small>{t('visits', { count })}</small>
              </span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}

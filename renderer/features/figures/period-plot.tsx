import { useTranslation } from 'react-i18next';
import type { FiguresReport } from '../../../shared/contracts/figures.ts';
import classes from './figures.module.css';
import { axisEnd, type Measure } from './measures.ts';
import { useFigureWords } from './use-figure-words.ts';

type Periods = FiguresReport['periods'];
type Props = { readonly measure: Measure; readonly periods: Periods };

/** In the drawing's own units, which are pixels where a plot is as wide as the page has room for. */
const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP] = [380, 132, 54, 20, 8] as const;
const GRID = [0, 0.5, 1] as const;

/** One figure over time: bars from nothing on, and the same numbers in a table. */
export function PeriodPlot({ measure, periods }: Props) {
  const { t } = useTranslation('figures');
  return (
    <figure className={classes.plot}>
      <figcaption className={classes.caption}>
        <span className={classes.plotTitle}>{t(`measure.${measure.key}`)}</span>
        {measure.markOf !== undefined && <span className={classes.legend}>{t('p90Mark')}</span>}
      </figcaption>
      {periods.every(({ figures }) => measure.valueOf(figures) === null) ? (
        <p className={classes.nothing}>{t('nothing')}</p>
      ) : (
        <>
          <Bars measure={measure} periods={periods} />
          <details className={classes.numbers}>
            <summary>{t('numbers')}</summary>
            <Numbers measure={measure} periods={periods} />
          </details>
        </>
      )}
    </figure>
  );
}

function Bars({ measure, periods }: Props) {
  const { t } = useTranslation('figures');
  const { amount, period } = useFigureWords();
  const { valueOf, markOf, unit } = measure;
  const all = periods.flatMap(({ figures }) => [valueOf(figures), markOf?.(figures) ?? null]);
  const end = axisEnd(all, unit);
  const [first, last] = [periods[0], periods.at(-1)];
  const y = (value: number) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / end);
  const place = (WIDTH - LEFT) / Math.max(1, periods.length);
  const width = Math.min(44, place * 0.7);
  const name = t('plot', {
    measure: t(`measure.${measure.key}`),
    count: periods.length,
    from: first === undefined ? '' : period(first),
    to: last === undefined ? '' : period(last),
  });
  return (
    <svg className={classes.drawing} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={name}>
      {GRID.map((share) => (
        <g key={share}>
          <path className={classes.grid} d={`M${LEFT} ${y(end * share)}H${WIDTH}`} />
          <text className={classes.tick} x={LEFT - 6} y={y(end * share) + 4} textAnchor="end">
            {amount(end * share, unit)}
          </text>
        </g>
      ))}
      {periods.map((each, index) => {
        const x = LEFT + place * (index + 0.5) - width / 2;
        const value = valueOf(each.figures);
        const mark = markOf?.(each.figures) ?? null;
        return (
          <g key={each.from}>
            <title>{`${period(each)}: ${amount(value, unit)}`}</title>
            {value !== null && (
              <rect className={classes.barMark} x={x} y={y(value)} width={width} height={y(0) - y(value)} />
            )}
            {mark !== null && <path className={classes.highMark} d={`M${x} ${y(mark)}h${width}`} />}
          </g>
        );
      })}
      <text className={classes.tick} x={LEFT} y={HEIGHT - 4}>
        {first !== undefined && period(first)}
      </text>
      {periods.length > 1 && last !== undefined && (
        <text className={classes.tick} x={WIDTH} y={HEIGHT - 4} textAnchor="end">
          {period(last)}
        </text>
      )}
    </svg>
  );
}

function Numbers({ measure, periods }: Props) {
  const { t } = useTranslation('figures');
  const { amount, period, beside } = useFigureWords();
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a year by day is longer than the place for it, and a keyboard has to scroll it
    <div className={classes.numbersFrame} tabIndex={0} role="region" aria-label={t(`measure.${measure.key}`)}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('period')}</th>
            <th scope="col" data-number>
              {t('value')}
            </th>
            <th scope="col">{t('counted')}</th>
          </tr>
        </thead>
        <tbody>
          {periods.map((each) => (
            <tr key={each.from}>
              <th scope="row">{period(each)}</th>
              <td data-number>{amount(measure.valueOf(each.figures), measure.unit)}</td>
              <td>{beside(measure, each.figures)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

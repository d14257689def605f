import classes from './day-grid.module.css';
import type { GridColumn } from './types.ts';

/** What neighbouring columns stand under, once over all of them; each says it in its own name, too. */
export function Bands({ columns }: { readonly columns: readonly GridColumn<unknown>[] }) {
  return bandsOf(columns).map(({ group, from, count }) => (
    <div
      key={`${group}${from}`}
      className={classes.band}
      data-band
      style={{ gridColumn: `${from + 2} / span ${count}` }}
      aria-hidden
    >
      <span className={classes.bandName}>{group}</span>
    </div>
  ));
}

type Band = { readonly group: string; readonly from: number; readonly count: number };

export function bandsOf(columns: readonly GridColumn<unknown>[]): readonly Band[] {
  const bands: Band[] = [];
  columns.forEach(({ group }, index) => {
    const last = bands.at(-1);
    if (group === undefined) return;
    if (last?.group === group && last.from + last.count === index) {
      bands[bands.length - 1] = { ...last, count: last.count + 1 };
    } else bands.push({ group, from: index, count: 1 });
  });
  return bands;
}

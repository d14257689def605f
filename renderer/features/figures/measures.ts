import type { FiguresDto } from '../../../shared/contracts/figures.ts';

export type Unit = 'share' | 'minutes' | 'days' | 'seconds';

/** One figure as it is drawn, with what it is counted of. */
export type Measure = {
  readonly key: 'utilisation' | 'wait' | 'noShow' | 'lateCancel' | 'lead' | 'toBook';
  readonly unit: Unit;
  readonly valueOf: (of: FiguresDto) => number | null;
  /** A second, higher mark. */
  readonly markOf?: (of: FiguresDto) => number | null;
  readonly besideOf: (of: FiguresDto) => { readonly part?: number; readonly whole: number };
};

export const MEASURES: readonly Measure[] = [
  {
    key: 'utilisation',
    unit: 'share',
    valueOf: (of) => of.utilisation,
    besideOf: (of) => ({ part: Math.round(of.bookedMin / 60), whole: Math.round(of.openMin / 60) }),
  },
  {
    key: 'wait',
    unit: 'minutes',
    valueOf: (of) => of.wait.medianMin,
    markOf: (of) => of.wait.p90Min,
    besideOf: (of) => ({ whole: of.wait.count }),
  },
  {
    key: 'noShow',
    unit: 'share',
    valueOf: (of) => of.noShowShare,
    besideOf: (of) => ({ part: of.noShows, whole: of.seen + of.noShows + of.left }),
  },
  {
    key: 'lateCancel',
    unit: 'share',
    valueOf: (of) => of.lateCancelShare,
    besideOf: (of) => ({ part: of.lateCancels, whole: of.visits }),
  },
  {
    key: 'lead',
    unit: 'days',
    valueOf: (of) => of.lead.medianDays,
    besideOf: (of) => ({ whole: of.lead.count }),
  },
  {
    key: 'toBook',
    unit: 'seconds',
    valueOf: (of) => of.toBook?.medianSec ?? null,
    besideOf: (of) => ({ whole: of.toBook?.count ?? 0 }),
  },
];

/** The end of an axis that begins at nothing: a round number at or above all. */
export function axisEnd(values: readonly (number | null)[], unit: Unit): number {
  const highest = Math.max(0, ...values.map((value) => value ?? 0));
  const steps = unit === 'share' ? [0.04, 0.1, 0.2, 0.4, 1] : [2, 4, 10, 20, 40, 60, 100, 200, 400, 1000];
  return steps.find((step) => highest <= step) ?? Math.ceil(highest / 1000) * 1000;
}

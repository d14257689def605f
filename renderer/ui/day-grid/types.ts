import type { ReactNode } from 'react';
import type { IconName } from '../icon.tsx';

/** Minutes on the wall clock since the day's midnight, half-open. */
export type GridSpan = { readonly startMin: number; readonly endMin: number };

/** One block of a column. Its identity is what the drawing is memoised by: hand over the same object. */
export type GridEvent<T> = GridSpan & {
  readonly id: string;
  /** Drawn aside and leaving room beside it: it no longer takes the time. */
  readonly isMuted: boolean;
  /** It began on another day, or ends on one: the grid draws the part of its own. */
  readonly beginsBefore: boolean;
  readonly goesOn: boolean;
  /** Stays where it is: no hand picks it up. */
  readonly isFixed: boolean;
  readonly data: T;
};

/** What stands out of a whole column, beside the line under its name. */
export type ColumnMark = { readonly icon: IconName; readonly words: string; readonly title: string };

export type GridColumn<T> = {
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  readonly mark?: ColumnMark | undefined;
  /** What it stands under together with its neighbours of the same. */
  readonly group?: string;
  readonly open: readonly GridSpan[];
  readonly blocked: readonly (GridSpan & { readonly kind: 'break' | 'time_off' })[];
  /** In order of start. */
  readonly events: readonly GridEvent<T>[];
};

/** Time that somebody has an eye on: drawn over the column, in nobody's way. */
export type GridGhost = GridSpan & { readonly id: string; readonly content: ReactNode };
export type GridGhosts = ReadonlyMap<string, readonly GridGhost[]>;

/** Where the focus is: on a block, or on a free time of a column. */
export type GridCursor = {
  readonly columnId: string;
  readonly minute: number;
  readonly eventId: string | null;
};

/** How the day is drawn: which hours, how tall a minute, how far apart free times are. */
export type GridScale = GridSpan & { readonly pxPerMin: number; readonly stepMin: number };

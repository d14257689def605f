import { type RefObject, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { firstCursor, settleCursor } from './cursor.ts';
import type { GridColumn, GridCursor, GridScale } from './types.ts';

/** Where the focus begins: in the first of these columns that is there. */
export type StartAt =
  | { readonly columnIds: readonly string[]; readonly minute: number | null }
  | null
  | undefined;

type Input = {
  root: RefObject<HTMLElement | null>;
  columns: readonly GridColumn<unknown>[];
  scale: GridScale;
  startAt: StartAt;
};

/**
 * The one place of the grid that Tab reaches (roving focus). It is made true again at every change of
 * the columns, and the keyboard's focus stays in the grid when the block that held it goes away.
 */
export function useGridCursor({ root, columns, scale, startAt }: Input) {
  const [wanted, setWanted] = useState<GridCursor | null>(null);
  const cursor = useMemo(
    () => (wanted === null ? firstCursor(columns, scale, startAt) : settleCursor(columns, scale, wanted)),
    [columns, scale, wanted, startAt],
  );
  const hadFocus = useRef(false);
  const shouldFocus = useRef(false);

  useLayoutEffect(() => {
    const isLost = hadFocus.current && document.activeElement === document.body;
    if (cursor === null || (!shouldFocus.current && !isLost)) return;
    shouldFocus.current = false;
    const target = root.current?.querySelector<HTMLElement>('[role="gridcell"][tabindex="0"]');
    target?.focus({ preventScroll: true });
    target?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [cursor, root]);

  return {
    cursor,
    /** Takes the keyboard's focus along. */
    focusOn: (next: GridCursor) => {
      shouldFocus.current = true;
      setWanted({ ...next });
    },
    /** The focus is already there: a click, or Tab. */
    follow: (next: GridCursor) => setWanted(next),
    setHadFocus: (has: boolean) => {
      hadFocus.current = has;
    },
  };
}

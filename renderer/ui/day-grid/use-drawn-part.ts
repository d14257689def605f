import { type RefObject, useLayoutEffect, useState } from 'react';
import { useAfterPaint } from '../../lib/after-paint.ts';
import { spanInView, topOf } from './scale.ts';
import type { GridScale, GridSpan } from './types.ts';

/** How much of the day has its blocks: none, the columns and hours in view, or all of it. */
export type DrawnPart = 'none' | 'all' | { readonly columnCount: number; readonly span: GridSpan };

type Input = { root: RefObject<HTMLElement | null>; scale: GridScale; startMin: number | null };

/** The start minute comes to lie this far below the top. */
const ABOVE_START_PX = 120;

/**
 * A long day first draws what can be seen, so that it is there at once. The rest follows in the pauses
 * right after that paint, before anybody can scroll to it, search for it or have it read out.
 */
export function useDrawnPart({ root, scale, startMin }: Input): DrawnPart {
  const [first, setFirst] = useState<DrawnPart>('none');
  const isMeasured = first !== 'none';

  // Before the first paint, so that nothing jumps: the empty frame is measured, then filled.
  useLayoutEffect(() => {
    const grid = root.current;
    if (grid === null || isMeasured) return;
    if (startMin !== null) grid.scrollTo({ top: topOf(startMin, scale) - ABOVE_START_PX });
    setFirst({ columnCount: columnsInView(grid), span: spanInView(grid, scale) });
  }, [root, scale, startMin, isMeasured]);

  return useAfterPaint(true) ? 'all' : first;
}

function columnsInView(grid: HTMLElement): number {
  const width = grid.querySelector<HTMLElement>('[data-column]')?.offsetWidth ?? 0;
  return width === 0 ? Number.POSITIVE_INFINITY : Math.ceil(grid.clientWidth / width);
}

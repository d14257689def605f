import { type RefObject, useLayoutEffect, useRef } from 'react';
import { topKeeping, topOf } from './scale.ts';
import type { GridCursor, GridScale } from './types.ts';

type Input = { root: RefObject<HTMLElement | null>; scale: GridScale; cursor: GridCursor | null };

/**
 * When the scale changes, the time under the pointer stays where it is; without a pointer the focused
 * one, and where that is out of sight the middle of what is shown.
 */
export function useKeptPlace({ root, scale, cursor }: Input): void {
  const drawn = useRef(scale);
  // Noted as it comes: by the time a new scale is laid out, the browser has cut the old place to fit.
  const top = useRef(0);
  const pointerY = useRef<number | null>(null);

  useLayoutEffect(() => {
    const grid = root.current;
    if (grid === null) return;
    const listening = new AbortController();
    const options = { passive: true, signal: listening.signal };
    top.current = grid.scrollTop;
    grid.addEventListener('scroll', () => (top.current = grid.scrollTop), options);
    grid.addEventListener('pointermove', (event) => (pointerY.current = event.clientY), options);
    grid.addEventListener('pointerleave', () => (pointerY.current = null), options);
    return () => listening.abort();
  }, [root]);

  useLayoutEffect(() => {
    const grid = root.current;
    const before = drawn.current;
    drawn.current = scale;
    if (grid === null || before === scale) return;
    const focused = cursor === null ? null : topOf(cursor.minute, before) - top.current;
    const offset = offsetOf(grid, pointerY.current, focused);
    grid.scrollTo({ top: topKeeping({ top: top.current, offset }, before, scale) });
    top.current = grid.scrollTop;
  }, [root, scale, cursor]);
}

/** How far below the headers the place to keep is. */
function offsetOf(grid: HTMLElement, pointerY: number | null, focused: number | null): number {
  const heads = ['[data-band]', '[role="rowheader"]'].map((part) => grid.querySelector<HTMLElement>(part));
  const header = heads.reduce((sum, head) => sum + (head?.offsetHeight ?? 0), 0);
  const height = grid.clientHeight - header;
  if (pointerY !== null) return Math.max(0, pointerY - grid.getBoundingClientRect().top - header);
  return focused !== null && focused >= 0 && focused < height ? focused : height / 2;
}

import { memo, type ReactNode } from 'react';
import classes from './day-grid.module.css';
import { drawnEnd, type Lane } from './lanes.ts';
import { clipped, heightOf, topOf } from './scale.ts';
import type { GridEvent, GridScale } from './types.ts';

type Props<T> = {
  event: GridEvent<T>;
  lane: Lane;
  scale: GridScale;
  isCursor: boolean;
  renderEvent: (event: GridEvent<T>, heightPx: number) => ReactNode;
};

/**
 * Plain elements and no handlers: the grid listens once for all of its blocks. The cell takes its name
 * from what is drawn in it.
 */
function Block<T>({ event, lane, scale, isCursor, renderEvent }: Props<T>) {
  const shown = clipped({ startMin: event.startMin, endMin: drawnEnd(event) }, scale);
  const height = heightOf(shown, scale) - 1;
  return (
    <div
      role="gridcell"
      tabIndex={isCursor ? 0 : -1}
      data-event={event.id}
      data-fixed={event.isFixed || undefined}
      className={classes.block}
      style={{ top: topOf(shown.startMin, scale), height, ...laneStyle(lane) }}
    >
      {renderEvent(event, height)}
    </div>
  );
}

/** Most blocks have their column to themselves, as the style sheet has it. */
function laneStyle({ left, width }: Lane): React.CSSProperties | undefined {
  return width === 1 ? undefined : { insetInlineStart: `${left * 100}%`, width: `${width * 100}%` };
}

export const GridBlock = memo(Block, (before, after) => {
  return (
    before.event === after.event &&
    before.isCursor === after.isCursor &&
    before.scale === after.scale &&
    before.renderEvent === after.renderEvent &&
    before.lane.left === after.lane.left &&
    before.lane.width === after.lane.width
  );
}) as typeof Block;

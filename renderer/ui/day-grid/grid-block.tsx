import { memo, type ReactNode } from 'react';
import classes from './day-grid.module.css';
import { drawnEnd, type Lane } from './lanes.ts';
import { heightOf, topOf } from './scale.ts';
import type { GridEvent, GridScale } from './types.ts';

type Props<T> = {
  event: GridEvent<T>;
  lane: Lane;
  scale: GridScale;
  isCursor: boolean;
  renderEvent: (event: GridEvent<T>, heightPx: number) => ReactNode;
};

/** Plain elements and no handlers: the grid listens once for all of its blocks. */
function Block<T>({ event, lane, scale, isCursor, renderEvent }: Props<T>) {
  const height = heightOf({ startMin: event.startMin, endMin: drawnEnd(event) }, scale) - 1;
  return (
    <div
      role="gridcell"
      tabIndex={isCursor ? 0 : -1}
      data-event={event.id}
      className={classes.block}
      style={{
        top: topOf(event.startMin, scale),
        height,
        insetInlineStart: `${lane.left * 100}%`,
        width: `${lane.width * 100}%`,
      }}
    >
      {/* The cell's name comes from its content: a drawing that says in words all it shows. */}
      <div role="img" aria-label={event.label} className={classes.drawn}>
        {renderEvent(event, height)}
      </div>
    </div>
  );
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

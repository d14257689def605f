import { memo, type ReactNode, useMemo } from 'react';
import { Icon } from '../icon.tsx';
import type { Carried } from './carry.ts';
import classes from './day-grid.module.css';
import { GridBlock } from './grid-block.tsx';
import { placeInLanes } from './lanes.ts';
import { clipped, closedSpans, doMeet, freeSpanAt, heightOf, topOf } from './scale.ts';
import type { GridColumn, GridCursor, GridEvent, GridGhost, GridScale, GridSpan } from './types.ts';

export type ColumnWords = {
  /** Spoken for a free time. */
  readonly slot: (minute: number, column: GridColumn<unknown>) => string;
  readonly time: (minute: number) => string;
  /** Names the button in a column's head that opens what can be done with all of it; without it there is none. */
  readonly menu?: (column: GridColumn<unknown>) => string;
  readonly shading: Readonly<Record<'break' | 'time_off', string>>;
};

/** The hours of a column whose blocks are drawn. */
export type DrawnSpan = 'none' | 'all' | GridSpan;

type Props<T> = {
  column: GridColumn<T>;
  scale: GridScale;
  /** Only when the focus is in this column; the others keep undefined and are not drawn again. */
  cursor: GridCursor | undefined;
  hoverMin: number | undefined;
  ghosts: readonly GridGhost[] | undefined;
  /** The block in the hand, when it is over this column. */
  carried: Carried | undefined;
  carriedText: string | undefined;
  drawn: DrawnSpan;
  words: ColumnWords;
  renderEvent: (event: GridEvent<T>, heightPx: number) => ReactNode;
};

const NO_LANE = { left: 0, width: 1 };

function Column<T>(props: Props<T>) {
  const { column, scale, cursor, hoverMin, drawn, words, renderEvent } = props;
  const lanes = useMemo(() => placeInLanes(column.events), [column.events]);
  return (
    <div role="row" aria-label={nameOf(column)} className={classes.column} data-column={column.id}>
      <div role="rowheader" className={classes.header}>
        <span className={classes.title} title={column.title}>
          {column.title}
        </span>
        <span className={classes.below}>
          <span className={classes.subtitle}>{column.subtitle}</span>
          {column.mark !== undefined && (
            <span className={classes.mark} title={column.mark.title}>
              <Icon name={column.mark.icon} size={12} />
              {column.mark.words}
            </span>
          )}
        </span>
        {words.menu !== undefined && (
          // Not a stop of Tab for each of forty columns: the keyboard has a key for it on every free time.
          <button
            type="button"
            tabIndex={-1}
            className={classes.more}
            aria-label={words.menu(column)}
            title={words.menu(column)}
            aria-haspopup="menu"
            // The focus stays on the time it is at, and nothing scrolls for a head that stays in sight.
            onMouseDown={(event) => event.preventDefault()}
            data-column-menu
          />
        )}
      </div>
      <div role="none" className={classes.body} data-body>
        <Shading column={column} scale={scale} words={words} />
        {column.events.map(
          (event, index) =>
            isDrawn(event, drawn) && (
              <GridBlock
                key={event.id}
                event={event}
                lane={lanes[index] ?? NO_LANE}
                scale={scale}
                isCursor={cursor?.eventId === event.id}
                renderEvent={renderEvent}
              />
            ),
        )}
        {props.ghosts?.map((ghost) => (
          <div key={ghost.id} className={classes.ghost} style={spanStyle(ghost, scale)} aria-hidden>
            {ghost.content}
          </div>
        ))}
        {props.carried !== undefined && (
          <div className={classes.carried} style={spanStyle(props.carried, scale)} aria-hidden>
            {props.carriedText}
          </div>
        )}
        {hoverMin !== undefined && (
          <div
            className={classes.hint}
            data-beside={hasMutedAt(column, hoverMin, scale) || undefined}
            style={spanStyle(freeSpanAt(column, hoverMin, scale.stepMin), scale)}
            aria-hidden
          >
            {words.time(hoverMin)}
          </div>
        )}
        {cursor !== undefined && cursor.eventId === null && (
          <div
            role="gridcell"
            tabIndex={0}
            aria-label={words.slot(cursor.minute, column)}
            data-slot={cursor.minute}
            className={classes.slot}
            data-beside={hasMutedAt(column, cursor.minute, scale) || undefined}
            style={spanStyle(freeSpanAt(column, cursor.minute, scale.stepMin), scale)}
          >
            {words.time(cursor.minute)}
          </div>
        )}
      </div>
    </div>
  );
}

export const GridColumnView = memo(Column) as typeof Column;

function Shading({ column, scale, words }: Pick<Props<unknown>, 'column' | 'scale' | 'words'>) {
  return (
    <>
      {closedSpans(column, scale).map((span) => (
        <div key={span.startMin} className={classes.closed} style={spanStyle(span, scale)} aria-hidden />
      ))}
      {column.blocked
        .filter((span) => doMeet(span, scale))
        .map((span) => (
          <div
            key={`${span.kind}${span.startMin}`}
            className={classes.blocked}
            data-kind={span.kind}
            style={spanStyle(clipped(span, scale), scale)}
            aria-hidden
          >
            <span>{words.shading[span.kind]}</span>
          </div>
        ))}
    </>
  );
}

function nameOf({ title, group }: GridColumn<unknown>): string {
  return group === undefined ? title : `${title}, ${group}`;
}

function isDrawn(event: GridSpan, drawn: DrawnSpan): boolean {
  return drawn === 'all' || (drawn !== 'none' && doMeet(event, drawn));
}

/** Something muted stands aside there: the free time keeps to its own half. */
function hasMutedAt(column: GridColumn<unknown>, minute: number, scale: GridScale): boolean {
  return column.events.some(
    (event) => event.isMuted && event.startMin < minute + scale.stepMin && minute < event.endMin,
  );
}

function spanStyle(span: GridSpan, scale: GridScale) {
  return { top: topOf(span.startMin, scale), height: heightOf(span, scale) };
}

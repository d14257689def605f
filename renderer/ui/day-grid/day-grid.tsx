import { type ReactNode, type Ref, useImperativeHandle, useMemo, useRef, useState } from 'react';
import { Bands } from './bands.tsx';
import type { Carried, Incoming } from './carry.ts';
import classes from './day-grid.module.css';
import { type ColumnWords, type DrawnSpan, GridColumnView } from './grid-column.tsx';
import { labelledMinutes, topOf } from './scale.ts';
import type { GridColumn, GridCursor, GridEvent, GridGhosts, GridScale } from './types.ts';
import { type DrawnPart, useDrawnPart } from './use-drawn-part.ts';
import { type PointerAt, useGridCarry } from './use-grid-carry.ts';
import { type StartAt, useGridCursor } from './use-grid-cursor.ts';
import { useGridHands } from './use-grid-hands.ts';
import { useKeptPlace } from './use-kept-place.ts';

export type DayGridHandle = {
  /** Back to where the focus was in the grid. */
  focus: () => void;
  /** Where it is. */
  cursor: () => GridCursor | null;
  /** Takes what lies beside the grid into the hand: the arrows carry it like a block. */
  takeIn: (thing: Incoming) => void;
  /** The same by the pointer that is pressed on it. */
  dragIn: (pointer: PointerAt, thing: Incoming) => void;
};

type Props<T> = {
  label: string;
  columns: readonly GridColumn<T>[];
  scale: GridScale;
  /** Minute of the day now; null when another day is shown. */
  nowMin: number | null;
  /** Where the columns are days, the one it is now; else it is now in all of them. */
  nowColumnId?: string | undefined;
  /** Where the focus begins; left out, at the present minute. */
  startAt?: StartAt;
  words: ColumnWords;
  renderEvent: (event: GridEvent<T>, heightPx: number) => ReactNode;
  onBook: (columnId: string, minute: number) => void;
  onOpen: (eventId: string) => void;
  /** Keys on a focused event the grid itself does not know; true when it was one of the screen's. */
  onEventKey: (event: React.KeyboardEvent, eventId: string) => boolean;
  /** A right click on an event. */
  onMenu: (eventId: string, at: { left: number; bottom: number }) => void;
  /** The button in a column's head, or its key on a free time. */
  onColumnMenu: (columnId: string, at: { left: number; bottom: number }) => void;
  /** A block was carried elsewhere; left out where that is not possible. */
  onPlace?: ((place: Carried) => void) | undefined;
  /** A block was let go over something beside the grid that is marked `data-grid-drop`. */
  onDropOut?: ((eventId: string) => void) | undefined;
  /** On a block in the hand, and what is spoken of it. */
  carriedText: (place: Carried) => string;
  carriedSpoken: (place: Carried) => string;
  /** By column. */
  ghosts?: GridGhosts;
  handle?: Ref<DayGridHandle>;
};

/** A day as columns of people and a downward axis of time. Knows no feature: hands over ids and minutes. */
export function DayGrid<T>(props: Props<T>) {
  const { columns, scale, nowMin, words, renderEvent } = props;
  const root = useRef<HTMLDivElement>(null);
  // As it was when the grid came: what is asked for later does not take the focus along.
  const [startAt] = useState(props.startAt ?? { columnIds: [props.nowColumnId ?? ''], minute: nowMin });
  const roving = useGridCursor({ root, columns, scale, startAt });
  const drawn = useDrawnPart({ root, scale, startMin: startAt.minute });
  useKeptPlace({ root, scale, cursor: roving.cursor });
  const [hover, setHover] = useState<GridCursor | null>(null);
  const carry = useGridCarry({ root, columns, scale, onPlace: props.onPlace, onDropOut: props.onDropOut });
  const { carried } = carry;
  const hands = useGridHands({ ...props, roving, setHover, carry });
  useImperativeHandle(props.handle, () => ({
    focus: () => {
      if (roving.cursor !== null) roving.focusOn(roving.cursor);
    },
    cursor: () => roving.cursor,
    takeIn: (thing) => {
      if (roving.cursor === null) return;
      const minute = thing.startMin ?? roving.cursor.minute;
      const column = columns.find(({ id }) => id === thing.columnId);
      const at = { columnId: column?.id ?? roving.cursor.columnId, minute };
      roving.focusOn({ ...at, eventId: null });
      carry.takeIn(thing, at);
    },
    dragIn: carry.dragIn,
  }));
  const shownNow = nowMin !== null && nowMin >= scale.startMin && nowMin < scale.endMin ? nowMin : null;
  return (
    <>
      <div
        ref={root}
        role="grid"
        aria-label={props.label}
        className={classes.grid}
        data-carrying={carried?.how}
        data-banded={columns.some(({ group }) => group !== undefined) || undefined}
        style={gridStyle(columns.length, scale)}
        {...hands}
      >
        <Axis scale={scale} time={words.time} nowMin={shownNow} />
        <Bands columns={columns} />
        {columns.map((column, index) => (
          <GridColumnView
            key={column.id}
            column={column}
            scale={scale}
            cursor={roving.cursor?.columnId === column.id ? roving.cursor : undefined}
            ghosts={props.ghosts?.get(column.id)}
            carried={carried?.columnId === column.id ? carried : undefined}
            carriedText={carried?.columnId === column.id ? props.carriedText(carried) : undefined}
            hoverMin={carried === null && hover?.columnId === column.id ? hover.minute : undefined}
            drawn={drawnOf(drawn, { index, hasCursor: roving.cursor?.columnId === column.id })}
            words={words}
            renderEvent={renderEvent}
          />
        ))}
        {shownNow !== null && (
          <div
            className={classes.now}
            style={{ ...pxVars({ '--now-top': topOf(shownNow, scale) }), ...nowTracks(props) }}
            aria-hidden
          />
        )}
      </div>
      <div className={classes.spoken} aria-live="assertive">
        {carried !== null && props.carriedSpoken(carried)}
      </div>
    </>
  );
}

/** The column that holds the focus is whole from the first. */
function drawnOf(part: DrawnPart, column: { index: number; hasCursor: boolean }): DrawnSpan {
  if (part === 'none' || part === 'all') return part;
  if (column.hasCursor) return 'all';
  return column.index < part.columnCount ? part.span : 'none';
}

type AxisProps = { scale: GridScale; time: (minute: number) => string; nowMin: number | null };

function Axis({ scale, time, nowMin }: AxisProps) {
  const labels = useMemo(() => labelledMinutes(scale), [scale]);
  const height = (scale.endMin - scale.startMin) * scale.pxPerMin;
  return (
    <div className={classes.axis} aria-hidden>
      <div className={classes.corner} />
      <div className={classes.axisBody} style={{ height }}>
        {labels.map((minute) => (
          <span
            key={minute}
            className={classes.hour}
            data-long={time(minute).length > 5 || undefined}
            data-between={minute % 60 !== 0 || undefined}
            style={{ top: topOf(minute, scale) }}
          >
            {time(minute)}
          </span>
        ))}
        {nowMin !== null && (
          <span className={classes.nowTime} style={{ top: topOf(nowMin, scale) }}>
            {time(nowMin)}
          </span>
        )}
      </div>
    </div>
  );
}

/** Across the whole grid, or its own column alone. */
function nowTracks({
  columns,
  nowColumnId,
}: Pick<Props<unknown>, 'columns' | 'nowColumnId'>): React.CSSProperties {
  const at = columns.findIndex(({ id }) => id === nowColumnId);
  return at < 0 ? {} : { gridColumn: `${at + 2} / span 1`, borderBlockStartWidth: 2 };
}

function gridStyle(columns: number, scale: GridScale): React.CSSProperties {
  const lengths = pxVars({
    '--hour-height': scale.pxPerMin * 60,
    '--row-height': scale.pxPerMin * scale.stepMin,
  });
  return { ...lengths, '--columns': columns } as React.CSSProperties;
}

function pxVars(lengths: Record<`--${string}`, number>): React.CSSProperties {
  return Object.fromEntries(Object.entries(lengths).map(([name, px]) => [name, `${px}px`]));
}

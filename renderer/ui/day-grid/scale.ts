import type { GridColumn, GridEvent, GridScale, GridSpan } from './types.ts';

/** Whole hours that hold every column's opening hours and events; `usual` when there is nothing. */
export function hoursShown(columns: readonly GridColumn<unknown>[], usual: GridSpan): GridSpan {
  let [start, end] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const column of columns) {
    // Time off of a whole day runs from midnight to midnight: nobody wants to see the night for it.
    const breaks = column.blocked.filter(({ kind }) => kind !== 'time_off');
    for (const span of [...column.open, ...breaks, ...column.events.flatMap(edgesOf)]) {
      start = Math.min(start, span.startMin);
      end = Math.max(end, span.endMin);
    }
  }
  if (start >= end) return usual;
  return { startMin: Math.floor(start / 60) * 60, endMin: Math.min(Math.ceil(end / 60) * 60, 1440) };
}

/** The minutes that have to be shown of an event: midnight is no edge of one that lies on several days. */
function edgesOf({ startMin, endMin, beginsBefore, goesOn }: GridEvent<unknown>): GridSpan[] {
  if (!beginsBefore && !goesOn) return [{ startMin, endMin }];
  return [
    ...(beginsBefore ? [] : [{ startMin, endMin: startMin + 1 }]),
    ...(goesOn ? [] : [{ startMin: endMin - 1, endMin }]),
  ];
}

/** The part of a span inside the hours shown. */
export function clipped({ startMin, endMin }: GridSpan, shown: GridSpan): GridSpan {
  return { startMin: Math.max(startMin, shown.startMin), endMin: Math.min(endMin, shown.endMin) };
}

/** The bookable start nearest above a point: the raster, or the end of a visit that lies in that step. */
export function slotStartAt(column: GridColumn<unknown>, minute: number, stepMin: number): number {
  const raster = Math.floor(minute / stepMin) * stepMin;
  const ends = column.events
    .filter((event) => !event.isMuted && event.endMin > raster && event.endMin <= minute)
    .map((event) => event.endMin);
  return Math.max(raster, ...ends);
}

/** The free time from a minute on: a row of the raster, or less where a visit comes before that is over. */
export function freeSpanAt(column: GridColumn<unknown>, minute: number, stepMin: number): GridSpan {
  const next = column.events
    .filter((event) => !event.isMuted && event.startMin > minute)
    .map((event) => event.startMin);
  return { startMin: minute, endMin: Math.min(minute + stepMin, ...next) };
}

export function isOpenAt(column: GridColumn<unknown>, minute: number): boolean {
  return column.open.some((span) => span.startMin <= minute && minute < span.endMin);
}

/** The parts of the drawn day outside opening hours; breaks and time off are drawn by themselves. */
export function closedSpans(column: GridColumn<unknown>, shown: GridSpan): GridSpan[] {
  const closed: GridSpan[] = [];
  let at = shown.startMin;
  const taken = [...column.open, ...column.blocked].sort((a, b) => a.startMin - b.startMin);
  for (const span of taken) {
    if (span.startMin > at) closed.push({ startMin: at, endMin: span.startMin });
    at = Math.max(at, span.endMin);
  }
  if (at < shown.endMin) closed.push({ startMin: at, endMin: shown.endMin });
  return closed;
}

/** The minutes a scrolled window onto the day shows. */
export function spanInView(view: { scrollTop: number; clientHeight: number }, scale: GridScale): GridSpan {
  const startMin = scale.startMin + view.scrollTop / scale.pxPerMin;
  return { startMin, endMin: startMin + view.clientHeight / scale.pxPerMin };
}

export function doMeet(a: GridSpan, b: GridSpan): boolean {
  return a.startMin < b.endMin && b.startMin < a.endMin;
}

export function topOf(minute: number, scale: GridScale): number {
  return (minute - scale.startMin) * scale.pxPerMin;
}

export function heightOf(span: GridSpan, scale: GridScale): number {
  return (span.endMin - span.startMin) * scale.pxPerMin;
}

/** How far to scroll so that what lay `offset` below the top edge lies there in another scale too. */
export function topKeeping(at: { top: number; offset: number }, before: GridScale, after: GridScale): number {
  const minute = before.startMin + (at.top + at.offset) / before.pxPerMin;
  return topOf(minute, after) - at.offset;
}

const LABEL_ROOM_PX = 70;

/** The times written beside the day: each hour, and between them where there is room. */
export function labelledMinutes(scale: GridScale): number[] {
  const step = [15, 30].find((minutes) => minutes * scale.pxPerMin >= LABEL_ROOM_PX) ?? 60;
  const count = Math.ceil((scale.endMin - scale.startMin) / step);
  return Array.from({ length: count }, (_, i) => scale.startMin + i * step);
}

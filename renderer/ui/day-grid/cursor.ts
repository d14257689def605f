import { placeInLanes } from './lanes.ts';
import { isOpenAt, slotStartAt } from './scale.ts';
import type { GridColumn, GridCursor, GridEvent, GridScale } from './types.ts';

type Columns = readonly GridColumn<unknown>[];
/** What can hold the focus at one time of a column, from left to right; null is the free time. */
type Station = GridEvent<unknown> | null;

export const CURSOR_KEYS = [
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'PageUp',
  'PageDown',
  'Home',
  'End',
] as const;
export type CursorKey = (typeof CURSOR_KEYS)[number];

export function isCursorKey(key: string): key is CursorKey {
  return CURSOR_KEYS.some((known) => known === key);
}

/** Where a key takes the focus. */
export function moveCursor(columns: Columns, scale: GridScale, step: { from: GridCursor; key: CursorKey }) {
  const column = columns.find((c) => c.id === step.from.columnId);
  if (column === undefined) return step.from;
  const place = { columns, scale, column, from: step.from };
  switch (step.key) {
    case 'ArrowDown':
      return down(place);
    case 'ArrowUp':
      return up(place);
    case 'ArrowRight':
      return sideways(place, 1);
    case 'ArrowLeft':
      return sideways(place, -1);
    case 'PageDown':
      return landAt(place, step.from.minute + 60);
    case 'PageUp':
      return landAt(place, step.from.minute - 60);
    case 'Home':
      return landAt(place, column.open[0]?.startMin ?? scale.startMin);
    case 'End':
      return landAt(place, (column.open.at(-1)?.endMin ?? scale.endMin) - scale.stepMin);
  }
}

/**
 * The cursor made true again after the columns changed: it follows its event into another column, and
 * where the event is gone it stays at that time.
 */
export function settleCursor(columns: Columns, scale: GridScale, wanted: GridCursor): GridCursor | null {
  if (wanted.eventId !== null) {
    // One that lies on several days stands in several columns: it stays in the one where it was.
    const own = columns.filter(({ id }) => id === wanted.columnId);
    for (const column of [...own, ...columns]) {
      const event = column.events.find((e) => e.id === wanted.eventId);
      if (event !== undefined) return followed(column, event, wanted);
    }
  }
  const column = columns.find((c) => c.id === wanted.columnId) ?? columns[0];
  if (column === undefined) return null;
  const minute = clampMinute(wanted.minute, scale);
  // A free time that was taken meanwhile hands the focus to what took it.
  const taken = wanted.eventId === null ? solidAt(column, minute) : undefined;
  if (taken !== undefined) return { columnId: column.id, minute, eventId: taken.id };
  if (wanted.columnId === column.id && wanted.minute === minute && wanted.eventId === null) return wanted;
  return { columnId: column.id, minute, eventId: null };
}

/** Where the focus starts: the given minute of the column asked for, or of the first that is open then; else its first hour. */
export function firstCursor(
  columns: Columns,
  scale: GridScale,
  startAt: { readonly columnIds: readonly string[]; readonly minute: number | null } | null | undefined,
): GridCursor | null {
  const { columnIds = [], minute = null } = startAt ?? {};
  const column =
    columns.find(({ id }) => columnIds.includes(id)) ??
    columns.find((c) => minute !== null && isOpenAt(c, minute)) ??
    columns[0];
  if (column === undefined) return null;
  const start = minute !== null && isOpenAt(column, minute) ? minute : column.open[0]?.startMin;
  const at = slotStartAt(column, start ?? scale.startMin, scale.stepMin);
  return landAt({ columns, scale, column, from: { columnId: column.id, minute: at, eventId: null } }, at);
}

function followed(column: GridColumn<unknown>, event: GridEvent<unknown>, wanted: GridCursor): GridCursor {
  const isSame = wanted.columnId === column.id && covers(event, wanted.minute);
  return isSame ? wanted : onEvent(column, event);
}

type Place = {
  readonly columns: Columns;
  readonly scale: GridScale;
  readonly column: GridColumn<unknown>;
  readonly from: GridCursor;
};

function down(place: Place): GridCursor {
  const { column, from, scale } = place;
  const event = column.events.find((e) => e.id === from.eventId);
  if (event !== undefined && !event.isMuted) return landAt(place, event.endMin);
  const next = (Math.floor(from.minute / scale.stepMin) + 1) * scale.stepMin;
  const met = column.events.find((e) => !e.isMuted && e.startMin > from.minute && e.startMin <= next);
  return met === undefined ? landAt(place, next) : onEvent(column, met);
}

function up(place: Place): GridCursor {
  const { column, from, scale } = place;
  const event = column.events.find((e) => e.id === from.eventId);
  const top = event?.startMin ?? from.minute;
  const previous = (Math.ceil(top / scale.stepMin) - 1) * scale.stepMin;
  const met = column.events.findLast((e) => !e.isMuted && e.startMin < top && e.endMin > previous);
  return met === undefined ? landAt(place, previous) : onEvent(column, met);
}

function sideways(place: Place, by: 1 | -1): GridCursor {
  const { columns, column, from } = place;
  const here = stationsAt(column, from.minute);
  const at = here.findIndex((station) => (station?.id ?? null) === from.eventId);
  const beside = at === -1 ? undefined : here[at + by];
  if (beside !== undefined) return atStation(column, from.minute, beside);
  const next = columns[columns.indexOf(column) + by];
  if (next === undefined) return from;
  const stations = stationsAt(next, from.minute);
  return atStation(next, from.minute, stations.at(by === 1 ? 0 : -1) ?? null);
}

function landAt(place: Place, minute: number): GridCursor {
  const at = clampMinute(minute, place.scale);
  return atStation(place.column, at, solidAt(place.column, at) ?? null);
}

function atStation(column: GridColumn<unknown>, minute: number, station: Station): GridCursor {
  // Walking along a row keeps its minute, so that going right and left again comes back to the same place.
  return { columnId: column.id, minute, eventId: station?.id ?? null };
}

function onEvent(column: GridColumn<unknown>, event: GridEvent<unknown>): GridCursor {
  return { columnId: column.id, minute: event.startMin, eventId: event.id };
}

function stationsAt(column: GridColumn<unknown>, minute: number): Station[] {
  const lanes = placeInLanes(column.events);
  const here = column.events
    .map((event, index) => ({ event, left: lanes[index]?.left ?? 0 }))
    .filter(({ event }) => covers(event, minute))
    .sort((a, b) => a.left - b.left)
    .map(({ event }) => event);
  const isFree = here.every((event) => event.isMuted);
  return isFree ? [null, ...here] : here;
}

function solidAt(column: GridColumn<unknown>, minute: number): GridEvent<unknown> | undefined {
  return column.events.find((event) => !event.isMuted && covers(event, minute));
}

function covers(event: GridEvent<unknown>, minute: number): boolean {
  return event.startMin <= minute && minute < event.endMin;
}

function clampMinute(minute: number, scale: GridScale): number {
  return Math.min(Math.max(minute, scale.startMin), scale.endMin - scale.stepMin);
}

import type { GridColumn, GridEvent, GridScale, GridSpan } from './types.ts';

/** A block in somebody's hand: where it would come to lie. */
export type Carried = GridSpan & {
  readonly eventId: string;
  readonly columnId: string;
  /** What the hand has hold of: all of it, or its lower edge. */
  readonly how: 'move' | 'resize';
  /** It lies nowhere in this grid: it was taken from beside it. */
  readonly isFromOutside?: true;
};

type Columns = readonly GridColumn<unknown>[];

/** What is taken into the hand from beside the grid. */
export type Incoming = {
  readonly id: string;
  readonly durationMin: number;
  /** Where it would go of itself. */
  readonly columnId?: string | undefined;
  /** Where it began before; by keys it begins there again. */
  readonly startMin?: number | undefined;
};

/** A block of this grid is picked up where it lies; anything else begins at a place. */
export function takeIn(
  thing: Incoming,
  at: { readonly columnId: string; readonly minute: number },
  { columns, scale }: { readonly columns: Columns; readonly scale: GridScale },
): Carried {
  const column = columns.find(({ events }) => events.some(({ id }) => id === thing.id));
  const event = column?.events.find(({ id }) => id === thing.id);
  if (column !== undefined && event !== undefined) return pickUp(event, column.id, 'move');
  const span = { startMin: at.minute, endMin: at.minute + thing.durationMin };
  const held = { eventId: thing.id, columnId: at.columnId, how: 'move', isFromOutside: true } as const;
  return carryTo({ ...held, ...span }, at, scale);
}

export function pickUp(event: GridEvent<unknown>, columnId: string, how: Carried['how']): Carried {
  return { eventId: event.id, columnId, how, startMin: event.startMin, endMin: event.endMin };
}

/** The hand is over a column at a minute: the block's beginning, or its end, goes to the nearest line of the raster. */
export function carryTo(
  carried: Carried,
  to: { readonly columnId: string; readonly minute: number },
  scale: GridScale,
): Carried {
  const snapped = Math.round(to.minute / scale.stepMin) * scale.stepMin;
  if (carried.how === 'resize') {
    const endMin = clamp(snapped, carried.startMin + scale.stepMin, scale.endMin);
    return endMin === carried.endMin ? carried : { ...carried, endMin };
  }
  const length = carried.endMin - carried.startMin;
  const startMin = clamp(snapped, scale.startMin, Math.max(scale.startMin, scale.endMin - length));
  if (startMin === carried.startMin && to.columnId === carried.columnId) return carried;
  return { ...carried, columnId: to.columnId, startMin, endMin: startMin + length };
}

const BY: Readonly<Record<string, { readonly rows: number; readonly columns: number }>> = {
  ArrowUp: { rows: -1, columns: 0 },
  ArrowDown: { rows: 1, columns: 0 },
  ArrowLeft: { rows: 0, columns: -1 },
  ArrowRight: { rows: 0, columns: 1 },
};

/** The same by the arrows; with Shift the lower edge goes. Undefined for any other key. */
export function carryByKey(
  carried: Carried,
  key: { readonly key: string; readonly shiftKey: boolean },
  { columns, scale }: { readonly columns: Columns; readonly scale: GridScale },
): Carried | undefined {
  const by = BY[key.key];
  if (by === undefined) return undefined;
  const at = columns.findIndex(({ id }) => id === carried.columnId);
  if (key.shiftKey) {
    const end = { columnId: carried.columnId, minute: carried.endMin + by.rows * scale.stepMin };
    return { ...carryTo({ ...carried, how: 'resize' }, end, scale), how: 'move' };
  }
  const columnId = columns[at + by.columns]?.id ?? carried.columnId;
  return carryTo(carried, { columnId, minute: carried.startMin + by.rows * scale.stepMin }, scale);
}

export function isPlacedAnew(carried: Carried, columns: Columns): boolean {
  const column = columns.find(({ events }) => events.some(({ id }) => id === carried.eventId));
  const event = column?.events.find(({ id }) => id === carried.eventId);
  if (column === undefined || event === undefined) return false;
  const isSameTime = event.startMin === carried.startMin && event.endMin === carried.endMin;
  return column.id !== carried.columnId || !isSameTime;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

import { alongText } from '../../lib/along-text.ts';
import { isCursorKey, moveCursor } from './cursor.ts';
import { slotStartAt } from './scale.ts';
import type { GridColumn, GridCursor, GridScale } from './types.ts';
import type { useGridCarry } from './use-grid-carry.ts';
import type { useGridCursor } from './use-grid-cursor.ts';

type Input = {
  columns: readonly GridColumn<unknown>[];
  scale: GridScale;
  roving: ReturnType<typeof useGridCursor>;
  carry: ReturnType<typeof useGridCarry>;
  setHover: (cursor: GridCursor | null) => void;
  onBook: (columnId: string, minute: number) => void;
  onOpen: (eventId: string) => void;
  onEventKey: (event: React.KeyboardEvent, eventId: string) => boolean;
  onMenu: (eventId: string, at: Place) => void;
  onColumnMenu: (columnId: string, at: Place) => void;
};
type Place = { left: number; bottom: number };

/** Takes the block with the focus into the hand; the arrows carry it, Enter lets go, Escape puts it back. */
const PICK_UP = 'p';

/** What can be done with the visit under the focus, or with the whole column. */
const MENU = '.';

/** Pointer and keyboard of the whole grid, told apart by what was hit. */
export function useGridHands(input: Input) {
  const { roving, setHover } = input;

  function onClick(event: React.MouseEvent) {
    if (input.carry.takesClick()) return;
    const button = event.target instanceof Element && event.target.closest('[data-column-menu]');
    if (button) return openColumnMenu(button, input);
    const hit = whatIsAt(event, input);
    if (hit === null) return;
    roving.focusOn(hit);
    if (hit.eventId === null) input.onBook(hit.columnId, hit.minute);
    else input.onOpen(hit.eventId);
  }

  function onContextMenu(event: React.MouseEvent) {
    const header = event.target instanceof Element && event.target.closest('[role="rowheader"]');
    if (header) {
      event.preventDefault();
      return openColumnMenu(header, input);
    }
    const hit = whatIsAt(event, input);
    if (hit === null || hit.eventId === null) return;
    event.preventDefault();
    roving.focusOn(hit);
    input.onMenu(hit.eventId, { left: event.clientX, bottom: event.clientY });
  }

  function onPointerMove(event: React.PointerEvent) {
    if (input.carry.handlers.onPointerMove(event)) return;
    const hit = event.pointerType === 'mouse' ? whatIsAt(event, input) : null;
    setHover(hit?.eventId === null ? hit : null);
  }

  function onKeyDown(event: React.KeyboardEvent) {
    if (event.target instanceof Element && event.target.closest('[role="gridcell"]') === null) return;
    if (roving.cursor !== null && handleKey(event, roving.cursor, input)) event.preventDefault();
  }

  return {
    ...input.carry.handlers,
    onClick,
    onContextMenu,
    onPointerMove,
    onPointerLeave: () => setHover(null),
    onKeyDown,
    onFocus: (event: React.FocusEvent) => followFocus(event.target, input),
    onBlur: (event: React.FocusEvent) => {
      // A focus that goes nowhere is a block that was taken away under it, not a person leaving.
      if (event.relatedTarget !== null) roving.setHadFocus(false);
    },
  };
}

function followFocus(target: EventTarget, { columns, roving }: Input): void {
  roving.setHadFocus(true);
  const id = eventIdOf(target);
  const columnId = columnIdOf(target);
  const isThere = id === roving.cursor?.eventId && columnId === roving.cursor?.columnId;
  if (id === undefined || isThere) return;
  const column = columns.find((c) => c.id === columnId);
  const found = column?.events.find((e) => e.id === id);
  if (column !== undefined && found !== undefined)
    roving.follow({ columnId: column.id, minute: found.startMin, eventId: id });
}

function handleKey(event: React.KeyboardEvent, cursor: GridCursor, input: Input): boolean {
  if (input.carry.onKey(event)) return true;
  if (event.altKey || event.metaKey || event.ctrlKey) return false;
  if (cursor.eventId !== null && event.key.toLowerCase() === PICK_UP)
    return input.carry.pickUpByKey(cursor.columnId, cursor.eventId);
  // With Shift the arrows are the screen's own.
  const key = alongText(event.key);
  if (isCursorKey(key)) {
    if (event.shiftKey) return false;
    input.roving.focusOn(moveCursor(input.columns, input.scale, { from: cursor, key }));
    return true;
  }
  if (cursor.eventId !== null && event.key !== 'Enter') return input.onEventKey(event, cursor.eventId);
  if (event.key === MENU && event.target instanceof Element) {
    openColumnMenu(event.target, input);
    return true;
  }
  if (event.key !== 'Enter' && event.key !== ' ') return false;
  if (cursor.eventId !== null) input.onOpen(cursor.eventId);
  else input.onBook(cursor.columnId, cursor.minute);
  return true;
}

function columnIdOf(target: EventTarget): string | undefined {
  const column = target instanceof Element ? target.closest<HTMLElement>('[data-column]') : null;
  return column?.dataset.column;
}

function openColumnMenu(at: Element, { onColumnMenu }: Input): void {
  const columnId = columnIdOf(at);
  if (columnId !== undefined) onColumnMenu(columnId, at.getBoundingClientRect());
}

function eventIdOf(target: EventTarget): string | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-event]') : null;
  return cell?.dataset.event;
}

/** The event or the free time under the pointer; null on headers and the axis. */
function whatIsAt(pointer: React.MouseEvent, { columns, scale }: Input): GridCursor | null {
  if (!(pointer.target instanceof Element)) return null;
  const columnId = columnIdOf(pointer.target);
  const column = columns.find((c) => c.id === columnId);
  const body = pointer.target.closest('[data-body]');
  if (column === undefined || body === null) return null;
  const eventId = eventIdOf(pointer.target);
  const event = column.events.find((e) => e.id === eventId);
  if (event !== undefined) return { columnId: column.id, minute: event.startMin, eventId: event.id };
  const y = pointer.clientY - body.getBoundingClientRect().top;
  const minute = scale.startMin + y / scale.pxPerMin;
  return { columnId: column.id, minute: slotStartAt(column, minute, scale.stepMin), eventId: null };
}

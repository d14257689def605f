import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react';
import { alongText } from '../../lib/along-text.ts';
import { type Carried, carryByKey, carryTo, type Incoming, isPlacedAnew, pickUp, takeIn } from './carry.ts';
import type { GridColumn, GridEvent, GridScale } from './types.ts';

type Input = {
  root: RefObject<HTMLElement | null>;
  columns: readonly GridColumn<unknown>[];
  scale: GridScale;
  /** A block was let go at another place; left out where none can be carried. */
  onPlace: ((place: Carried) => void) | undefined;
  /** A block of the grid was let go beside it, over something that takes it. */
  onDropOut: ((eventId: string) => void) | undefined;
};

/** What beside the grid takes a block. */
const DROP = '[data-grid-drop]';

/** Nearer than this a press is still a click. */
const CLICK_PX = 5;
/** So near the lower edge the hand takes the edge. */
const EDGE_PX = 7;
/** So near the border the grid scrolls along, so fast. */
const BORDER_PX = 44;
const SCROLL_PX = 12;

export type PointerAt = Pick<PointerEvent, 'pointerId' | 'clientX' | 'clientY'>;

type Grip = {
  readonly pointerId: number;
  readonly x: number;
  readonly y: number;
  readonly start: Carried;
  /** How far below the block's beginning, or its end, the hand took it. */
  readonly offsetMin: number;
  /** It has been beside what takes a block, which may have come to stand under it as it was taken. */
  readonly hasBeenOut: boolean;
};

/** Blocks in the hand, by pointer and by key; told apart from clicks, put back by Escape. */
export function useGridCarry(input: Input) {
  const { root, columns, scale, onPlace } = input;
  const [carried, setShown] = useState<Carried | null>(null);
  // A hand lets go faster than a frame is drawn: what it holds now is not what was drawn last.
  const held = useRef<Carried | null>(null);
  function hold(next: Carried | null): void {
    held.current = next;
    setShown(next);
  }
  const grip = useRef<Grip | null>(null);
  const hand = useRef({ x: 0, y: 0 });
  const swallowsClick = useRef(false);
  const isByPointer = carried !== null && grip.current !== null;

  function follow(): void {
    const place = placeUnder(hand.current, input);
    const gripped = grip.current;
    if (place === undefined || gripped === null || held.current === null) return;
    const to = { columnId: place.columnId, minute: place.minute - gripped.offsetMin };
    hold(carryTo(held.current, to, scale));
  }
  function letGo(isPlaced: boolean): void {
    const last = held.current;
    hold(null);
    grip.current = null;
    if (last === null || !isPlaced) return;
    if (last.isFromOutside === true || isPlacedAnew(last, columns)) onPlace?.(last);
  }
  useScrollAlong(root, { hand, isOn: isByPointer, onScroll: follow });
  useEscape(carried !== null, () => letGo(false));

  return {
    carried,
    /** True where the key was the carrying's. */
    onKey: (event: React.KeyboardEvent): boolean => {
      const last = held.current;
      if (last === null || event.ctrlKey || event.metaKey || event.altKey) return false;
      const next = carryByKey(
        last,
        { key: alongText(event.key), shiftKey: event.shiftKey },
        { columns, scale },
      );
      if (next !== undefined) hold(next);
      else if (event.key === 'Enter' || event.key === ' ') letGo(true);
      return true;
    },
    pickUpByKey: (columnId: string, eventId: string): boolean => {
      const event = carriable(columns, columnId, eventId);
      if (event === undefined || onPlace === undefined) return false;
      hold(pickUp(event, columnId, 'move'));
      return true;
    },
    ...fromOutside(input, { grip, hand, hold }),
    /** A press that became a drag is no click. */
    takesClick: (): boolean => {
      const takes = swallowsClick.current;
      swallowsClick.current = false;
      return takes;
    },
    handlers: pointerHandlers(input, { grip, hand, swallowsClick, held, hold, follow, letGo }),
  };
}

/** What lies beside the grid is carried in: by the arrows from a place, or by the pointer that is pressed on it. */
function fromOutside(input: Input, { grip, hand, hold }: Pick<Hand, 'grip' | 'hand' | 'hold'>) {
  const { root, columns, scale, onPlace } = input;
  return {
    takeIn: (thing: Incoming, at: { columnId: string; minute: number }): void => {
      if (onPlace !== undefined) hold(takeIn(thing, at, input));
    },
    dragIn: ({ pointerId, clientX: x, clientY: y }: PointerAt, thing: Incoming): void => {
      const [first] = columns;
      if (onPlace === undefined || first === undefined) return;
      const start = takeIn(thing, { columnId: first.id, minute: scale.startMin }, input);
      hand.current = { x, y };
      grip.current = { pointerId, x, y, start, offsetMin: 0, hasBeenOut: false };
      root.current?.setPointerCapture(pointerId);
    },
  };
}

type Hand = {
  readonly grip: RefObject<Grip | null>;
  readonly hand: RefObject<{ x: number; y: number }>;
  readonly swallowsClick: RefObject<boolean>;
  readonly held: RefObject<Carried | null>;
  readonly hold: (carried: Carried) => void;
  readonly follow: () => void;
  readonly letGo: (isPlaced: boolean) => void;
};

function pointerHandlers(input: Input, of: Hand) {
  const { grip, hand, swallowsClick, held } = of;
  return {
    onPointerDown: (event: React.PointerEvent) => {
      swallowsClick.current = false;
      // A finger scrolls; it has the menu.
      if (input.onPlace === undefined || event.button !== 0 || event.pointerType === 'touch') return;
      grip.current = gripOf(event, input);
    },
    /** True while a block is held. */
    onPointerMove: (event: React.PointerEvent): boolean => {
      const gripped = grip.current;
      if (gripped === null || gripped.pointerId !== event.pointerId) return false;
      hand.current = { x: event.clientX, y: event.clientY };
      if (held.current === null) {
        if (Math.hypot(event.clientX - gripped.x, event.clientY - gripped.y) < CLICK_PX) return true;
        // From beside the grid it comes in where the hand does.
        const isOutside = placeUnder(hand.current, input) === undefined;
        if (gripped.start.isFromOutside === true && isOutside) return true;
        input.root.current?.setPointerCapture(event.pointerId);
        swallowsClick.current = true;
        of.hold(gripped.start);
      }
      if (isDropShown() && !isOverDrop(hand.current)) grip.current = { ...gripped, hasBeenOut: true };
      of.follow();
      return true;
    },
    onPointerUp: () => {
      const last = held.current;
      if (last === null) {
        grip.current = null;
        return;
      }
      const isOut = isOverDrop(hand.current);
      const isMeant = isOut && grip.current?.hasBeenOut === true;
      of.letGo(!isOut);
      if (isMeant && last.how === 'move' && last.isFromOutside !== true) input.onDropOut?.(last.eventId);
    },
    onLostPointerCapture: () => {
      if (grip.current !== null) of.letGo(false);
    },
  };
}

function gripOf(event: React.PointerEvent, input: Input): Grip | null {
  const block = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-event]') : null;
  const columnId = block?.closest<HTMLElement>('[data-column]')?.dataset.column;
  if (block === null || columnId === undefined) return null;
  const held = carriable(input.columns, columnId, block.dataset.event ?? '');
  const place = placeUnder({ x: event.clientX, y: event.clientY }, input);
  if (held === undefined || place === undefined) return null;
  const isEdge = block.getBoundingClientRect().bottom - event.clientY <= EDGE_PX;
  const start = pickUp(held, columnId, isEdge ? 'resize' : 'move');
  const offsetMin = place.minute - (isEdge ? held.endMin : held.startMin);
  return {
    pointerId: event.pointerId,
    x: event.clientX,
    y: event.clientY,
    start,
    offsetMin,
    hasBeenOut: false,
  };
}

function carriable(
  columns: readonly GridColumn<unknown>[],
  columnId: string,
  eventId: string,
): GridEvent<unknown> | undefined {
  const column = columns.find(({ id }) => id === columnId);
  return column?.events.find(({ id, isFixed }) => id === eventId && !isFixed);
}

/** The column and the minute at a point of the window; the column last passed where there is none. */
function placeUnder(at: { x: number; y: number }, { scale }: Input) {
  const column = document.elementFromPoint(at.x, at.y)?.closest<HTMLElement>('[data-column]');
  const body = column?.querySelector('[data-body]');
  const columnId = column?.dataset.column;
  if (body === undefined || body === null || columnId === undefined) return undefined;
  const minute = scale.startMin + (at.y - body.getBoundingClientRect().top) / scale.pxPerMin;
  return { columnId, minute };
}

/** Some take room only while a block is in the hand. */
function isDropShown(): boolean {
  return [...document.querySelectorAll(DROP)].some((drop) => drop.getClientRects().length > 0);
}

function isOverDrop(at: { x: number; y: number }): boolean {
  const under = document.elementFromPoint(at.x, at.y);
  return under !== null && under.closest(DROP) !== null;
}

type Along = {
  readonly hand: RefObject<{ x: number; y: number }>;
  readonly isOn: boolean;
  readonly onScroll: () => void;
};

/** A hand at the border takes the day along. */
function useScrollAlong(root: RefObject<HTMLElement | null>, { hand, isOn, onScroll }: Along): void {
  const scrolled = useEffectEvent(onScroll);
  useEffect(() => {
    const grid = root.current;
    if (!isOn || grid === null) return;
    let frame = requestAnimationFrame(function step() {
      const box = grid.getBoundingClientRect();
      const by = {
        left: towards(hand.current.x, box.left, box.right),
        top: towards(hand.current.y, box.top, box.bottom),
      };
      if ((by.left !== 0 || by.top !== 0) && !isOverDrop(hand.current)) {
        grid.scrollBy(by);
        scrolled();
      }
      frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [root, hand, isOn]);
}

function towards(at: number, low: number, high: number): number {
  if (at < low + BORDER_PX) return -SCROLL_PX;
  return at > high - BORDER_PX ? SCROLL_PX : 0;
}

/** Wherever the focus is while something is in the hand. */
function useEscape(isOn: boolean, putBack: () => void): void {
  const pressed = useEffectEvent(putBack);
  useEffect(() => {
    if (!isOn) return;
    const listen = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      pressed();
    };
    document.addEventListener('keydown', listen, true);
    return () => document.removeEventListener('keydown', listen, true);
  }, [isOn]);
}

import { useEffect, useRef } from 'react';
import { addDays, type CivilDate } from '../../../shared/time/civil-date.ts';
import { isBusyElsewhere, isDialogOpen } from '../../ui/keys/is-busy-elsewhere.ts';
import { alongText } from '../../lib/along-text.ts';
import type { BoardSpan } from './board-address.ts';
import { isViewKey, type ViewKey } from './saved-views.ts';

type Input = {
  readonly day: CivilDate;
  /** How many days lie side by side. */
  readonly step: number;
  readonly today: CivilDate;
  readonly onDay: (day: CivilDate) => void;
  readonly onBook: () => void;
  readonly onWalkIn: () => void;
  readonly onFilter: () => void;
  readonly onFilters: () => void;
  /** Nothing is filtered out any more. */
  readonly onAll: () => void;
  readonly onDate: () => void;
  readonly onInbox: () => void;
  readonly onPins: () => void;
  readonly onKeys: () => void;
  readonly onGrid: () => void;
  readonly onUndo: () => void;
  readonly onZoom: (by: 'in' | 'out') => void;
  readonly onSpan: (span: BoardSpan | undefined) => void;
  readonly onViews: () => void;
  readonly onView: (key: ViewKey) => void;
  /** The board as it stands, onto this key. */
  readonly onSave: (key: ViewKey) => void;
};

/** The board's own keys, wherever the focus is but in a field or a dialog. */
export function useBoardKeys(input: Input): void {
  const latest = useRef(input);
  useEffect(() => {
    latest.current = input;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      // No letter of any text: these work while somebody types, too.
      const isQuiet = isViewKey(event.key) ? isDialogOpen() : isBusyElsewhere(event.target);
      const act = isQuiet ? undefined : actOf(event, latest.current);
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}

function actOf(event: KeyboardEvent, input: Input): (() => void) | undefined {
  if ((event.ctrlKey || event.metaKey) && event.key === 'z') return input.onUndo;
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const { key } = event;
  if (isViewKey(key)) return () => (event.shiftKey ? input.onSave(key) : input.onView(key));
  if (event.shiftKey && alongText(event.key) === 'ArrowRight')
    return () => input.onDay(addDays(input.day, input.step));
  if (event.shiftKey && alongText(event.key) === 'ArrowLeft')
    return () => input.onDay(addDays(input.day, -input.step));
  switch (key) {
    case 't':
      return () => input.onDay(input.today);
    case 'g':
      return input.onDate;
    case '/':
      return input.onFilter;
    case 's':
      return input.onFilters;
    case '0':
      return input.onAll;
    case '1':
      return () => input.onSpan(undefined);
    case '3':
      return () => input.onSpan(3);
    case '7':
      return () => input.onSpan(7);
    case 'o':
      return input.onViews;
    case 'b':
      return input.onBook;
    case 'w':
      return input.onWalkIn;
    case 'q':
      return input.onInbox;
    case 'j':
      return input.onPins;
    // The same key without Shift, too.
    case '+':
    case '=':
      return () => input.onZoom('in');
    case '-':
      return () => input.onZoom('out');
    case '?':
      return input.onKeys;
    case 'Escape':
      return input.onGrid;
    default:
      return undefined;
  }
}

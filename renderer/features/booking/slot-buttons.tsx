import { useCallback } from 'react';
import type { SlotDto } from '../../../shared/contracts/schedule.ts';
import { alongText } from '../../lib/along-text.ts';
import { useFormat } from '../../lib/format.ts';
import classes from './booking.module.css';

type Props = {
  readonly label: string;
  readonly slots: readonly SlotDto[];
  readonly chosen: string | undefined;
  /** The times lie on several days: each says its day. */
  readonly isDayShown?: boolean;
  /** The times are of several doctors: each says whose it is. */
  readonly doctorName?: (slot: SlotDto) => string;
  readonly onPick: (slot: SlotDto) => void;
};

/** Free times as buttons in a row. Tab reaches the row once, arrows go along it. */
export function SlotButtons({ label, slots, chosen, isDayShown = false, doctorName, onPick }: Props) {
  const format = useFormat();
  const chosenAt = slots.findIndex((slot) => slot.startsAt === chosen);
  const tabStop = Math.max(0, chosenAt);
  return (
    <div role="group" aria-label={label} className={classes.slots} onKeyDown={walk}>
      {slots.map((slot, index) => (
        <button
          key={`${slot.doctorId}${slot.startsAt}`}
          type="button"
          className={classes.slot}
          aria-pressed={index === chosenAt}
          tabIndex={index === tabStop ? 0 : -1}
          onClick={() => onPick(slot)}
        >
          {isDayShown && (
            <span className={classes.slotDay}>{format.dayShort(format.dayOf(slot.startsAt))}</span>
          )}
          {format.time(slot.startsAt)}
          {doctorName !== undefined && (
            <>
              {' '}
              <span className={classes.slotDoctor}>{doctorName(slot)}</span>
            </>
          )}
        </button>
      ))}
    </div>
  );
}

/** Arrows to the next or previous button, also from one row of times into the next. */
function walk(event: React.KeyboardEvent<HTMLElement>): void {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[alongText(event.key)];
  if (step === undefined) return;
  const scope = event.currentTarget.closest('[data-slot-scope]') ?? event.currentTarget;
  const buttons = [...scope.querySelectorAll<HTMLElement>('button[aria-pressed]')];
  const at = buttons.indexOf(document.activeElement as HTMLElement);
  buttons[at + step]?.focus();
  event.preventDefault();
}

/**
 * For a box of suggestions in a dialog that opens: as soon as the first free time is there it takes the focus, and
 * again where others take its place, until somebody has begun with something else.
 */
export function useFocusFirstSlot(): (box: HTMLElement | null) => (() => void) | undefined {
  return useCallback((box: HTMLElement | null) => {
    if (box === null) return undefined;
    const focusFirst = () => {
      const { activeElement } = document;
      if (box.contains(activeElement) || isInField(activeElement)) return;
      box.querySelector<HTMLElement>('button[aria-pressed][tabindex="0"]')?.focus();
    };
    const watch = new MutationObserver(focusFirst);
    watch.observe(box, { childList: true, subtree: true });
    // The times may be known already; the dialog takes the focus to itself first.
    const start = requestAnimationFrame(focusFirst);
    const stop = () => {
      watch.disconnect();
      cancelAnimationFrame(start);
      for (const hand of HANDS) document.removeEventListener(hand, stop, true);
    };
    for (const hand of HANDS) document.addEventListener(hand, stop, true);
    return stop;
  }, []);
}
const HANDS = ['keydown', 'pointerdown'] as const;

function isInField(element: Element | null): boolean {
  return element?.closest('input, select, textarea') !== null;
}

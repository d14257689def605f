import { useEffect } from 'react';

/** Held weakly: what has left the screen, a patient's row for one, is not kept in memory. */
let opener: WeakRef<Element> | null = null;
let home: (() => void) | null = null;

/** A screen says where the focus goes when a dialog closes and its opener is no longer there. */
export function useFocusHome(focus: () => void): void {
  useEffect(() => {
    home = focus;
    return () => {
      if (home === focus) home = null;
    };
  }, [focus]);
}

/**
 * Before a dialog opens. From one dialog to the next the first opener stays the one to return to; also where the next
 * one is asked for in the very moment the one before has closed, when the focus is nowhere.
 */
export function rememberFocus(): void {
  const active = document.activeElement;
  if (active !== null && active !== document.body && !isInDialog(active)) opener = new WeakRef(active);
}

/**
 * Once the dialog is gone, back to what opened it; when that is gone, to where the screen says. `whenLost`: unless
 * what was chosen has taken the focus elsewhere.
 */
export function giveFocusBack(whenLost = false): void {
  requestAnimationFrame(() => {
    const active = document.activeElement ?? document.body;
    // The next dialog is open already, and gives it back in its turn.
    if (isInDialog(active) || (whenLost && active !== document.body)) return;
    const back = opener?.deref();
    if (back instanceof HTMLElement && back.isConnected) back.focus();
    else home?.();
  });
}

function isInDialog(element: Element): boolean {
  return element.closest('[role="dialog"]') !== null;
}

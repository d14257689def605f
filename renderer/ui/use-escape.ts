import { useWindowEvent } from '@mantine/hooks';
import { useEffect, useId } from 'react';

/** What is open, the topmost last. */
const open: string[] = [];
const answered = new WeakSet<KeyboardEvent>();

/** Esc closes what lies on top and leaves what lies beneath as it is, with all that was typed there. */
export function useEscape(isOpen: boolean, onClose: () => void): void {
  const id = useId();
  useEffect(() => {
    if (!isOpen) return undefined;
    open.push(id);
    return () => void open.splice(open.indexOf(id), 1);
  }, [id, isOpen]);
  useWindowEvent(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || event.isComposing || open.at(-1) !== id || answered.has(event)) return;
      // An open menu or list of choices closes first, by itself.
      const isOfList = event.target instanceof Element && event.target.matches(LISTS);
      if (isOfList) return;
      answered.add(event);
      onClose();
    },
    { capture: true },
  );
}

const LISTS = '[data-mantine-stop-propagation="true"]';

import { useEffect, useEffectEvent } from 'react';
import { useStatusChanges } from '../features/board/use-status-changes.tsx';
import { isBusyElsewhere } from '../ui/keys/is-busy-elsewhere.ts';

/** Ctrl+Z on screens without keys of their own: what was done by the palette there, or on the screen before. */
export function UndoKey() {
  const { undo } = useStatusChanges();
  const press = useEffectEvent((event: KeyboardEvent) => {
    const isAsked = (event.ctrlKey || event.metaKey) && event.key === 'z';
    if (!isAsked || event.defaultPrevented || isBusyElsewhere(event.target)) return;
    event.preventDefault();
    undo();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    // After the document's listeners: a screen that knows what is on its way comes first.
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  return null;
}

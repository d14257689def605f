import { useEffect, useEffectEvent } from 'react';
import { isBusyElsewhere } from './is-busy-elsewhere.ts';

type Input = {
  readonly onUndo: () => void;
  /** By the key alone. */
  readonly acts: Readonly<Record<string, () => void>>;
};

/** A screen's own keys, wherever the focus is but in a field or a dialog. */
export function useScreenKeys(input: Input): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || isBusyElsewhere(event.target)) return;
    const act = actOf(event, input);
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}

function actOf(event: KeyboardEvent, { onUndo, acts }: Input): (() => void) | undefined {
  if ((event.ctrlKey || event.metaKey) && event.key === 'z') return onUndo;
  return event.ctrlKey || event.metaKey || event.altKey ? undefined : acts[event.key];
}

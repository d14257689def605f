import { useEffect, useEffectEvent, useState } from 'react';
import type { AppointmentId } from '../../../shared/ids.ts';
import classes from './my-day.module.css';
import { NOW_CARD } from './patient-now.tsx';

const PLACE = 'data-note-place';

/** Beside what is known of the patient, so that both are read at once; empty, it takes no room. */
export function NotePlace({ children }: { readonly children: React.ReactNode }) {
  return (
    <div role="presentation" className={classes.notePlace} {...{ [PLACE]: true }} onKeyDown={leave}>
      {children}
    </div>
  );
}

/** To its first field, or to what adds to it once it is signed. */
export function focusNote(): void {
  const place = document.querySelector(`[${PLACE}]`);
  const first = place?.querySelector<HTMLElement>('textarea, button');
  first?.focus();
}

/**
 * Whose note has the hands on it, of the visit that is shown; undefined as soon as they are elsewhere. Without it, what
 * others do to the day would take the field away amid a word, and the rest of the sentence were keys of the screen.
 */
export function useWritten(shownId: AppointmentId | undefined): AppointmentId | undefined {
  const [writtenId, setWrittenId] = useState<AppointmentId>();
  const look = useEffectEvent(({ target }: Event) => {
    const isInNote = target instanceof Element && target.closest(`[${PLACE}]`) !== null;
    setWrittenId(isInNote ? shownId : undefined);
  });
  useEffect(() => {
    const listen = (event: Event) => look(event);
    // On the window: a key still means whom the screen shows while it is pressed.
    for (const kind of KINDS) window.addEventListener(kind, listen);
    return () => {
      for (const kind of KINDS) window.removeEventListener(kind, listen);
    };
  }, []);
  return writtenId;
}

/** A signed note takes its field away without a word of the focus: the next key or press tells where the hands are. */
const KINDS = ['focusin', 'keydown', 'pointerdown'] as const;

/** Back to the card, where the one key goes on with the patient; what is typed stays. */
function leave({ key, nativeEvent }: React.KeyboardEvent): void {
  if (key !== 'Escape' || nativeEvent.isComposing) return;
  document.querySelector<HTMLElement>(NOW_CARD)?.focus({ preventScroll: true });
}

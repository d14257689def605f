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

/** Back to the card, where the one key goes on with the patient; what is typed stays. */
function leave({ key, nativeEvent }: React.KeyboardEvent): void {
  if (key !== 'Escape' || nativeEvent.isComposing) return;
  document.querySelector<HTMLElement>(NOW_CARD)?.focus({ preventScroll: true });
}

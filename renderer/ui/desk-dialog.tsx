import type { ReactNode } from 'react';
import classes from './desk-dialog.module.css';
import { DialogFrame } from './dialog-frame.tsx';

type Props = {
  readonly title: ReactNode;
  readonly size?: number;
  readonly onClose: () => void;
  readonly onSubmit: () => void;
  /** For a dialog over another one; the desk's tasks bring the focus home themselves. */
  readonly isFocusReturned?: boolean;
  /** What has to be seen and answered now: stays above the buttons while the rest scrolls. */
  readonly notice?: ReactNode;
  readonly footer: ReactNode;
  readonly children: ReactNode;
};

/** A task in a dialog: Esc closes, Enter in any field confirms. */
export function DeskDialog(props: Props) {
  const { title, size = 560, onClose, onSubmit, isFocusReturned = false, notice, footer, children } = props;
  return (
    <DialogFrame title={title} size={size} isOpen onClose={onClose} isFocusReturned={isFocusReturned}>
      <form
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
          focusFirstWrong(event.currentTarget);
        }}
        onKeyDown={(event) => {
          // A list of choices swallows Enter in some browsers; here it always confirms.
          if (event.key !== 'Enter' || !(event.target instanceof HTMLSelectElement)) return;
          event.preventDefault();
          event.currentTarget.requestSubmit();
        }}
      >
        {children}
        <div className={classes.foot}>
          {notice}
          {/* Of the dialog, not of the page: two may stand one on the other. */}
          <footer role="none" className={classes.footer}>
            {footer}
          </footer>
        </div>
      </form>
    </DialogFrame>
  );
}

/** Once the errors are drawn, the first field that has one takes the focus. */
function focusFirstWrong(form: HTMLFormElement): void {
  requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}

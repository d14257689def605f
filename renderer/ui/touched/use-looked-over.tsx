import { type ReactNode, useState } from 'react';
import type { ChangePreview } from '../../../shared/contracts/clinic-calendar.ts';
import { reasonOf } from '../../lib/errors.ts';
import { GivenUp } from '../given-up.ts';
import { type TouchedBy, TouchedDialog } from './touched-dialog.tsx';
import type { AskTouched } from './use-touched.ts';

/** With the mark of the visits that were shown. */
type Save = (touched: string) => Promise<unknown>;
type Asked = {
  readonly preview: ChangePreview;
  readonly ask: AskTouched;
  readonly onDecide: (mark: string | undefined) => void;
};

/**
 * Saves a change once it has been looked over: where it touches coming visits they are shown before, and again where
 * others have come meanwhile. Throws what the clinic refuses, and `GivenUp` where the change is not wanted any more.
 */
export function useLookedOver(by: TouchedBy): {
  check: (ask: AskTouched, save: Save) => Promise<void>;
  dialog: ReactNode;
} {
  const [asked, setAsked] = useState<Asked>();

  async function check(ask: AskTouched, save: Save): Promise<void> {
    const preview = await ask();
    const mark = preview.count === 0 ? preview.mark : await seenMark(preview, ask);
    if (mark === undefined) throw new GivenUp();
    try {
      await save(mark);
    } catch (error) {
      if (!('touchedCount' in reasonOf(error).details)) throw error;
      await check(ask, save);
    }
  }

  function seenMark(preview: ChangePreview, ask: AskTouched): Promise<string | undefined> {
    return new Promise((resolve) => {
      const onDecide = (mark: string | undefined) => {
        setAsked(undefined);
        resolve(mark);
      };
      setAsked({ preview, ask, onDecide });
    });
  }

  return { check, dialog: asked !== undefined && <TouchedDialog {...asked} by={by} /> };
}

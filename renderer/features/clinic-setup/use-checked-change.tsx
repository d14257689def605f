import { type ReactNode, useState } from 'react';
import type { ChangePreview, PlannedChange } from '../../../shared/contracts/clinic-calendar.ts';
import { useTRPCClient } from '../../lib/api.ts';
import { reasonOf } from '../../lib/errors.ts';
import { GivenUp } from '../../ui/fields.tsx';
import { type More, TouchedDialog } from './touched-dialog.tsx';

type Save = (touched: string) => Promise<unknown>;
type Asked = {
  readonly preview: ChangePreview;
  readonly more: More;
  readonly decide: (isWanted: boolean) => void;
};

/**
 * Saves a change once it has been looked over: where it touches coming visits they are shown before, and again where
 * others have come meanwhile. Throws what the clinic refuses, and `GivenUp` where the change is not wanted any more.
 */
export function useCheckedChange(): {
  check: (planned: PlannedChange, save: Save) => Promise<void>;
  dialog: ReactNode;
} {
  const api = useTRPCClient();
  const [asked, setAsked] = useState<Asked>();

  async function check(planned: PlannedChange, save: Save): Promise<void> {
    let preview = await api.clinic.previewChange.mutate({ planned });
    const more = async (cursor: string) => {
      const page = await api.clinic.previewChange.mutate({ planned, cursor });
      // Other visits have come or gone meanwhile: what is shown begins anew.
      if (page.mark !== preview.mark) preview = await api.clinic.previewChange.mutate({ planned });
      else preview = { ...page, items: [...preview.items, ...page.items] };
      return preview;
    };
    if (preview.count > 0 && !(await isWanted(preview, more))) throw new GivenUp();
    try {
      await save(preview.mark);
    } catch (error) {
      if (!('touchedCount' in reasonOf(error).details)) throw error;
      await check(planned, save);
    }
  }

  function isWanted(preview: ChangePreview, more: More): Promise<boolean> {
    return new Promise((resolve) => {
      const decide = (wanted: boolean) => {
        setAsked(undefined);
        resolve(wanted);
      };
      setAsked({ preview, more, decide });
    });
  }

  return {
    check,
    dialog: asked !== undefined && (
      <TouchedDialog preview={asked.preview} more={asked.more} onDecide={asked.decide} />
    ),
  };
}

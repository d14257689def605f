import { type ReactNode, useState } from 'react';
import type { ChangePreview, PlannedChange } from '../../../shared/contracts/clinic-calendar.ts';
import { useTRPCClient } from '../../lib/api.ts';
import { reasonOf } from '../../lib/errors.ts';
import { GivenUp } from '../../ui/fields.tsx';
import { TouchedDialog } from './touched-dialog.tsx';

type Save = (touched: string) => Promise<unknown>;
type Asked = {
  readonly preview: ChangePreview;
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
    const preview = await api.clinic.previewChange.mutate({ planned });
    if (preview.count > 0 && !(await isWanted(preview))) throw new GivenUp();
    try {
      await save(preview.mark);
    } catch (error) {
      if (!('touchedCount' in reasonOf(error).details)) throw error;
      await check(planned, save);
    }
  }

  function isWanted(preview: ChangePreview): Promise<boolean> {
    return new Promise((resolve) => {
      const decide = (wanted: boolean) => {
        setAsked(undefined);
        resolve(wanted);
      };
      setAsked({ preview, decide });
    });
  }

  return {
    check,
    dialog: asked !== undefined && <TouchedDialog preview={asked.preview} onDecide={asked.decide} />,
  };
}

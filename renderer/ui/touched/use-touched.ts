import { useState } from 'react';
import type { ChangePreview } from '../../../shared/contracts/clinic-calendar.ts';
import { useErrorText } from '../../lib/errors.ts';

/** What a change would touch: its first page, or the one after a cursor. */
export type AskTouched = (cursor?: string) => Promise<ChangePreview>;
export type ShownTouched = ReturnType<typeof useTouched>;

/** The visits that are shown so far; anew from the start where others have come or gone meanwhile. */
export function useTouched(first: ChangePreview, ask: AskTouched) {
  const errorText = useErrorText();
  const [preview, setPreview] = useState(first);
  const [isLoading, setLoading] = useState(false);
  const [problem, setProblem] = useState<string>();
  async function load(): Promise<void> {
    if (preview.nextCursor === null) return;
    setLoading(true);
    setProblem(undefined);
    try {
      const page = await ask(preview.nextCursor);
      const isSame = page.mark === preview.mark;
      setPreview(isSame ? { ...page, items: [...preview.items, ...page.items] } : await ask());
    } catch (error) {
      setProblem(errorText(error));
    }
    setLoading(false);
  }
  return { preview, isLoading, problem, load };
}

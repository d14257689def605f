import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlannedChange } from '../../../shared/contracts/clinic-calendar.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import { reasonOf, useErrorText } from '../../lib/errors.ts';
import { useActToast } from '../../ui/act-toast.tsx';
import { GivenUp } from '../../ui/given-up.ts';

export type Removal = {
  /** As its line calls it. */
  readonly name: string;
  readonly act: () => Promise<unknown>;
  /** What it was, to be so again. */
  readonly was: PlannedChange;
  readonly putBack: (touched: string) => Promise<unknown>;
};

/**
 * Takes something away, shows what is so then, and offers the way back. Whoever was quicker has done the same;
 * anything else is said.
 */
export function useRemoving() {
  const { t } = useTranslation('clinicSetup');
  const trpc = useTRPC();
  const api = useTRPCClient();
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  const say = useActToast();
  const [isRemoving, setRemoving] = useState(false);
  const again = () => queryClient.invalidateQueries(trpc.clinic.pathFilter());

  /** Which visits it touches was looked over when it was made. */
  async function undo({ was, putBack }: Removal): Promise<void> {
    try {
      const { mark } = await api.clinic.previewChange.mutate({ planned: was });
      await putBack(mark);
    } catch (error) {
      say(errorText(error), { isBad: true });
    }
    await again();
  }
  async function remove(removal: Removal): Promise<void> {
    setRemoving(true);
    try {
      await removal.act();
      say(t('removed', { name: removal.name }), { undo: () => void undo(removal), isOwn: true });
    } catch (error) {
      const isSaid = error instanceof GivenUp || reasonOf(error).code === 'not_found';
      if (!isSaid) notifications.show({ color: 'red', message: errorText(error) });
    }
    await again();
    setRemoving(false);
  }
  return { isRemoving, remove };
}

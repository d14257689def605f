import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../lib/api.ts';
import { reasonOf, useErrorText } from '../../lib/errors.ts';
import { GivenUp } from '../../ui/given-up.ts';

/** Takes something away and shows what is so then. Whoever was quicker has done the same; anything else is said. */
export function useRemoving() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  const [isRemoving, setRemoving] = useState(false);
  async function remove(act: () => Promise<unknown>): Promise<void> {
    setRemoving(true);
    try {
      await act();
    } catch (error) {
      const isSaid = error instanceof GivenUp || reasonOf(error).code === 'not_found';
      if (!isSaid) notifications.show({ color: 'red', message: errorText(error) });
    }
    await queryClient.invalidateQueries(trpc.clinic.pathFilter());
    setRemoving(false);
  }
  return { isRemoving, remove };
}

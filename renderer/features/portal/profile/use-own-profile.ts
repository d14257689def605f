import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ChangeOwnProfile, OwnProfileDto } from '../../../../shared/contracts/profiles.ts';
import { useTRPC, useTRPCClient } from '../../../lib/api.ts';
import { reasonOf } from '../../../lib/errors.ts';

export function useOwnProfile() {
  const trpc = useTRPC();
  return useQuery(trpc.profiles.own.queryOptions({}));
}

/** Saves a part of the own profile; where the clinic was quicker, what it wrote is shown first. */
export function useChange({ version }: OwnProfileDto) {
  const { t } = useTranslation('myProfile');
  const api = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return async (changes: Omit<ChangeOwnProfile, 'expectedVersion'>): Promise<void> => {
    const again = () => queryClient.invalidateQueries(trpc.profiles.pathFilter());
    try {
      await api.profiles.changeOwn.mutate({ ...changes, expectedVersion: version });
    } catch (error) {
      if (reasonOf(error).code !== 'stale_version') throw error;
      // The form stays, with what was typed; the facts around it are shown as they are now.
      await again();
      throw error;
    }
    await again();
    notifications.show({ message: t('saved') });
  };
}

/** An empty field says that one tells nothing. */
export function orNull(value: string | boolean | undefined): string | null {
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? null : text;
}

import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EditProfile, PatientProfileDto } from '../../../../shared/contracts/profiles.ts';
import type { PatientId } from '../../../../shared/ids.ts';
import { useTRPC, useTRPCClient } from '../../../lib/api.ts';
import { reasonOf } from '../../../lib/errors.ts';

export function useProfile(id: PatientId) {
  const trpc = useTRPC();
  return useQuery({ ...trpc.profiles.get.queryOptions({ id }), retry: false });
}

/** Runs a change of a chart; afterwards, also when somebody else was quicker, the card shows it as it is. */
export function useSaving() {
  const { t } = useTranslation('card');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return async (change: () => Promise<unknown>): Promise<void> => {
    const again = () =>
      Promise.all([
        queryClient.invalidateQueries(trpc.profiles.pathFilter()),
        queryClient.invalidateQueries(trpc.patients.pathFilter()),
        queryClient.invalidateQueries(trpc.privacy.pathFilter()),
      ]);
    try {
      await change();
    } catch (error) {
      if (reasonOf(error).code !== 'stale_version') throw error;
      // The form stays, with what was typed; behind it the chart is shown as it is now.
      await again();
      throw error;
    }
    await again();
    notifications.show({ message: t('saved') });
  };
}

export function useEditProfile({ id, version }: PatientProfileDto) {
  const api = useTRPCClient();
  const saving = useSavingFrom(version);
  return (changes: EditProfile['changes']) =>
    saving((expectedVersion) => api.profiles.edit.mutate({ id, expectedVersion, changes }));
}

/**
 * For a form: it acts on the version it was opened with, although the card behind it follows what others do,
 * and on the newest one once it was refused as old and the words said so.
 */
export function useSavingFrom(version: number) {
  const saving = useSaving();
  const [opened] = useState(version);
  const [wasOld, setWasOld] = useState(false);
  return async (change: (expectedVersion: number) => Promise<unknown>): Promise<void> => {
    try {
      await saving(() => change(wasOld ? version : opened));
    } catch (error) {
      if (reasonOf(error).code === 'stale_version') setWasOld(true);
      throw error;
    }
  };
}

/** An empty field says that nothing is known. */
export function orNull(value: string | boolean | undefined): string | null {
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? null : text;
}

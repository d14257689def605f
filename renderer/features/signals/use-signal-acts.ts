import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SendSignal, SignalDto } from '../../../shared/contracts/signals.ts';
import type { SignalId } from '../../../shared/ids.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import { reasonOf, useErrorText } from '../../lib/errors.ts';
import { useActToast } from '../../ui/act-toast.tsx';

/** What one press does to a signal, and the words where somebody was faster. */
export function useSignalActs() {
  const { t } = useTranslation('signals');
  const api = useTRPCClient().signals;
  const { signals } = useTRPC();
  const queryClient = useQueryClient();
  const say = useActToast();
  const errorText = useErrorText();
  const [busy, setBusy] = useState<readonly SignalId[]>([]);

  /** The newest state is on the screen before anything is said of it. */
  async function explain(error: unknown, id: SignalId): Promise<string> {
    const { code } = reasonOf(error);
    if (code === 'not_found') return t('over');
    await queryClient.refetchQueries(signals.pathFilter());
    const newest = queryClient.getQueryData(signals.listOpen.queryKey({}));
    const taken = newest?.signals.find((signal) => signal.id === id)?.taken ?? null;
    if (code !== 'stale_version' || taken === null || taken.isMine) return errorText(error);
    return t('tookFirst', { name: taken.by });
  }

  const press =
    (send: (of: { id: SignalId; expectedVersion: number }) => Promise<unknown>) =>
    async ({ id, version }: SignalDto): Promise<void> => {
      if (busy.includes(id)) return;
      setBusy((ids) => [...ids, id]);
      try {
        await send({ id, expectedVersion: version });
      } catch (error) {
        say(await explain(error, id), { isBad: true });
      }
      await queryClient.invalidateQueries(signals.pathFilter());
      setBusy((ids) => ids.filter((other) => other !== id));
    };

  return {
    busy,
    take: press((signal) => api.take.mutate(signal)),
    finish: press((signal) => api.finish.mutate(signal)),
    withdraw: press((signal) => api.withdraw.mutate(signal)),
    /** Whether it has come through. */
    send: async (signal: SendSignal): Promise<boolean> => {
      try {
        await api.send.mutate(signal);
      } catch (error) {
        say(errorText(error), { isBad: true });
        return false;
      }
      await queryClient.invalidateQueries(signals.pathFilter());
      return true;
    },
  };
}

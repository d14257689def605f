import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { WaitlistEntryDto } from '../../../shared/contracts/waitlist.ts';
import { useTRPC } from '../../lib/api.ts';
import { useErrorText } from '../../lib/errors.ts';
import { leadBack, standsAs } from '../../lib/undo-order.ts';
import { useActToast } from '../../ui/act-toast.tsx';
import { useWayBack } from '../../ui/use-way-back.ts';
import { fullName } from '../../ui/visit/patient-line.tsx';

/** Takes somebody off the list, and says that somebody is on it; each with the way back. */
export function useWaitlistActs() {
  const { t } = useTranslation('waitlist');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  const say = useActToast();
  const wayBack = useWayBack();
  const onSettled = () => void queryClient.invalidateQueries(trpc.waitlist.pathFilter());
  const reopen = useMutation(trpc.waitlist.reopen.mutationOptions({ onSettled }));
  const withdraw = useMutation(trpc.waitlist.withdraw.mutationOptions({ onSettled }));
  const sayOff = (entry: WaitlistEntryDto, undo?: () => void, from?: number) => {
    const { id, version } = entry;
    const way = { act: 'waitlist.reopen', id, version, from } as const;
    say(t('withdrawn', { name: fullName(entry.patient) }), { undo, isOwn: true, way });
  };
  const sayOn = (entry: WaitlistEntryDto, undo?: () => void) => {
    const { id, version } = entry;
    const way = { act: 'waitlist.withdraw', id, version } as const;
    say(t('added', { name: fullName(entry.patient) }), { undo, isOwn: true, way });
  };
  return {
    takeOff: async ({ id, version: expectedVersion }: WaitlistEntryDto): Promise<void> => {
      try {
        const off = await withdraw.mutateAsync({ id, expectedVersion });
        const back = async () => {
          const again = await reopen.mutateAsync({ id, expectedVersion: standsAs(id, off.version) });
          leadBack(id, expectedVersion, again.version);
          sayOn(again);
        };
        sayOff(off, wayBack(back), expectedVersion);
      } catch (error) {
        say(errorText(error), { isBad: true });
      }
    },
    added: (entry: WaitlistEntryDto) => {
      onSettled();
      const { id, version } = entry;
      const back = async () =>
        sayOff(await withdraw.mutateAsync({ id, expectedVersion: standsAs(id, version) }));
      sayOn(entry, wayBack(back));
    },
  };
}

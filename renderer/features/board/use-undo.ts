import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import { putVisit } from '../../lib/board-cache.ts';
import { useDeskErrorText } from '../../lib/desk-error-text.ts';
import { useActToast } from '../../ui/act-toast.tsx';
import { fullName } from '../../ui/visit/patient-line.tsx';

type Left = Pick<AppointmentDto, 'id' | 'version'>;
/** Takes back the act that left a visit so, or the newest one. Says what came of it. */
export type TakeBack = (left?: Left) => Promise<void>;

export function useTakeBack(): TakeBack {
  const { t } = useTranslation('desk');
  const api = useTRPCClient();
  const keys = useTRPC();
  const queryClient = useQueryClient();
  const say = useActToast();
  const errorText = useDeskErrorText();
  return useMemo(
    () => async (left) => {
      try {
        const visit = left && { id: left.id, version: left.version };
        const { kind, visits } = await api.undo.take.mutate({ visit });
        for (const each of visits) putVisit(queryClient, keys, each);
        const [first] = visits;
        say(
          first === undefined || kind === 'many'
            ? t('undoneMany', { count: visits.length })
            : t(`undone.${kind}`, { name: fullName(first.patient) }),
        );
      } catch (error) {
        say(t('undone.refused', { why: errorText(error) }), { isBad: true });
        void queryClient.invalidateQueries(keys.appointments.dayBoard.pathFilter());
      }
    },
    [api, keys, queryClient, say, t, errorText],
  );
}

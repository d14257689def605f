import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPCClient } from '../../lib/api.ts';
import { useDeskErrorText } from '../../lib/desk-error-text.ts';
import { goOwnWay, type OwnWay } from '../../lib/own-way.ts';
import { useActToast } from '../../ui/act-toast.tsx';

/** Takes back what was done before the page was loaded anew; where nothing says how, it says so. */
export function useOwnWayBack(): (way: OwnWay | undefined) => void {
  const { t } = useTranslation('desk');
  const api = useTRPCClient();
  const queryClient = useQueryClient();
  const errorText = useDeskErrorText();
  const say = useActToast();
  return useCallback(
    (way) => {
      if (way === undefined) return say(t('undone.lost'), { isBad: true });
      goOwnWay(api, way)
        .then(() => say(t('undone.own')))
        .catch((error: unknown) => say(t('undone.refused', { why: errorText(error) }), { isBad: true }))
        .finally(() => void queryClient.invalidateQueries());
    },
    [api, queryClient, errorText, say, t],
  );
}

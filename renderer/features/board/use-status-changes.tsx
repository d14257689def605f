import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { answered } from '../../lib/answered.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import type { DeskTasks } from '../../lib/desk-tasks.ts';
import { reasonOf, useErrorText } from '../../lib/errors.ts';
import { useFormat } from '../../lib/format.ts';
import { takeNewestAct } from '../../lib/undo-order.ts';
import { useActToast } from '../../ui/act-toast.tsx';
import { fullName } from '../../ui/visit/patient-line.tsx';
import { createStatusChanges, type StatusWords } from './status-changes.ts';
import { useOwnWayBack } from './use-own-way-back.ts';
import { useTakeBack } from './use-undo.ts';

/** Changes of status with their words, and the way back from these and all other acts on visits. */
export function useStatusChanges(): Pick<DeskTasks, 'setStatus' | 'undo' | 'undoOf' | 'pending'> {
  const api = useTRPCClient();
  const keys = useTRPC();
  const queryClient = useQueryClient();
  const words = useStatusWords();
  const goBack = useOwnWayBack();
  // One for as long as the screen stands: it holds what is under way.
  const changes = useMemo(() => createStatusChanges({ api, keys, queryClient }), [api, keys, queryClient]);
  return useMemo(
    () => ({
      pending: changes.pending,
      setStatus: (visit, status) => changes.setStatus(visit, status, words),
      undo: () => {
        // What is on its way is the newest act.
        void answered(queryClient).then(() => {
          const takeBack =
            takeNewestAct(goBack) ?? (() => void changes.settled().then(() => words.takeBack()));
          takeBack();
        });
      },
      undoOf: (visit) => void words.takeBack(visit),
    }),
    [changes, words, queryClient, goBack],
  );
}

function useStatusWords(): StatusWords {
  const { t } = useTranslation(['desk', 'common']);
  const whyNot = useWhyNot();
  const takeBack = useTakeBack();
  const say = useActToast();
  return useMemo(
    () => ({
      takeBack,
      changed: (visit, to, undo) =>
        say(t('statusChanged', { name: fullName(visit.patient), status: t(`common:status.${to}`) }), {
          undo,
        }),
      refused: (visit, to, error) =>
        say(
          t('statusRefused', {
            name: fullName(visit.patient),
            status: t(`common:status.${to}`),
            why: whyNot(error),
          }),
          { isBad: true },
        ),
    }),
    [t, whyNot, takeBack, say],
  );
}

/** Who is not missed yet will be, from a time that is known; all else in the clinic's usual words. */
function useWhyNot(): (error: unknown) => string {
  const { t } = useTranslation('desk');
  const errorText = useErrorText();
  const format = useFormat();
  return (error) => {
    const { earliest } = reasonOf(error).details;
    return typeof earliest === 'string' ? t('missedFrom', { time: format.time(earliest) }) : errorText(error);
  };
}

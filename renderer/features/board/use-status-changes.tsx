import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import type { DeskTasks } from '../../lib/desk-tasks.ts';
import { useErrorText } from '../../lib/errors.ts';
import { fullName } from '../../ui/visit/patient-line.tsx';
import { createStatusChanges, type StatusWords } from './status-changes.ts';
import classes from './board.module.css';

const TOAST = 'status-change';

/** Changes of status with their words: what was done, how to take it back, why it was refused. */
export function useStatusChanges(): Pick<DeskTasks, 'setStatus' | 'undoStatus' | 'pending'> {
  const api = useTRPCClient();
  const keys = useTRPC();
  const queryClient = useQueryClient();
  const words = useStatusWords();
  const changes = useMemo(() => createStatusChanges({ api, keys, queryClient }), [api, keys, queryClient]);
  return useMemo(
    () => ({
      pending: changes.pending,
      setStatus: (visit, status) => changes.setStatus(visit, status, words),
      undoStatus: () => changes.undoStatus(words),
    }),
    [changes, words],
  );
}

function useStatusWords(): StatusWords {
  const { t } = useTranslation(['desk', 'common']);
  const errorText = useErrorText();
  return useMemo(() => {
    const say = (message: React.ReactNode, isBad: boolean) => {
      notifications.hide(TOAST);
      // Shown a moment later: the library takes no notice of an id it is still hiding.
      setTimeout(() =>
        notifications.show({ id: TOAST, message, autoClose: 6000, ...(isBad && { color: 'red' }) }),
      );
    };
    return {
      changed: (visit, to, undo) =>
        say(
          <span className={classes.toast}>
            {t('statusChanged', { name: fullName(visit.patient), status: t(`common:status.${to}`) })}
            {undo !== undefined && (
              <Button
                size="compact-sm"
                variant="subtle"
                onClick={() => {
                  notifications.hide(TOAST);
                  undo();
                }}
              >
                {t('undo')}
              </Button>
            )}
          </span>,
          false,
        ),
      refused: (visit, to, error) =>
        say(
          t('statusRefused', {
            name: fullName(visit.patient),
            status: t(`common:status.${to}`),
            why: errorText(error),
          }),
          true,
        ),
    };
  }, [t, errorText]);
}

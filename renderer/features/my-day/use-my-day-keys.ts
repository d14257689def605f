import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import { useDeskTasks } from '../../lib/desk-tasks.ts';
import { isBusyElsewhere } from '../../ui/keys/is-busy-elsewhere.ts';
import type { KeyGroup } from '../../ui/keys/keys-help.tsx';
import { STATUS_KEYS } from '../../ui/visit/status-keys.ts';
import { doctorStep } from './doctor-step.ts';

type Input = {
  /** The one the big card shows. */
  readonly visit: AppointmentDto | undefined;
  readonly onBook: () => void;
  readonly onKeys: () => void;
  readonly onUndo: () => void;
  readonly onFollowUp: () => void;
  readonly onNote: () => void;
};

/** Shown beside the note's title. */
export const NOTE_KEY = 'E';

/** Space goes on with the person on the big card, wherever the focus is but on another control. */
export function useMyDayKeys(input: Input): void {
  const tasks = useDeskTasks();
  const latest = useRef(input);
  useEffect(() => {
    latest.current = input;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isBusyElsewhere(event.target)) return;
      const { visit, onBook, onKeys, onUndo, onFollowUp, onNote } = latest.current;
      const step = visit === undefined ? undefined : doctorStep(visit.status);
      const isOnControl = event.target instanceof Element && event.target.closest('button, a, li') !== null;
      if ((event.ctrlKey || event.metaKey) && event.key === 'z') onUndo();
      else if (event.ctrlKey || event.metaKey || event.altKey) return;
      else if (event.key === '?') onKeys();
      else if (event.key === 'b') onBook();
      else if (event.key === 'g') onFollowUp();
      else if (event.key.toUpperCase() === NOTE_KEY) onNote();
      else if (event.key === ' ' && !isOnControl && visit !== undefined && step !== undefined)
        tasks.setStatus(visit, step);
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [tasks]);
}

export function useMyDayKeyWords(): readonly KeyGroup[] {
  const { t } = useTranslation(['myDay', 'board', 'common', 'desk']);
  return [
    {
      title: t('keys.anywhere'),
      keys: [
        { keys: [t('board:keyNames.space')], does: t('keys.goOn') },
        { keys: ['B'], does: t('book') },
        { keys: ['G', '3'], does: t('followUp.keys') },
        { keys: [NOTE_KEY], does: t('keys.note') },
        { keys: ['Esc'], does: t('keys.leaveNote') },
        { keys: ['Ctrl K'], does: t('desk:palette') },
        { keys: ['Ctrl Z'], does: t('board:keys.undo') },
        { keys: ['↑', '↓'], does: t('keys.rows') },
        { keys: [t('board:keyNames.enter')], does: t('open') },
      ],
    },
    {
      title: t('keys.onRow'),
      keys: [
        { keys: [t('board:keyNames.space'), 'N'], does: t('board:keys.next') },
        { keys: [t('board:keyNames.back')], does: t('board:keys.back') },
        ...Object.entries(STATUS_KEYS).map(([key, status]) => ({
          keys: [key.toUpperCase()],
          does: t(`common:status.${status}`),
        })),
        { keys: ['M'], does: t('board:menu.move') },
        { keys: ['C'], does: t('board:menu.cancel') },
      ],
    },
  ];
}

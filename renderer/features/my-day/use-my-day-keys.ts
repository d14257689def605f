import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import { type DeskTasks, useDeskTasks } from '../../lib/desk-tasks.ts';
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
      const act = actOf(event, { ...latest.current, setStatus: tasks.setStatus });
      if (act === undefined) return;
      event.preventDefault();
      // A key that rests on the keyboard is one press: the next patient is called in by another.
      if (!event.repeat) act();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [tasks]);
}

type Acts = Input & { readonly setStatus: DeskTasks['setStatus'] };

function actOf(event: KeyboardEvent, acts: Acts): (() => void) | undefined {
  const { visit, onBook, onKeys, onUndo, onFollowUp, onNote, setStatus } = acts;
  if ((event.ctrlKey || event.metaKey) && event.key === 'z') return onUndo;
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  if (event.key.toUpperCase() === NOTE_KEY) return onNote;
  switch (event.key.toLowerCase()) {
    case '?':
      return onKeys;
    case 'b':
      return onBook;
    case 'g':
      return onFollowUp;
    case ' ': {
      const isOnControl = event.target instanceof Element && event.target.closest('button, a, li') !== null;
      const step = visit === undefined ? undefined : doctorStep(visit.status);
      if (isOnControl || visit === undefined || step === undefined) return undefined;
      return () => setStatus(visit, step);
    }
    default:
      return undefined;
  }
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

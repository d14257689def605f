import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { isBusyElsewhere } from '../../ui/keys/is-busy-elsewhere.ts';
import type { KeyGroup } from '../../ui/keys/keys-help.tsx';
import { STATUS_KEYS } from '../../ui/visit/status-keys.ts';

type Input = {
  readonly onBook: () => void;
  readonly onWalkIn: () => void;
  readonly onKeys: () => void;
  readonly onUndo: () => void;
  readonly onList: () => void;
};

export function useWaitingKeys(input: Input): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || isBusyElsewhere(event.target)) return;
    const act = actOf(event, input);
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}

function actOf(event: KeyboardEvent, input: Input): (() => void) | undefined {
  if ((event.ctrlKey || event.metaKey) && event.key === 'z') return input.onUndo;
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const acts: Readonly<Record<string, () => void>> = {
    b: input.onBook,
    w: input.onWalkIn,
    '?': input.onKeys,
    Escape: input.onList,
    // From nowhere in particular, into the list.
    ArrowDown: input.onList,
  };
  return acts[event.key];
}

const PATH_KEYS = Object.entries(STATUS_KEYS).filter(([, status]) => status !== 'confirmed');

export function useWaitingKeyWords(): readonly KeyGroup[] {
  const { t } = useTranslation(['flow', 'board', 'common', 'desk']);
  return [
    {
      title: t('waiting.keys.anywhere'),
      keys: [
        { keys: ['↑', '↓'], does: t('waiting.keys.rows') },
        { keys: ['B'], does: t('waiting.book') },
        { keys: ['W'], does: t('walkIn.open') },
        { keys: ['Ctrl K'], does: t('desk:palette') },
        { keys: ['Ctrl Z'], does: t('board:keys.undo') },
        { keys: ['Esc'], does: t('waiting.keys.list') },
      ],
    },
    {
      title: t('waiting.keys.onRow'),
      keys: [
        { keys: [t('board:keyNames.enter')], does: t('waiting.keys.show') },
        { keys: [t('board:keyNames.space'), 'N'], does: t('board:keys.next') },
        { keys: [t('board:keyNames.back')], does: t('board:keys.back') },
        ...PATH_KEYS.map(([key, status]) => ({
          keys: [key.toUpperCase()],
          does: t(`common:status.${status}`),
        })),
      ],
    },
  ];
}

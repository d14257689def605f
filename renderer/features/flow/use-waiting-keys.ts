import { useTranslation } from 'react-i18next';
import type { KeyGroup } from '../../ui/keys/keys-help.tsx';
import { useScreenKeys } from '../../ui/keys/use-screen-keys.ts';
import { STATUS_KEYS } from '../../ui/visit/status-keys.ts';

type Input = {
  readonly onBook: () => void;
  readonly onWalkIn: () => void;
  readonly onKeys: () => void;
  readonly onUndo: () => void;
  readonly onList: () => void;
};

export function useWaitingKeys({ onBook, onWalkIn, onKeys, onUndo, onList }: Input): void {
  // From nowhere in particular an arrow goes into the list.
  const acts = { b: onBook, w: onWalkIn, '?': onKeys, Escape: onList, ArrowDown: onList };
  useScreenKeys({ onUndo, acts });
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

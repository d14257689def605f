import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { KeysHelp } from '../../ui/keys/keys-help.tsx';
import { STATUS_KEYS } from '../../ui/visit/status-keys.ts';

type Props = { readonly isOpen: boolean; readonly onClose: () => void };

export const BoardKeys = memo(function BoardKeys({ isOpen, onClose }: Props) {
  const { t } = useTranslation(['board', 'common', 'desk']);
  const { back, enter, space, pageUp, pageDown } = {
    back: t('keyNames.back'),
    enter: t('keyNames.enter'),
    space: t('keyNames.space'),
    pageUp: t('keyNames.pageUp'),
    pageDown: t('keyNames.pageDown'),
  };
  const groups = [
    {
      title: t('keys.walk'),
      keys: [
        { keys: ['↑', '↓', '←', '→'], does: t('keys.arrows') },
        { keys: [pageUp, pageDown], does: t('keys.hour') },
        { keys: [enter], does: t('keys.enter') },
        { keys: ['⇧ ←', '⇧ →'], does: t('keys.day') },
        { keys: ['T'], does: t('keys.today') },
        { keys: ['G'], does: t('keys.date') },
        { keys: ['+', '−'], does: t('keys.zoom') },
        { keys: ['/'], does: t('keys.filter') },
        { keys: ['S'], does: t('keys.filters') },
        { keys: ['0'], does: t('keys.all') },
        { keys: ['1', '3', '7'], does: t('keys.days') },
        { keys: ['F2', '…', 'F7'], does: t('keys.view') },
        { keys: ['⇧ F2', '…'], does: t('keys.saveView') },
        { keys: ['O'], does: t('keys.views') },
        { keys: ['B'], does: t('keys.book') },
        { keys: ['.'], does: t('keys.doctorMenu') },
        { keys: ['W'], does: t('keys.walkIn') },
        { keys: ['Ctrl K'], does: t('desk:palette') },
        { keys: ['Q'], does: t('keys.inbox') },
        { keys: ['J'], does: t('keys.pins') },
        { keys: ['Ctrl Z'], does: t('keys.undo') },
      ],
    },
    {
      title: t('keys.onVisit'),
      keys: [
        { keys: [space, 'N'], does: t('keys.next') },
        { keys: [back], does: t('keys.back') },
        ...Object.entries(STATUS_KEYS).map(([key, status]) => ({
          keys: [key.toUpperCase()],
          does: t(`common:status.${status}`),
        })),
        { keys: ['P'], does: t('keys.pickUp') },
        { keys: ['K'], does: t('keys.pin') },
        { keys: ['M'], does: t('menu.move') },
        { keys: ['C'], does: t('menu.cancel') },
        { keys: ['.'], does: t('keys.menu') },
      ],
    },
  ];
  return <KeysHelp title={t('keys.title')} groups={groups} isOpen={isOpen} onClose={onClose} />;
});

import { Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import { APPOINTMENT_STATUSES, nextStep, statusMove } from '../../../shared/domain/appointment-status.ts';
import { useDeskTasks } from '../../lib/desk-tasks.ts';
import { Key } from '../../ui/keys/keys-help.tsx';
import { StatusIcon } from '../../ui/visit/status-icon.tsx';
import { isCallable, useCallAgain } from '../../ui/visit/use-call-again.ts';
import { STATUS_KEYS } from '../../ui/visit/status-keys.ts';
import classes from './board.module.css';

export type MenuAt = { readonly visit: AppointmentDto; readonly at: { left: number; bottom: number } };
type Props = {
  readonly menu: MenuAt | null;
  readonly onClose: () => void;
  /** Left out where there is no pinboard. */
  readonly onPin: ((visit: AppointmentDto) => void) | undefined;
};

/** Everything the keys do to a visit, for hands that use the mouse. */
export function VisitMenu({ menu, onClose, onPin }: Props) {
  const { t } = useTranslation('board');
  const tasks = useDeskTasks();
  const visit = menu?.visit;
  return (
    <Menu
      opened={menu !== null}
      onClose={onClose}
      position="bottom-start"
      width={260}
      withinPortal={false}
      floatingStrategy="fixed"
      shadow="md"
      returnFocus={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <button
          type="button"
          tabIndex={-1}
          aria-hidden={menu === null}
          aria-label={t('menu.title')}
          className={classes.menuAnchor}
          style={{ left: menu?.at.left ?? 0, top: menu?.at.bottom ?? 0 }}
        />
      </Menu.Target>
      {visit !== undefined && (
        <Menu.Dropdown>
          <Menu.Item onClick={() => tasks.show(visit.id)} rightSection={<Key>{t('keyNames.enter')}</Key>}>
            {t('menu.open')}
          </Menu.Item>
          {visit.can.setStatus && <StatusItems visit={visit} />}
          <Menu.Divider />
          <Menu.Item disabled={!visit.can.move} onClick={() => tasks.move(visit)} rightSection={<Key>M</Key>}>
            {t('menu.move')}
          </Menu.Item>
          {onPin !== undefined && (
            <Menu.Item disabled={!visit.can.move} onClick={() => onPin(visit)} rightSection={<Key>K</Key>}>
              {t('menu.pin')}
            </Menu.Item>
          )}
          <Menu.Item
            disabled={!visit.can.cancel}
            onClick={() => tasks.cancel(visit)}
            rightSection={<Key>C</Key>}
          >
            {t('menu.cancel')}
          </Menu.Item>
        </Menu.Dropdown>
      )}
    </Menu>
  );
}

function StatusItems({ visit }: { readonly visit: AppointmentDto }) {
  const { t } = useTranslation(['board', 'common', 'displays']);
  const callAgain = useCallAgain();
  const tasks = useDeskTasks();
  const possible = APPOINTMENT_STATUSES.filter(
    (status) => status !== 'cancelled' && statusMove(visit, status) !== undefined,
  );
  const keyOf = (status: string) => {
    if (status === nextStep(visit.status)) return t('keyNames.space');
    if (status === visit.stepBack) return t('keyNames.back');
    return Object.entries(STATUS_KEYS)
      .find(([, known]) => known === status)?.[0]
      .toUpperCase();
  };
  return (
    <>
      <Menu.Divider />
      {isCallable(visit) && (
        <Menu.Item onClick={() => callAgain(visit)} rightSection={<Key>R</Key>}>
          {t('displays:again.button')}
        </Menu.Item>
      )}
      {possible.map((status) => {
        const key = keyOf(status);
        return (
          <Menu.Item
            key={status}
            leftSection={<StatusIcon status={status} />}
            rightSection={key === undefined ? undefined : <Key>{key}</Key>}
            onClick={() => tasks.setStatus(visit, status)}
          >
            {status === visit.stepBack
              ? t('menu.backTo', { status: t(`common:status.${status}`) })
              : status === 'entered_in_error'
                ? t('menu.error')
                : t(`common:status.${status}`)}
          </Menu.Item>
        );
      })}
    </>
  );
}

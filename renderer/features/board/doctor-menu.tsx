import { Menu, type MenuItemProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { mayEver } from '../../../shared/domain/policy.ts';
import type { DoctorId } from '../../../shared/ids.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import { useDeskTasks } from '../../lib/desk-tasks.ts';
import { useMe } from '../../lib/session.ts';
import classes from './board.module.css';

export type DoctorMenuAt = {
  readonly id: DoctorId;
  readonly name: string;
  readonly day: CivilDate;
  readonly at: { left: number; bottom: number };
};
/** The one doctor alone who is shown, on this day or on several, and how to change that. */
export type OnlyDoctor = {
  readonly doctor: DoctorId | undefined;
  readonly onDoctor: (doctor: DoctorId | null) => void;
  readonly areDaysShown: boolean;
  /** From the one day of all to the week of this doctor, and back to all of this day. */
  readonly onWeek: (doctor: DoctorId, day: CivilDate) => void;
};
type Props = {
  readonly menu: DoctorMenuAt | null;
  readonly only: OnlyDoctor;
  readonly onClose: () => void;
};

type ItemProps = MenuItemProps &
  Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof MenuItemProps> & {
    readonly ref?: Ref<HTMLAnchorElement>;
  };
const LinkItem = createLink((props: ItemProps) => <Menu.Item component="a" {...props} />);

/** What concerns a doctor's whole day, from where one sees it. Drawn inside the board, which is its landmark. */
export function DoctorMenu({ menu, only, onClose }: Props) {
  const { t } = useTranslation('board');
  const tasks = useDeskTasks();
  const { role } = useMe();
  return (
    <Menu
      opened={menu !== null}
      onClose={onClose}
      position="bottom-start"
      width={240}
      withinPortal={false}
      floatingStrategy="fixed"
      shadow="md"
      returnFocus={false}
      withInitialFocusPlaceholder={false}
      transitionProps={{ duration: 0 }}
    >
      <Menu.Target>
        <button
          type="button"
          tabIndex={-1}
          aria-hidden={menu === null}
          aria-label={t('doctorMenu.title', { doctor: menu?.name ?? '' })}
          className={classes.menuAnchor}
          style={{ left: menu?.at.left ?? 0, top: menu?.at.bottom ?? 0 }}
        />
      </Menu.Target>
      {menu !== null && (
        <Menu.Dropdown>
          {mayEver(role, 'appointment.book') && (
            <Menu.Item onClick={() => tasks.book({ day: menu.day, doctorId: menu.id })}>
              {t('doctorMenu.book')}
            </Menu.Item>
          )}
          <Menu.Item onClick={() => only.onWeek(menu.id, menu.day)}>
            {t(only.areDaysShown ? 'doctorMenu.day' : 'doctorMenu.week')}
          </Menu.Item>
          {!only.areDaysShown && (
            <Menu.Item onClick={() => only.onDoctor(only.doctor === menu.id ? null : menu.id)}>
              {t(only.doctor === menu.id ? 'doctorMenu.all' : 'doctorMenu.only')}
            </Menu.Item>
          )}
          <LinkItem to="/paper" search={{ day: menu.day, doctor: menu.id }}>
            {t('doctorMenu.sheet')}
          </LinkItem>
          {mayEver(role, 'absence.manage') && (
            <LinkItem to="/absence" search={{ day: menu.day, doctor: menu.id }}>
              {t('doctorMenu.away')}
            </LinkItem>
          )}
        </Menu.Dropdown>
      )}
    </Menu>
  );
}

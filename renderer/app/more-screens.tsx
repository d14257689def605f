import { Menu } from '@mantine/core';
import { Link, useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMe } from '../lib/session.ts';
import { Icon } from '../ui/icon.tsx';
import { MORE_SCREENS } from './screens.ts';
import classes from './shell.module.css';

/** The screens that are not gone to every day, behind one word of the navigation. */
export function MoreScreens() {
  const { t } = useTranslation('common');
  const screens = MORE_SCREENS[useMe().role];
  const { pathname } = useLocation();
  if (screens.length === 0) return null;
  const here = screens.find(({ to }) => to === pathname);
  return (
    <Menu position="bottom-start" offset={0} width={220} withinPortal transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <button
          type="button"
          className={classes.link}
          data-status={here && 'active'}
          aria-label={here && t('shell.moreHere', { screen: t(here.label) })}
        >
          {t(here?.label ?? 'shell.more')}
          <Icon name="down" size={16} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {screens.map(({ to, label }) => (
          <Menu.Item key={to} component={Link} to={to}>
            {t(label)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

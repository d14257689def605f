import { ActionIcon } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { mayEver } from '../../shared/domain/policy.ts';
import { useClinic } from '../lib/clinic.ts';
import { useFormat } from '../lib/format.ts';
import { useLock } from '../lib/lock.ts';
import { useMe } from '../lib/session.ts';
import { forgetActs, recallActs } from '../lib/undo-order.ts';
import { useSignOut } from '../lib/use-sign-out.ts';
import { Icon } from '../ui/icon.tsx';
import { LiveLamp } from '../ui/live-lamp.tsx';
import { SchemeToggle } from '../ui/scheme-toggle.tsx';
import { MoreScreens } from './more-screens.tsx';
import { PaletteTrigger } from './palette-trigger.tsx';
import { SCREENS } from './screens.ts';
import classes from './shell.module.css';
import { useStatusColors } from './use-status-colors.ts';

const AdminNotices = lazy(() =>
  import('./admin-notices.tsx').then((module) => ({ default: module.AdminNotices })),
);

const DeskNotices = lazy(() =>
  import('./desk-notices.tsx').then((module) => ({ default: module.DeskNotices })),
);

const RoomCalls = lazy(() =>
  import('../features/signals/room-calls.tsx').then((module) => ({ default: module.RoomCalls })),
);

/** The frame around every staff screen: whose clinic, which screens, in sync or not, who is signed in. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation(['common', 'lock', 'sessions']);
  const clinic = useClinic();
  const format = useFormat();
  const me = useMe();
  const signOut = useSignOut();
  const lock = useLock();
  useStatusColors();
  // Nobody takes back what the person before them did.
  useEffect(() => {
    recallActs(me.sessionId);
    return forgetActs;
  }, [me.sessionId]);
  return (
    <div className={classes.frame}>
      <a className={classes.skip} href="#content">
        {t('shell.skip')}
      </a>
      <header className={classes.header}>
        <span className={classes.clinic} title={clinic.clinicName}>
          {clinic.clinicName}
        </span>
        <nav className={classes.nav} aria-label={t('shell.nav')}>
          {SCREENS[me.role].map(({ to, label }) => (
            <Link key={to} to={to} className={classes.link}>
              {t(label)}
            </Link>
          ))}
          <MoreScreens />
        </nav>
        <span className={classes.space} />
        <PaletteTrigger />
        {format.isZoneForeign && (
          <span className={classes.zone} title={t('shell.zone', { zone: clinic.timeZone })}>
            {t('shell.zone', { zone: clinic.timeZone })}
          </span>
        )}
        <LiveLamp />
        <Link to="/security" className={classes.me} title={t('sessions:page')}>
          <span className={classes.name}>{me.name}</span>
          <span className={classes.role}>{t(`roles.${me.role}`)}</span>
        </Link>
        <SchemeToggle />
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('lock:lock')}
          title={t('lock:lockHint')}
          aria-keyshortcuts="Control+L"
          onClick={lock.now}
        >
          <Icon name="lock" />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('actions.signOut')}
          title={t('actions.signOut')}
          onClick={() => void signOut()}
        >
          <Icon name="signOut" />
        </ActionIcon>
      </header>
      {mayEver(me.role, 'audit.verify') && (
        <Suspense>
          <AdminNotices />
        </Suspense>
      )}
      {mayEver(me.role, 'absence.manage') && (
        <Suspense>
          <DeskNotices />
        </Suspense>
      )}
      {mayEver(me.role, 'signal.take') && (
        <Suspense>
          <RoomCalls />
        </Suspense>
      )}
      <div className={classes.body}>{children}</div>
    </div>
  );
}

import { ActionIcon } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useClinic } from '../lib/clinic.ts';
import { useMe } from '../lib/session.ts';
import { useLiveState } from '../lib/socket.ts';
import { useSignOut } from '../lib/use-sign-out.ts';
import { Icon } from '../ui/icon.tsx';
import { SchemeToggle } from '../ui/scheme-toggle.tsx';
import classes from './portal-header.module.css';

/** Whose page this is; and, only when it matters, that the clinic cannot be reached. */
export function PortalHeader() {
  const { t } = useTranslation(['common', 'sessions']);
  const clinic = useClinic();
  const me = useMe();
  const live = useLiveState();
  const signOut = useSignOut();
  return (
    <header className={classes.header}>
      <div className={classes.bar}>
        <Link to="/" className={classes.home}>
          <span className={classes.clinic}>{clinic.clinicName}</span>
          <span className={classes.me}>
            {me.name}, {t('roles.patient')}
          </span>
        </Link>
        <SchemeToggle />
        <ActionIcon
          component={Link}
          to="/security"
          variant="subtle"
          color="gray"
          aria-label={t('sessions:page')}
        >
          <Icon name="lock" size={20} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('actions.signOut')}
          onClick={() => void signOut()}
        >
          <Icon name="signOut" size={20} />
        </ActionIcon>
      </div>
      <div role="status">
        {live === 'offline' && (
          <p className={classes.offline}>
            <Icon name="offline" />
            {t('live.offlineHint')}
          </p>
        )}
      </div>
    </header>
  );
}

import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../../shared/contracts/auth.ts';
import { useClinic } from '../../lib/clinic.ts';
import { useFormat } from '../../lib/format.ts';
import { useLock } from '../../lib/lock.ts';
import { onTick } from '../../lib/use-minute.ts';
import { Icon } from '../../ui/icon.tsx';
import { SchemeToggle } from '../../ui/scheme-toggle.tsx';
import classes from './lock-screen.module.css';
import { UnlockForm } from './unlock-form.tsx';

type Props = {
  readonly me: Pick<Me, 'name' | 'role'>;
  /** The sign-in of another feature; given the way back to this screen. */
  readonly someoneElse: (wayBack: ReactNode) => ReactNode;
};

/** Whose screen is it, and how do they come back? Nothing else of the clinic is on it. */
export function LockScreen({ me, someoneElse }: Props) {
  const { t } = useTranslation(['lock', 'common']);
  const { clinicName } = useClinic();
  const { tellOpened } = useLock();
  const [isLeaving, setLeaving] = useState(false);

  useEffect(() => {
    document.title = `${t('title')} · ${clinicName}`;
    return () => {
      document.title = clinicName;
      tellOpened();
    };
  }, [t, clinicName, tellOpened]);

  if (isLeaving)
    return someoneElse(
      <Button variant="subtle" fullWidth mt={8} onClick={() => setLeaving(false)}>
        {t('backTo', { name: me.name })}
      </Button>,
    );
  return (
    <div className={classes.page}>
      <header className={classes.top}>
        <span className={classes.clinic}>{clinicName}</span>
        <SchemeToggle />
      </header>
      <main id="content" className={classes.main}>
        <Clock />
        <section className={classes.card} aria-label={t('heading', { name: me.name })}>
          <span className={classes.avatar} aria-hidden="true">
            {initialsOf(me.name)}
          </span>
          <h1 className={classes.name}>{me.name}</h1>
          <p className={classes.role}>
            <Icon name="lock" size={14} />
            {t('title')}, {t(`common:roles.${me.role}`)}
          </p>
          <UnlockForm />
        </section>
      </main>
      <footer className={classes.bottom}>
        <Button variant="default" leftSection={<Icon name="person" />} onClick={() => setLeaving(true)}>
          {t('someoneElse')}
        </Button>
        <span className={classes.hint}>{t('someoneElseHint', { name: me.name })}</span>
      </footer>
    </div>
  );
}

function Clock() {
  const format = useFormat();
  const time = useSyncExternalStore(onTick, () => format.time(format.now()));
  const today = useSyncExternalStore(onTick, format.today);
  return (
    <div className={classes.clock}>
      {/* With AM or PM behind it a time takes nearly twice the room. */}
      <time className={classes.time} data-long={time.length > 5 || undefined}>
        {time}
      </time>
      <span className={classes.date}>{format.dayLong(today)}</span>
    </div>
  );
}

/** Of the first and the last name; a title is neither. */
function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '' && !word.endsWith('.'));
  return [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => word?.charAt(0).toUpperCase() ?? '')
    .join('');
}

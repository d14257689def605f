import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { PasswordSetting } from '../features/sessions/password-setting.tsx';
import { PinSetting } from '../features/sessions/pin-setting.tsx';
import { SessionList } from '../features/sessions/session-list.tsx';
import { mayEver } from '../../shared/domain/policy.ts';
import { useMe } from '../lib/session.ts';
import { Icon } from '../ui/icon.tsx';
import { LanguageChoice } from '../ui/language-choice.tsx';
import classes from './security-screen.module.css';

const FactorSetting = lazy(() =>
  import('../features/factors/factor-setting.tsx').then((module) => ({ default: module.FactorSetting })),
);
const PasskeySetting = lazy(() =>
  import('../features/factors/passkey-setting.tsx').then((module) => ({ default: module.PasskeySetting })),
);

const EmailSetting = lazy(() =>
  import('../features/sessions/email-setting.tsx').then((module) => ({ default: module.EmailSetting })),
);
const CalendarFeeds = lazy(() =>
  import('../features/calendars/calendar-feeds.tsx').then((module) => ({ default: module.CalendarFeeds })),
);

/** How is my sign-in guarded, and where is it in use? Of staff and patients alike; only staff screens lock. */
export function SecurityScreen() {
  const { t } = useTranslation(['sessions', 'common']);
  const { role } = useMe();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <main id="content" className={classes.page}>
      {role === 'patient' && (
        <Link to="/" className={classes.back}>
          <Icon name="back" />
          {t('common:actions.back')}
        </Link>
      )}
      <div className={classes.top}>
        <h1 ref={heading} className={classes.title} tabIndex={-1}>
          {t('page')}
        </h1>
        <LanguageChoice />
      </div>
      <SessionList />
      <Suspense>
        <EmailSetting />
      </Suspense>
      <PasswordSetting />
      {role !== 'patient' && (
        <Suspense>
          <FactorSetting />
          <PasskeySetting />
        </Suspense>
      )}
      {role !== 'patient' && <PinSetting />}
      {mayEver(role, 'calendar.own') && (
        <Suspense>
          <CalendarFeeds />
        </Suspense>
      )}
    </main>
  );
}

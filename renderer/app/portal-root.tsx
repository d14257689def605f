import { Anchor } from '@mantine/core';
import { Link, Outlet, useMatchRoute } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useClinic } from '../lib/clinic.ts';
import { useSessionState } from '../lib/session.ts';
import { PageNote } from '../ui/page-note.tsx';
import { PortalHeader } from './portal-header.tsx';
import { useClinicAccent } from './use-clinic-accent.ts';

const SignInScreen = lazy(() =>
  import('../features/auth/sign-in-screen.tsx').then((module) => ({ default: module.SignInScreen })),
);
const RegisterScreen = lazy(() =>
  import('../features/auth/register-screen.tsx').then((module) => ({ default: module.RegisterScreen })),
);

const LateWords = lazy(() => import('./late-words.tsx').then((module) => ({ default: module.LateWords })));
const WordsAhead = lazy(() => import('./late-words.tsx').then((module) => ({ default: module.WordsAhead })));

/** For whoever has lost the password, signed in or not. */
const OPEN_SCREENS = [
  [
    '/forgot',
    lazy(() =>
      import('../features/recovery/forgot-screen.tsx').then((module) => ({ default: module.ForgotScreen })),
    ),
  ],
  [
    '/reset',
    lazy(() =>
      import('../features/recovery/reset-screen.tsx').then((module) => ({ default: module.ResetScreen })),
    ),
  ],
] as const;

/** Decides what the phone shows: a way in, or the patient's own screens. */
export function PortalRoot() {
  const clinic = useClinic();
  const state = useSessionState();
  const matches = useMatchRoute();
  useClinicAccent();
  if (!clinic.isSetUp) return <NotYet />;
  for (const [to, Screen] of OPEN_SCREENS) {
    if (matches({ to }) === false) continue;
    return (
      <Suspense>
        <LateWords>
          <Screen audience="patient" />
        </LateWords>
      </Suspense>
    );
  }
  if (state.status === 'unknown') return null;
  if (state.status === 'signed_out')
    return (
      <Suspense>
        <WayIn hasEnded={state.hasEnded} />
        <Suspense>
          <WordsAhead />
        </Suspense>
      </Suspense>
    );
  // Only staff screens lock; what the patients' page shows of such a session is where to go.
  if (state.status !== 'signed_in' || state.me.role !== 'patient') return <StaffHere />;
  return (
    <Suspense>
      <LateWords>
        <PortalHeader />
        <Suspense>
          <Outlet />
        </Suspense>
      </LateWords>
    </Suspense>
  );
}

function WayIn({ hasEnded }: { readonly hasEnded: boolean }) {
  const { t } = useTranslation('auth');
  const matches = useMatchRoute();
  if (matches({ to: '/register' }) !== false)
    return (
      <LateWords>
        <RegisterScreen>
          <HaveAccount />
        </RegisterScreen>
      </LateWords>
    );
  return (
    <SignInScreen audience="patient" hasEnded={hasEnded}>
      <p>
        {t('signIn.noAccount')}{' '}
        <Anchor component={Link} to="/register">
          {t('signIn.register')}
        </Anchor>
      </p>
    </SignInScreen>
  );
}

function HaveAccount() {
  const { t } = useTranslation('auth');
  return (
    <p>
      {t('register.haveAccount')}{' '}
      <Anchor component={Link} to="/">
        {t('register.signIn')}
      </Anchor>
    </p>
  );
}

/** The cookie of this browser belongs to somebody of the staff. */
function StaffHere() {
  const { t } = useTranslation('auth');
  return (
    <main id="content">
      <PageNote
        icon="person"
        title={t('signIn.staffAccount')}
        action={<Anchor href="/">{t('signIn.staffLink')}</Anchor>}
      />
    </main>
  );
}

function NotYet() {
  const { t } = useTranslation(['errors', 'auth']);
  return (
    <main id="content">
      <PageNote
        title={t('errors:not_set_up')}
        action={<Anchor href="/">{t('auth:signIn.staffLink')}</Anchor>}
      />
    </main>
  );
}

import { Anchor } from '@mantine/core';
import { Link, Outlet, useRouter } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { SignInScreen } from '../features/auth/sign-in-screen.tsx';
import { useClinic } from '../lib/clinic.ts';
import { useSessionState } from '../lib/session.ts';
import { PageNote } from '../ui/page-note.tsx';
import { Shell } from './shell.tsx';

const SetupScreen = lazy(() =>
  import('../features/setup/setup-screen.tsx').then((module) => ({ default: module.SetupScreen })),
);

/** Decides what the whole page is: the first set-up, the sign-in, or a screen in its frame. */
export function DeskRoot() {
  const clinic = useClinic();
  const state = useSessionState();
  const router = useRouter();
  const person = state.status === 'signed_in' ? state.me.userId : undefined;

  // Who is signed in decides which screen an address leads to.
  useEffect(() => {
    if (person !== undefined) void router.invalidate();
  }, [router, person]);

  if (!clinic.isSetUp)
    return (
      <Suspense>
        <SetupScreen />
      </Suspense>
    );
  if (state.status === 'unknown') return null;
  if (state.status === 'signed_out') return <SignInScreen audience="staff" hasEnded={state.hasEnded} />;
  return (
    <Shell>
      <Outlet />
    </Shell>
  );
}

export function NotFound() {
  const { t } = useTranslation();
  return (
    <PageNote
      icon="search"
      title={t('states.notFound')}
      hint={t('states.notFoundHint')}
      action={
        <Anchor component={Link} to="/">
          {t('states.goHome')}
        </Anchor>
      }
    />
  );
}

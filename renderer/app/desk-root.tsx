import { Outlet, useMatchRoute, useRouter } from '@tanstack/react-router';
import { type ComponentType, lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import type { UserId } from '../../shared/ids.ts';
import { useAfterPaint } from '../lib/after-paint.ts';
import { useClinic } from '../lib/clinic.ts';
import { useSessionState } from '../lib/session.ts';
import { DeskHolds } from './desk-holds.tsx';
import { loadBoard, loadMyDay } from './desk-screens.ts';
import { Shell } from './shell.tsx';

const StaffSignIn = lazy(() =>
  import('../features/auth/staff-sign-in.tsx').then((module) => ({ default: module.StaffSignIn })),
);
const loadLockScreen = () =>
  import('../features/sessions/lock-screen.tsx').then((module) => ({ default: module.LockScreen }));
const LockScreen = lazy(loadLockScreen);
const SetupScreen = lazy(() =>
  import('../features/setup/setup-screen.tsx').then((module) => ({ default: module.SetupScreen })),
);

const EnrolScreen = lazy(() =>
  import('../features/factors/enrol-screen.tsx').then((module) => ({ default: module.EnrolScreen })),
);

type OpenScreenProps = { readonly audience: 'staff'; readonly onEntered: () => void };

/** For whoever has lost the password, or has none yet, signed in or not; and for devices, on which nobody is. */
const OPEN_SCREENS: readonly (readonly [
  '/forgot' | '/reset' | '/invitation' | '/call-screen' | '/kiosk',
  ComponentType<OpenScreenProps>,
])[] = [
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
  [
    '/invitation',
    lazy(() =>
      import('../features/recovery/invitation-screen.tsx').then((module) => ({
        default: module.InvitationScreen,
      })),
    ),
  ],
  [
    '/call-screen',
    lazy(() =>
      import('../features/displays/call-screen.tsx').then((module) => ({ default: module.CallScreen })),
    ),
  ],
  [
    '/kiosk',
    lazy(() =>
      import('../features/displays/kiosk-screen.tsx').then((module) => ({ default: module.KioskScreen })),
    ),
  ],
];

/** Decides what the whole page is: the first set-up, the sign-in, or a screen in its frame. */
export function DeskRoot() {
  const clinic = useClinic();
  const state = useSessionState();
  const matches = useMatchRoute();
  const router = useRouter();
  const person = state.status === 'signed_in' ? state.me.sessionId : undefined;

  // Who is signed in decides which screen an address leads to.
  useEffect(() => {
    if (person !== undefined) void router.invalidate();
  }, [router, person]);

  const isElsewhere = useOwnAddress(state.status === 'signed_in' ? state.me.userId : undefined);

  // While somebody types a password, the screens they are likely to come to are fetched.
  const isSigningIn = useAfterPaint(state.status === 'signed_out');
  useEffect(() => {
    if (isSigningIn) for (const load of [loadBoard, loadMyDay]) void load().catch(() => undefined);
  }, [isSigningIn]);

  // When the lock screen is needed the clinic may be out of reach.
  const isAtWork = useAfterPaint(person !== undefined);
  useEffect(() => {
    if (isAtWork) void loadLockScreen().catch(() => undefined);
  }, [isAtWork]);

  if (!clinic.isSetUp)
    return (
      <Suspense>
        <SetupScreen />
      </Suspense>
    );
  for (const [to, Screen] of OPEN_SCREENS) {
    if (matches({ to }) === false) continue;
    return (
      <Suspense>
        <Screen audience="staff" onEntered={() => void router.navigate({ to: '/' })} />
      </Suspense>
    );
  }
  if (state.status === 'unknown') return null;
  if (state.status === 'signed_out')
    return (
      <Suspense>
        <StaffSignIn hasEnded={state.hasEnded} />
      </Suspense>
    );
  if (state.status === 'enrolling')
    return (
      <Suspense>
        <EnrolScreen />
      </Suspense>
    );
  if (state.status === 'locked')
    return (
      <Suspense>
        <LockScreen key={state.me.sessionId} me={state.me} someoneElse={signInBeside} />
      </Suspense>
    );
  if (isElsewhere) return null;
  return (
    <DeskHolds key={state.me.sessionId}>
      <Shell>
        <Outlet />
      </Shell>
    </DeskHolds>
  );
}

/** True while the address is still that of the person before: whose chart they had open is not the next one's to read. */
function useOwnAddress(userId: UserId | undefined): boolean {
  const router = useRouter();
  const [ofUser, setOfUser] = useState(userId);
  useEffect(() => {
    if (userId === undefined || userId === ofUser) return;
    const take = () => setOfUser(userId);
    if (ofUser === undefined) take();
    else void router.navigate({ to: '/', replace: true }).then(take);
  }, [router, userId, ofUser]);
  return userId !== undefined && ofUser !== undefined && userId !== ofUser;
}

function signInBeside(wayBack: ReactNode): ReactNode {
  return <StaffSignIn hasEnded={false}>{wayBack}</StaffSignIn>;
}

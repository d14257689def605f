import type { ReactNode } from 'react';
import type { SignedIn } from '../../../shared/contracts/auth.ts';
import { PasskeySignIn } from './passkey-sign-in.tsx';
import { SignInScreen } from './sign-in-screen.tsx';

type Props = { readonly hasEnded: boolean; readonly children?: ReactNode };

/** The sign-in of those who work here: by name and password, or by a passkey. */
export function StaffSignIn({ hasEnded, children }: Props) {
  return (
    <SignInScreen audience="staff" hasEnded={hasEnded} otherWay={byPasskey}>
      {children}
    </SignInScreen>
  );
}

function byPasskey(enter: (answer: SignedIn) => void): ReactNode {
  return <PasskeySignIn onEnter={enter} />;
}

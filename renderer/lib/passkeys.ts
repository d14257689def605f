import { useTranslation } from 'react-i18next';
import type { PasskeyProof } from '../../shared/contracts/passkey-proof.ts';
import type { FinishPasskey, PasskeyCreation, PasskeyRequest } from '../../shared/contracts/passkeys.ts';
import { passkeyHostOf } from '../../shared/domain/passkey-host.ts';
import { useErrorText } from './errors.ts';

/** `address`: browsers lend no passkeys where the page was loaded from; `browser`: this one knows none. */
export type PasskeyLack = 'address' | 'browser';

export function passkeyLack(): PasskeyLack | undefined {
  if (passkeyHostOf(window.location.origin) === undefined) return 'address';
  return 'PublicKeyCredential' in window ? undefined : 'browser';
}

/** `given_up` also when nobody answered in time: browsers do not tell the two apart. */
type Failure = 'given_up' | 'known' | 'failed';

class PasskeyFailure extends Error {
  readonly failure: Failure;

  constructor(failure: Failure, cause: unknown) {
    super(failure, { cause });
    this.name = 'PasskeyFailure';
    this.failure = failure;
  }
}

/** Fetched when somebody is about to use a passkey: most pages never do. */
export const loadPasskeys = () => import('@simplewebauthn/browser');

/** Lets the browser make a passkey; asks its person for the finger, the face or the PIN. */
export async function makePasskey(
  options: PasskeyCreation['options'],
): Promise<Omit<FinishPasskey, 'attempt'>> {
  const { startRegistration } = await loadPasskeys();
  const { id, response } = await orFailure(startRegistration({ optionsJSON: options }));
  const { clientDataJSON, attestationObject, transports = [] } = response;
  return { id, clientDataJSON, attestationObject, transports };
}

/** Lets the browser sign with a passkey its person picks. */
export async function showPasskey(
  options: PasskeyRequest['options'],
): Promise<Omit<PasskeyProof, 'attempt'>> {
  const { startAuthentication } = await loadPasskeys();
  const { id, response } = await orFailure(startAuthentication({ optionsJSON: options }));
  const { clientDataJSON, authenticatorData, signature, userHandle } = response;
  return { id, clientDataJSON, authenticatorData, signature, userHandle };
}

async function orFailure<T>(ceremony: Promise<T>): Promise<T> {
  try {
    return await ceremony;
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name === 'NotAllowedError' || name === 'AbortError') throw new PasskeyFailure('given_up', error);
    throw new PasskeyFailure(name === 'InvalidStateError' ? 'known' : 'failed', error);
  }
}

/** The words for what went wrong with a passkey, here or at the server. */
export function usePasskeyProblem(): (error: unknown) => string {
  const { t } = useTranslation('factors');
  const errorText = useErrorText();
  return (error) =>
    error instanceof PasskeyFailure ? t(`passkeys.problem.${error.failure}`) : errorText(error);
}

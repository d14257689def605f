import type { PasskeyProof } from '../../../shared/contracts/passkey-proof.ts';
import type {
  PasskeyRequest,
  SecondStepWays,
  SignInWithPasskey,
} from '../../../shared/contracts/passkeys.ts';
import { passkeyHostOf } from '../../../shared/domain/passkey-host.ts';
import { isCopied, PASSKEYS_AT_MOST } from '../../../shared/domain/passkeys.ts';
import { isAllowed } from '../../../shared/domain/policy.ts';
import { AppError } from '../../../shared/errors.ts';
import type { PasskeyId, UserId } from '../../../shared/ids.ts';
import type { Transaction } from '../../db/transact.ts';
import type { Caller } from '../../trpc/context.ts';
import { clientKey } from '../../wire/client-key.ts';
import type { IssuedSession } from './auth.presenter.ts';
import * as authRepo from './auth.repo.ts';
import { newChallenge, type Purpose } from './challenges.ts';
import { suspend, tellOfCopy } from './copied-passkey.ts';
import { findKnownDevice } from './known-devices.ts';
import { requirePasskeyHost } from './passkeys.ts';
import * as repo from './passkeys.repo.ts';
import { hasTotp } from './second-factor.ts';
import { openFor, recordFailure, type SignInParts } from './way-in.ts';
import { prepareToJudge, readProof, requestOptions } from './webauthn.ts';

/** What the device shows is right for its key; whether that is good is settled in the transaction. */
export type Shown = {
  readonly passkeyId: PasskeyId;
  readonly userId: UserId;
  /** As its person calls it. */
  readonly name: string;
  readonly counter: number;
};

/** The device may be anybody's: it is asked for whatever it holds for this clinic. */
export function beginPasskeySignIn(parts: SignInParts, { origin, address }: Caller): PasskeyRequest {
  const hostName = requirePasskeyHost(origin);
  prepareToJudge();
  const challenge = { bytes: newChallenge(), origin, hostName, purpose: { to: 'enter' } } as const;
  const attempt = parts.challenges.put(clientKey(address), challenge);
  return { attempt, options: requestOptions(challenge, []) };
}

/**
 * A passkey in place of the password: the device has seen its person (a finger, a face, a PIN), and that it is
 * at hand is the second proof. An unknown one is refused like one whose signature is wrong.
 */
export async function signInWithPasskey(
  parts: SignInParts,
  caller: Caller,
  { proof, tokenInBody }: SignInWithPasskey,
): Promise<IssuedSession> {
  const { user, device } = await parts.db.read(async (q) => {
    const key = await repo.findByCredential(q, proof.id);
    const found = key && (await authRepo.findUser(q, key.userId));
    return { user: found, device: await findKnownDevice(q, caller.deviceSecret, found?.id) };
  });
  const guess = { kind: 'passkey', account: proof.id, address: caller.address, trusted: device } as const;
  const attempt = parts.guard.begin(guess);
  const shown = await judgeProof(parts, caller, { proof, to: 'enter' });
  if (user === undefined || shown === undefined || !isAllowed(user.role, 'factor.own', ['self'])) {
    await recordFailure(parts, caller, { userId: user?.id });
    throw new AppError('passkey_refused');
  }
  if (user.isActive === 0) {
    await recordFailure(parts, caller, { userId: user.id });
    throw new AppError('account_disabled');
  }
  const opened = await parts.db.transact(async (tx) => {
    const taken = await takePasskey(parts, tx, shown);
    if (taken !== 'good') return taken;
    const { passkeyId } = shown;
    return openFor(parts, tx, { userId: user.id, caller, hasScreen: !tokenInBody, passkeyId });
  });
  if (typeof opened === 'string') return refusePasskey(parts, caller, { shown, why: opened });
  attempt.succeed();
  return parts.sessions.sign(opened);
}

/** Why the trail says a passkey with a good signature was refused. */
export const WHY = {
  copied: 'its passkey was copied: the count of its uses did not rise',
  gone: 'its passkey was removed',
  suspended: 'its passkey is suspended: it was copied',
} as const;

type Refused = { readonly shown: Shown; readonly why: keyof typeof WHY };

/** The signature was right: whoever is refused holds the key or a copy, and may know why. */
export async function refusePasskey(
  parts: SignInParts,
  caller: Caller,
  { shown, why }: Refused,
): Promise<never> {
  await recordFailure(parts, caller, { userId: shown.userId, reason: WHY[why] });
  if (why === 'copied') await tellOfCopy(parts, shown);
  throw new AppError(why === 'gone' ? 'passkey_refused' : 'passkey_suspended');
}

type Judged = { readonly proof: PasskeyProof; readonly to: 'enter' | 'follow' };

/** Outside of any transaction: signatures are checked elsewhere. The challenge is spent, whatever comes of it. */
export async function judgeProof(
  parts: SignInParts,
  caller: Caller,
  { proof, to }: Judged,
): Promise<Shown | undefined> {
  const asked = parts.challenges.take(proof.attempt);
  const key = await parts.db.read((q) => repo.findByCredential(q, proof.id));
  if (asked === undefined || key === undefined || asked.purpose.to !== to) return undefined;
  if (asked.origin !== caller.origin || asked.hostName !== key.hostName) return undefined;
  if (!isFor(asked.purpose, key.userId)) return undefined;
  // Whoever names nobody says by the handle whose key it is.
  if (to === 'enter' && proof.userHandle === undefined) return undefined;
  const read = await readProof(asked, proof, key);
  return read && { passkeyId: key.id, userId: key.userId, name: key.name, counter: read.counter };
}

function isFor(purpose: Purpose, userId: UserId): boolean {
  return purpose.to !== 'follow' || purpose.userId === userId;
}

/** Notes the use; not of one that was removed meanwhile. Where there is a copy, both are suspended. */
export async function takePasskey(
  parts: Pick<SignInParts, 'clock' | 'sessions'>,
  tx: Transaction,
  { passkeyId: id, userId, counter }: Shown,
): Promise<'good' | keyof typeof WHY> {
  const row = await repo.findOwn(tx.q, { id, userId });
  if (row === undefined) return 'gone';
  if (row.suspendedAt !== null) return 'suspended';
  if (isCopied({ known: row.counter, shown: counter })) {
    await suspend(parts, tx, row);
    return 'copied';
  }
  await repo.notePasskeyUse(tx.q, id, { counter, at: parts.clock.now() });
  return 'good';
}

/** What the one who has typed the right password can go on with. */
export async function secondStepWays(
  parts: SignInParts,
  { origin, address }: Caller,
  userId: UserId,
): Promise<SecondStepWays> {
  const { hasAuthenticator, keys } = await parts.db.read(async (q) => ({
    hasAuthenticator: await hasTotp(q, userId),
    keys: await repo.listPasskeys(q, userId, PASSKEYS_AT_MOST),
  }));
  const hostName = passkeyHostOf(origin);
  const good = keys.filter(({ suspendedAt }) => suspendedAt === null);
  const usable = good.filter((key) => key.hostName === hostName);
  const ways = { hasAuthenticator, hasPasskey: good.length > 0 };
  if (hostName === undefined || usable.length === 0) return { ...ways, passkey: null };
  const challenge = { bytes: newChallenge(), origin, hostName, purpose: { to: 'follow', userId } } as const;
  const attempt = parts.challenges.put(clientKey(address), challenge);
  return { ...ways, passkey: { attempt, options: requestOptions(challenge, usable) } };
}

import type { SignIn } from '../../../shared/contracts/auth.ts';
import { isTooShortAlone } from '../../../shared/domain/password-rules.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Row } from '../../db/schema.ts';
import { hashPassword, isHashOutdated } from '../../lib/passwords.ts';
import type { Caller } from '../../trpc/context.ts';
import type { IssuedSession } from './auth.presenter.ts';
import * as repo from './auth.repo.ts';
import { isSamePassword } from './confirmed.ts';
import { findKnownDevice } from './known-devices.ts';
import { judgeProof, refusePasskey, secondStepWays, takePasskey } from './passkey-sign-in.ts';
import { hasFactor, takeFactor, wrongCode } from './second-factor.ts';
import { openFor, recordFailure, type SignInParts } from './way-in.ts';

export async function signIn(parts: SignInParts, caller: Caller, input: SignIn): Promise<IssuedSession> {
  const trusted = await knownDeviceOf(parts, caller, input.email);
  const { email: account } = input;
  const attempt = parts.guard.begin({ kind: 'signIn', account, address: caller.address, trusted });
  const user = await parts.db.read((q) => repo.findUserByEmail(q, account));
  // In the line of the name, not of the account: what somebody's open screens ask for keeps none of them out.
  const asked = { passwordHash: user?.passwordHash, password: input.password, whose: account.toLowerCase() };
  const isRight = await parts.passwords.isRight(asked);
  if (user === undefined || !isRight || user.isActive === 0) {
    await recordFailure(parts, caller, { userId: user?.id });
    throw new AppError(isRight && user !== undefined ? 'account_disabled' : 'bad_credentials');
  }
  await renewHash(parts, user, input.password);
  const opened = await openWithFactor(parts, caller, { input, user });
  if (opened === 'password_short_alone' || opened === 'second_factor_needed') {
    // The password was right: to be asked for the rest is no failed guess.
    attempt.succeed();
    await parts.halfWay.stopped({ user, caller, trusted });
    const ways = opened === 'second_factor_needed' ? await secondStepWays(parts, caller, user.id) : {};
    throw new AppError(opened, ways, { objectType: 'user', objectId: user.id });
  }
  if (opened === 'wrong' || opened === 'changed') {
    await recordFailure(parts, caller, { userId: user.id });
    if (opened === 'changed') throw new AppError('bad_credentials');
    throw input.passkey === undefined ? wrongCode() : new AppError('passkey_refused');
  }
  if ('why' in opened) return refusePasskey(parts, caller, opened);
  attempt.succeed();
  parts.halfWay.arrived({ user, caller, trusted });
  return parts.sessions.sign(opened);
}

/** A stranger, who may have to wait, costs the database nothing. */
async function knownDeviceOf({ db }: SignInParts, { deviceSecret }: Caller, email: string) {
  if (deviceSecret === undefined) return undefined;
  return db.read(async (q) => findKnownDevice(q, deviceSecret, (await repo.findUserByEmail(q, email))?.id));
}

type Entering = { readonly input: SignIn; readonly user: Row<'appUser'> };

/** The password was right; the account may ask for more. */
async function openWithFactor(parts: SignInParts, caller: Caller, { input, user }: Entering) {
  const { code, passkey } = input;
  const { id: userId, role } = user;
  const shown = passkey && (await judgeProof(parts, caller, { proof: passkey, to: 'follow' }));
  const whose = { userId, caller, hasScreen: !input.tokenInBody };
  return parts.db.transact(async (tx) => {
    // A new password has ended all sessions: none is opened by the old one, which was right a moment ago.
    if (!isSamePassword(user, await repo.findUser(tx.q, userId))) return 'changed';
    // Asked inside: a code is good once, whoever comes with it at the same moment.
    if (!(await hasFactor(tx.q, userId))) {
      return isTooShortAlone(input.password, role) ? 'password_short_alone' : openFor(parts, tx, whose);
    }
    if (passkey !== undefined) {
      if (shown?.userId !== userId) return 'wrong';
      const taken = await takePasskey(parts, tx, shown);
      if (taken !== 'good') return { shown, why: taken };
      return openFor(parts, tx, { ...whose, passkeyId: shown.passkeyId });
    }
    if (code === undefined) return 'second_factor_needed';
    return (await takeFactor(parts, tx.q, { userId, code })) ? openFor(parts, tx, whose) : 'wrong';
  });
}

/** The clinic has changed what a hash costs: while the password is at hand, it is hashed anew. */
async function renewHash(parts: SignInParts, user: Row<'appUser'>, password: string): Promise<void> {
  const cost = await parts.settings.now();
  if (!isHashOutdated(user.passwordHash, cost)) return;
  const passwordHash = await hashPassword(password, cost);
  const change = { from: user.passwordHash, to: passwordHash };
  await parts.db.transact(({ q }) => repo.renewPasswordHash(q, user.id, change));
  parts.passwords.forgetCosts();
}

import { Secret, TOTP } from 'otpauth';
import type {
  BeginTotp,
  ConfirmTotp,
  FactorState,
  ProveFactor,
  RecoveryCodes,
  ResetFactors,
  TotpSecret,
} from '../../../shared/contracts/factors.ts';
import {
  isFactorRequired,
  RECOVERY_CODES,
  rolesWithFactor,
  type SecondFactorFor,
} from '../../../shared/domain/second-factor.ts';
import { PASSKEYS_AT_MOST } from '../../../shared/domain/passkeys.ts';
import { isTooShortAlone } from '../../../shared/domain/password-rules.ts';
import { AppError, invalidField } from '../../../shared/errors.ts';
import type { UserId } from '../../../shared/ids.ts';
import { epochMs } from '../../../shared/time/instant.ts';
import type { Query, Transaction } from '../../db/transact.ts';
import type { Attempt } from '../../lib/guess-tally.ts';
import { newCode, readCode } from '../../lib/seal.ts';
import { authorize } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import * as authRepo from './auth.repo.ts';
import type { Confirmed } from './confirmed.ts';
import * as repo from './factors.repo.ts';
import { tellOfWayIn } from './new-way-in.ts';
import { countPasskeys, deletePasskeysOf, hasGoodPasskey, listPasskeys } from './passkeys.repo.ts';
import type { RecoveryDeps } from './recovery.deps.ts';

export type FactorDeps = RecoveryDeps;

const PERIOD_SEC = 30;
/** A clock that is off by half a minute still tells the right code. */
const WINDOW = 1;
const SECRET_BYTES = 20;

/**
 * A second proof beside the password: the codes of an authenticator (RFC 6238), and some on paper for its loss.
 * Passkeys, which are one too, are in `passkeys.ts`.
 */
export function createFactors(deps: FactorDeps) {
  return {
    factorState: (actor: Actor): Promise<FactorState> => {
      authorize(actor, 'factor.own', { userId: actor.userId });
      return deps.db.read((q) => stateOf(deps, q, actor));
    },
    beginTotp: (actor: Actor, input: BeginTotp): Promise<TotpSecret> => begin(deps, actor, input),
    confirmTotp: (actor: Actor, input: ConfirmTotp): Promise<RecoveryCodes> => confirm(deps, actor, input),
    renewRecoveryCodes: async (actor: Actor, input: ProveFactor): Promise<RecoveryCodes> => {
      const proof = { actor, input, subtype: 'user.renewRecoveryCodes' };
      const codes = await proved(deps, proof, ({ q }) => writeCodes(deps, q, actor.userId));
      await tellOfWayIn(deps, actor, { kind: 'recoveryCodes' });
      return codes;
    },
    removeTotp: async (actor: Actor, input: ProveFactor): Promise<FactorState> =>
      proved(deps, { actor, input, subtype: 'user.removeTotp' }, async ({ q }) => {
        await repo.dropTotp(q, actor.userId);
        // The transaction takes it back where it was the one the clinic asks for.
        if (await isLastRequired(deps, q, actor)) throw new AppError('enrolment_needed');
        await refuseShortAlone(q, actor, input.password);
        await dropUselessCodes(q, actor.userId);
        return stateOf(deps, q, actor);
      }),
    resetFactors: (actor: Actor, input: ResetFactors): Promise<void> => reset(deps, actor, input),
  };
}

/** Whether the account asks for a second proof. It goes on doing so where a passkey was copied: a code takes its place. */
export async function hasFactor(q: Query, userId: UserId): Promise<boolean> {
  return (await hasTotp(q, userId)) || (await countPasskeys(q, userId)) > 0;
}

/** Whether it has one that is good: what a clinic may ask for. */
export async function hasGoodFactor(q: Query, userId: UserId): Promise<boolean> {
  return (await hasTotp(q, userId)) || (await hasGoodPasskey(q, userId));
}

export async function hasTotp(q: Query, userId: UserId): Promise<boolean> {
  const factor = await repo.findTotp(q, userId);
  return factor !== undefined && factor.confirmedAt !== null;
}

/** What leads into the account beside its password. */
export async function otherWaysIn(
  q: Query,
  userId: UserId,
): Promise<{ readonly hasAuthenticator: boolean; readonly passkeys: readonly string[] }> {
  const all = await listPasskeys(q, userId, PASSKEYS_AT_MOST);
  const passkeys = all.filter(({ suspendedAt }) => suspendedAt === null);
  return { hasAuthenticator: await hasTotp(q, userId), passkeys: passkeys.map(({ name }) => name) };
}

/** The clinic asks a second factor of this person, who has none any more. */
export async function isLastRequired(
  deps: Pick<FactorDeps, 'settings'>,
  q: Query,
  { userId, role }: Actor,
): Promise<boolean> {
  const { secondFactorFor } = await deps.settings.current(q);
  return isFactorRequired(role, secondFactorFor) && !(await hasGoodFactor(q, userId));
}

/** A short password was enough only together with what is being taken away. */
export async function refuseShortAlone(q: Query, { userId, role }: Actor, password: string): Promise<void> {
  if (isTooShortAlone(password, role) && !(await hasFactor(q, userId)))
    throw new AppError('password_short_alone');
}

/** Codes on paper stand in for a factor: without one they are good for nothing. */
export async function dropUselessCodes(q: Query, userId: UserId): Promise<void> {
  if (!(await hasFactor(q, userId))) await repo.replaceRecoveryCodes(q, userId, []);
}

/** All of them, for somebody who has lost what they signed in with. */
export async function dropFactors(q: Query, userId: UserId): Promise<void> {
  await repo.dropTotp(q, userId);
  await deletePasskeysOf(q, userId);
  await repo.replaceRecoveryCodes(q, userId, []);
}

type CodeDeps = Pick<FactorDeps, 'seal' | 'deviceClock'>;

/** Takes a code of the authenticator, or one from paper: each is good once. False for any other. */
export async function takeFactor(
  deps: CodeDeps,
  q: Query,
  proof: { readonly userId: UserId; readonly code: string },
): Promise<boolean> {
  const { userId, code } = proof;
  const digits = code.replaceAll(/\s/g, '');
  if (/^\d{6}$/.test(digits))
    return (await hasTotp(q, userId)) && takeTotp(deps, q, { userId, code: digits });
  return repo.takeRecoveryCode(q, userId, deps.seal.fingerprint(readCode(code), userId));
}

/** A code of an authenticator that is confirmed, or is being confirmed by it. */
async function takeTotp(
  { seal, deviceClock }: CodeDeps,
  q: Query,
  { userId, code }: { userId: UserId; code: string },
): Promise<boolean> {
  const factor = await repo.findTotp(q, userId);
  const secret = factor && seal.open(factor.sealedSecret, userId);
  if (secret === undefined) return false;
  const timestamp = epochMs(deviceClock.now());
  const delta = totpOf(secret).validate({ token: code, window: WINDOW, timestamp });
  if (delta === null) return false;
  const period = Math.floor(timestamp / 1000 / PERIOD_SEC);
  return repo.takeCounter(q, userId, { counter: period + delta, latest: period + WINDOW });
}

async function stateOf(deps: FactorDeps, q: Query, { userId, role }: Actor): Promise<FactorState> {
  const factor = await repo.findTotp(q, userId);
  const { secondFactorFor } = await deps.settings.current(q);
  return {
    onSince: factor?.confirmedAt ?? null,
    isRequired: isFactorRequired(role, secondFactorFor),
    passkeys: await countPasskeys(q, userId),
    recoveryCodesLeft: await repo.countRecoveryCodes(q, userId),
  };
}

async function begin(deps: FactorDeps, actor: Actor, { password }: BeginTotp): Promise<TotpSecret> {
  authorize(actor, 'factor.own', { userId: actor.userId });
  const confirmed = await deps.confirmPassword(actor, password);
  const { userId } = actor;
  const secret = new Secret({ size: SECRET_BYTES }).base32;
  const createdAt = deps.clock.now();
  const issuer = await confirmed.transact(async ({ q }) => {
    if (await hasTotp(q, userId)) throw new AppError('factor_on');
    const sealedSecret = deps.seal.close(secret, userId);
    await repo.beginTotp(q, { userId, sealedSecret, createdAt, confirmedAt: null });
    await record(deps, q, { actor, userId, subtype: 'user.beginTotp' });
    return deps.clinicName(q);
  });
  return { secret, uri: totpOf(secret, { issuer, label: actor.email }).toString() };
}

async function confirm(deps: FactorDeps, actor: Actor, { code }: ConfirmTotp): Promise<RecoveryCodes> {
  authorize(actor, 'factor.own', { userId: actor.userId });
  const { userId } = actor;
  const attempt = beginTry(deps, actor);
  const codes = await deps.db.transact(async (tx) => {
    const { q } = tx;
    if (await hasTotp(q, userId)) throw new AppError('factor_on');
    if (!(await takeTotp(deps, q, { userId, code: code.replaceAll(/\s/g, '') }))) return undefined;
    await repo.confirmTotp(q, userId, deps.clock.now());
    await record(deps, q, { actor, userId, subtype: 'user.confirmTotp' });
    tx.emit({ type: 'user.changed', id: userId });
    return writeCodes(deps, q, userId);
  });
  if (codes === undefined) {
    await deps.db.transact(({ q }) =>
      record(deps, q, { actor, userId, subtype: 'user.confirmTotp', outcome: 'failure' }),
    );
    throw wrongCode();
  }
  attempt.succeed();
  await tellOfWayIn(deps, actor, { kind: 'authenticator' });
  return codes;
}

/** New ones in place of those there were. */
export async function writeCodes(
  deps: Pick<FactorDeps, 'seal'>,
  q: Query,
  userId: UserId,
): Promise<RecoveryCodes> {
  const codes = Array.from({ length: RECOVERY_CODES }, newCode);
  const hashes = codes.map((code) => deps.seal.fingerprint(readCode(code), userId));
  await repo.replaceRecoveryCodes(q, userId, hashes);
  return { codes };
}

type Proof = { readonly actor: Actor; readonly input: ProveFactor; readonly subtype: string };

/** Runs an act for which the password and a code are asked again. */
async function proved<T>(
  deps: FactorDeps,
  { actor, input, subtype }: Proof,
  act: (tx: Transaction) => Promise<T>,
): Promise<T> {
  authorize(actor, 'factor.own', { userId: actor.userId });
  const confirmed = await deps.confirmPassword(actor, input.password);
  const { userId } = actor;
  return withCode(deps, { actor, confirmed, code: input.code, subtype }, async (tx) => {
    const result = await act(tx);
    await record(deps, tx.q, { actor, userId, subtype });
    tx.emit({ type: 'user.changed', id: userId });
    return result;
  });
}

type Code = {
  readonly actor: Actor;
  readonly confirmed: Confirmed;
  readonly code: string;
  readonly subtype: string;
};

/** Runs an act for which a code is asked again; what was tried with a wrong one is on record. */
export async function withCode<T>(
  deps: FactorDeps,
  { actor, confirmed, code, subtype }: Code,
  act: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const { userId } = actor;
  const attempt = beginTry(deps, actor);
  const done = await confirmed.transact(async (tx) => {
    if (!(await hasFactor(tx.q, userId)) || !(await takeFactor(deps, tx.q, { userId, code })))
      return undefined;
    return { result: await act(tx) };
  });
  if (done === undefined) {
    const failed = { actor, userId, subtype, outcome: 'failure' } as const;
    await deps.db.transact(({ q }) => record(deps, q, failed));
    throw wrongCode();
  }
  attempt.succeed();
  return done.result;
}

async function reset(deps: FactorDeps, actor: Actor, input: ResetFactors): Promise<void> {
  authorize(actor, 'users.write');
  const confirmed = await deps.confirmPassword(actor, input.password);
  const { userId } = input;
  if (userId === actor.userId) throw invalidField('userId', 'is your own account: ask another admin');
  await confirmed.transact(async (tx) => {
    const user = await authRepo.findUser(tx.q, userId);
    if (user === undefined) throw new AppError('not_found');
    await dropFactors(tx.q, userId);
    await record(deps, tx.q, { actor, userId, subtype: 'user.resetFactors' });
    await deps.sessions.endAllOf(tx, { userId, by: actor, subtype: 'session.factorsReset' });
    tx.emit({ type: 'user.changed', id: userId });
  });
}

/** Whoever sets this has a second factor, or would be the first to stand outside. */
export async function endWithoutFactor(
  deps: FactorDeps,
  tx: Transaction,
  { by, required }: { by: Actor; required: SecondFactorFor },
): Promise<void> {
  const roles = rolesWithFactor(required);
  if (roles.length === 0) return;
  if (!(await hasGoodFactor(tx.q, by.userId))) {
    throw invalidField('changes.secondFactorFor', 'needs you to have a second factor first');
  }
  for (const userId of await repo.listWithoutFactor(tx.q, roles)) {
    await deps.sessions.endAllOf(tx, { userId, by, subtype: 'session.factorNeeded' });
  }
}

function beginTry(deps: FactorDeps, { userId, sessionId }: Actor): Attempt {
  return deps.guard.begin({ kind: 'factor', account: userId, address: 'own', trusted: sessionId });
}

function record(
  deps: FactorDeps,
  q: Query,
  what: { actor: Actor; userId: UserId; subtype: string; outcome?: 'failure' },
): Promise<void> {
  const { actor, userId, ...line } = what;
  const object = { objectType: 'user', objectId: userId, changedFields: ['secondFactor'] };
  return recordAudit(q, { who: actor, at: deps.clock.now() }, { action: 'U', ...line, ...object });
}

function totpOf(secret: string, names: { issuer?: string; label?: string } = {}): TOTP {
  return new TOTP({ ...names, secret: Secret.fromBase32(secret), period: PERIOD_SEC });
}

export function wrongCode(): AppError {
  return invalidField('code', 'is not right, or was used already');
}

import type { ChangePassword, Me, RegisterPatient, SignIn } from '../../../shared/contracts/auth.ts';
import { passwordProblem } from '../../../shared/domain/password-rules.ts';
import type { SecondFactorFor } from '../../../shared/domain/second-factor.ts';
import { isAllowed } from '../../../shared/domain/policy.ts';
import { AppError, invalidField } from '../../../shared/errors.ts';
import type { SessionId, UserId } from '../../../shared/ids.ts';
import { once } from '../../db/idempotency.ts';
import type { Row } from '../../db/schema.ts';
import type { Db, Query, Transaction } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import { currentCall } from '../../lib/current-call.ts';
import { createForwardClock } from '../../lib/forward-clock.ts';
import type { Ids } from '../../lib/ids.ts';
import type { Mail } from '../../lib/mail.ts';
import type { Seal } from '../../lib/seal.ts';
import { hashPassword, isHashOutdated, isPasswordRight } from '../../lib/passwords.ts';
import type { Actor, Caller } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { ClinicService } from '../clinic/clinic.service.ts';
import type { SecuritySettingsStore } from '../security/security-settings.ts';
import type { PatientsService } from '../patients/patients.service.ts';
import { createAccessTokens } from './access-token.ts';
import { type IssuedSession, toMe } from './auth.presenter.ts';
import * as repo from './auth.repo.ts';
import { changePassword } from './change-password.ts';
import { findKnownDevice, rememberDevice } from './known-devices.ts';
import { createFactors, endWithoutFactor, hasFactor, takeFactor, wrongCode } from './second-factor.ts';
import { loadServerKeys } from './server-keys.ts';
import { createEmailCodes } from './email-code.ts';
import { createPasswordReset } from './password-reset.ts';
import { createOwnSessions } from './own-sessions.ts';
import { createSessionLock } from './session-lock.ts';
import { sweepSessions } from './session-sweep.ts';
import * as sessionsRepo from './sessions.repo.ts';
import { createSessions, type Opening, type Sessions } from './sessions.ts';
import { createSignInGuard, type SignInGuard, type SignInLimits, trustedSession } from './sign-in-guard.ts';

export type AuthDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly patients: Pick<PatientsService, 'openChart'>;
  readonly settings: Pick<SecuritySettingsStore, 'current' | 'now'>;
  readonly clinic: Pick<ClinicService, 'current'>;
  readonly seal: Seal;
  readonly mail: Mail | null;
  readonly linkBase: () => string;
  /** Left out, the defaults; null lifts them (load tests on loopback only). */
  readonly limits?: SignInLimits | null;
};

export type AuthService = Awaited<ReturnType<typeof createAuth>>;

type Parts = AuthDeps & {
  readonly sessions: Sessions;
  readonly guard: SignInGuard;
  readonly nobodysHash: () => Promise<string>;
};

/** Signing in and out. Reads the server's keys, or makes them at the first start. */
export async function createAuth(given: AuthDeps) {
  const floor = await given.db.read(sessionsRepo.latestKnownTime);
  const deps = { ...given, clock: createForwardClock(given.clock, floor) };
  const limits = deps.settings.current;
  const keys = await loadServerKeys(deps);
  const tokens = await createAccessTokens(keys.accessKey, deps.clock);
  const sessions = createSessions({ ...deps, limits, tokens, refreshSecret: keys.refreshSecret });
  const parts: Parts = {
    ...deps,
    sessions,
    guard: createSignInGuard(deps.clock, deps.limits),
    nobodysHash: createNobodysHash(deps),
  };
  await parts.nobodysHash();
  await deps.db.transact(({ q }) => sessionsRepo.dropDeadRefreshTokens(q, deps.clock.now()));

  const own = { ...deps, limits, sessions };
  const again = (actor: Actor, password: string) => confirmPassword(parts, actor, password);
  const clinicName = async (q: Query) => (await deps.clinic.current(q)).settings.clinicName;
  const recovery = { ...own, guard: parts.guard, confirmPassword: again, clinicName };
  return {
    ...createPasswordReset(recovery),
    ...createEmailCodes(recovery),
    ...createFactors(recovery),
    /** Those whom a clinic that asks for a second factor now signs out: they set one up when they come back. */
    endWithoutFactor: (tx: Transaction, by: Actor, required: SecondFactorFor) =>
      endWithoutFactor(recovery, tx, { by, required }),
    ...createOwnSessions(own),
    ...createSessionLock({ ...own, confirmPassword: again }),
    sweepSessions: () => sweepSessions(own),
    /** The password again, for what is more than an open screen may decide. Refused beside the field. */
    confirmPassword: again,
    changePassword: (actor: Actor, input: ChangePassword): Promise<void> =>
      changePassword({ ...own, confirmPassword: again }, actor, input),
    endAllOf: sessions.endAllOf,
    bearerOf: sessions.bearerOf,
    signIn: (caller: Caller, input: SignIn) => signIn(parts, caller, input),
    register: (caller: Caller, input: RegisterPatient) => register(parts, caller, input),
    refresh: async (caller: Caller, refreshToken: string | undefined): Promise<IssuedSession> => {
      if (refreshToken === undefined) throw new AppError('unauthenticated');
      return sessions.sign(await sessions.rotate(refreshToken, caller));
    },
    signOut: async (actor: Actor): Promise<void> => {
      if (!isAllowed(actor.role, 'session.own', ['self'])) throw new AppError('forbidden');
      await deps.db.transact((tx) => sessions.end(tx, { actor, subtype: 'session.signOut' }));
    },
    me: (actor: Actor): Me => {
      if (!isAllowed(actor.role, 'session.own', ['self'])) throw new AppError('forbidden');
      return toMe(actor);
    },
    /** For a user whose right to a session has been settled elsewhere. */
    issueSession: async (userId: UserId, caller: Caller): Promise<IssuedSession> => {
      const opened = await deps.db.transact((tx) => openFor(parts, tx, { userId, caller, hasScreen: true }));
      return sessions.sign(opened);
    },
    /** Whether it is neither held back nor over. */
    isLive: (sessionId: SessionId): Promise<boolean> =>
      deps.db.read(async (q) => {
        const session = await sessions.find(q, sessionId);
        return session !== undefined && !session.isLocked && !session.mustEnrol;
      }),
    /**
     * Null when the token is no good, its session held back or over, or its account disabled. Never throws
     * for a bad token.
     */
    actorFromToken: async (token: string): Promise<Actor | null> => {
      const bearer = await sessions.bearerOf(token);
      return bearer === null || bearer.heldBack !== null ? null : bearer.actor;
    },
  };
}

async function signIn(parts: Parts, caller: Caller, input: SignIn): Promise<IssuedSession> {
  const { user, device } = await parts.db.read(async (q) => {
    const found = await repo.findUserByEmail(q, input.email);
    return { user: found, device: await findKnownDevice(q, caller.deviceSecret, found?.id) };
  });
  const attempt = parts.guard.begin({ account: input.email, address: caller.address, trusted: device });
  const isRight = await isPasswordRight(user?.passwordHash ?? (await parts.nobodysHash()), input.password);
  if (user === undefined || !isRight || user.isActive === 0) {
    await recordFailure(parts, caller, user?.id);
    throw new AppError(isRight && user !== undefined ? 'account_disabled' : 'bad_credentials');
  }
  await renewHash(parts, user, input.password);
  const whose = { userId: user.id, caller, hasScreen: !input.tokenInBody };
  const opened = await parts.db.transact(async (tx) => {
    // Asked inside: a code is good once, whoever comes with it at the same moment.
    if (!(await hasFactor(tx.q, user.id))) return openFor(parts, tx, whose);
    if (input.code === undefined) return 'second_factor_needed' as const;
    const isTaken = await takeFactor(parts, tx.q, { userId: user.id, code: input.code });
    return isTaken ? openFor(parts, tx, whose) : undefined;
  });
  if (opened === 'second_factor_needed') {
    // The password was right: to be asked for the rest is no failed guess.
    attempt.succeed();
    throw new AppError('second_factor_needed');
  }
  if (opened === undefined) {
    await recordFailure(parts, caller, user.id);
    throw wrongCode();
  }
  attempt.succeed();
  return parts.sessions.sign(opened);
}

/** The clinic has changed what a hash costs: while the password is at hand, it is hashed anew. */
async function renewHash(parts: Parts, user: Row<'appUser'>, password: string): Promise<void> {
  const cost = await parts.settings.now();
  if (!isHashOutdated(user.passwordHash, cost)) return;
  const passwordHash = await hashPassword(password, cost);
  const change = { from: user.passwordHash, to: passwordHash };
  await parts.db.transact(({ q }) => repo.renewPasswordHash(q, user.id, change));
}

/**
 * What an unknown name's password is compared with, so that it takes as long as a known one's: made
 * anew when the clinic changes what a hash costs.
 */
function createNobodysHash({ ids, settings }: Pick<AuthDeps, 'ids' | 'settings'>): () => Promise<string> {
  let hash: Promise<string> | undefined;
  return async () => {
    const cost = await settings.now();
    if (hash === undefined || isHashOutdated(await hash, cost)) hash = hashPassword(ids.next<string>(), cost);
    return hash;
  };
}

async function confirmPassword(parts: Parts, actor: Actor, password: string): Promise<void> {
  const address = currentCall()?.address ?? 'this machine';
  const trusted = trustedSession(actor.sessionId);
  const attempt = parts.guard.begin({ account: actor.email, address, trusted });
  const user = await parts.db.read((q) => repo.findUser(q, actor.userId));
  const isRight = await isPasswordRight(user?.passwordHash ?? (await parts.nobodysHash()), password);
  if (user === undefined || !isRight) throw invalidField('password', 'is not right');
  attempt.succeed();
}

async function recordFailure(parts: Parts, caller: Caller, userId: UserId | undefined): Promise<void> {
  const entry = { action: 'E', subtype: 'session.signIn', outcome: 'failure', objectType: 'user' } as const;
  const where = { address: caller.address, requestId: caller.requestId };
  await parts.db.transact(({ q }) =>
    recordAudit(q, { who: null, at: parts.clock.now() }, { ...entry, ...where, objectId: userId }),
  );
}

type Whose = Omit<Opening, 'user'> & { readonly userId: UserId };

async function openFor(parts: Parts, tx: Transaction, { userId, ...whose }: Whose) {
  const user = await repo.findUser(tx.q, userId);
  // Disabled while the password was being hashed.
  if (user === undefined || user.isActive === 0) throw new AppError('account_disabled');
  const opened = await parts.sessions.open(tx, { user, ...whose });
  const at = parts.clock.now();
  const deviceSecret = whose.hasScreen
    ? await rememberDevice(tx.q, { secret: whose.caller.deviceSecret, userId, at })
    : undefined;
  await recordAudit(
    tx.q,
    { who: opened.actor, at },
    {
      action: 'E',
      subtype: 'session.signIn',
      objectType: 'session',
      objectId: opened.actor.sessionId,
      address: whose.caller.address,
      requestId: whose.caller.requestId,
    },
  );
  return { ...opened, deviceSecret };
}

/** Makes an account and a new chart. A chart of the same name is never joined here: the desk merges, by ID. */
async function register(parts: Parts, caller: Caller, input: RegisterPatient): Promise<IssuedSession> {
  const { password, tokenInBody, ...fields } = input;
  const own = [input.givenName, input.familyName, input.email];
  const problem = passwordProblem(password, 'patient', own);
  if (problem !== undefined) throw invalidField('password', problem);
  const attempt = parts.guard.begin({ account: input.email, address: caller.address });
  const passwordHash = await hashPassword(password, await parts.settings.now());
  let isNew = false;
  const user = await parts.db.transact(async (tx) => {
    const at = parts.clock.now();
    // The password stays out of the stored fingerprint of the call: it would let it be guessed offline.
    const call = {
      actorId: 'nobody',
      requestId: input.requestId,
      operation: 'auth.register',
      input: fields,
      at,
    };
    const { userId } = await once(tx.q, call, async () => {
      isNew = true;
      return { userId: await insertPatientUser(parts, tx, { ...fields, passwordHash }) };
    });
    return repo.findUser(tx.q, userId);
  });
  if (user === undefined) throw new AppError('unauthenticated');
  if (!isNew && !(await isPasswordRight(user.passwordHash, password)))
    throw new AppError('request_id_reused');
  const whose = { userId: user.id, caller, hasScreen: !tokenInBody };
  const opened = await parts.db.transact((tx) => openFor(parts, tx, whose));
  attempt.succeed();
  return parts.sessions.sign(opened);
}

type NewAccount = Omit<RegisterPatient, 'password' | 'tokenInBody'> & { passwordHash: string };

async function insertPatientUser(parts: Parts, tx: Transaction, account: NewAccount): Promise<UserId> {
  const at = parts.clock.now();
  // Says that the address is known, as it must: a clinic without mail has no other way to answer. It counts as
  // a guess, so that nobody asks through a list of addresses.
  if ((await repo.findUserByEmail(tx.q, account.email)) !== undefined) throw new AppError('email_taken');
  const { givenName, familyName, birthDate, phone, email } = account;
  const patientId = await parts.patients.openChart(tx, { givenName, familyName, birthDate, phone, email });
  const id = parts.ids.next<UserId>();
  await repo.insertUser(tx.q, {
    id,
    email,
    name: `${givenName} ${familyName}`,
    role: 'patient',
    passwordHash: account.passwordHash,
    isActive: 1,
    doctorId: null,
    patientId,
    version: 1,
    createdAt: at,
    updatedAt: at,
  });
  await recordAudit(
    tx.q,
    { who: null, at },
    {
      action: 'C',
      subtype: 'user.register',
      patientId,
      objectType: 'user',
      objectId: id,
      objectVersion: 1,
    },
  );
  return id;
}

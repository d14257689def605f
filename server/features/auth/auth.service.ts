import type { ChangePassword, Me, RegisterPatient, SignIn } from '../../../shared/contracts/auth.ts';
import type { SignInWithPasskey } from '../../../shared/contracts/passkeys.ts';
import { passwordProblem } from '../../../shared/domain/password-rules.ts';
import type { SecondFactorFor } from '../../../shared/domain/second-factor.ts';
import { isAllowed } from '../../../shared/domain/policy.ts';
import { AppError, invalidField } from '../../../shared/errors.ts';
import type { SessionId, UserId } from '../../../shared/ids.ts';
import { once } from '../../db/idempotency.ts';
import type { Db, Query, Transaction } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import { currentCall } from '../../lib/current-call.ts';
import { createForwardClock } from '../../lib/forward-clock.ts';
import type { Ids } from '../../lib/ids.ts';
import type { Mail } from '../../lib/mail.ts';
import type { Seal } from '../../lib/seal.ts';
import { hashPassword, isPasswordRight } from '../../lib/passwords.ts';
import type { Actor, Caller } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { ClinicService } from '../clinic/clinic.service.ts';
import type { LanguagesService } from '../languages/languages.service.ts';
import type { SecuritySettingsStore } from '../security/security-settings.ts';
import type { PatientsService } from '../patients/patients.service.ts';
import { createAccessTokens } from './access-token.ts';
import { type IssuedSession, toMe } from './auth.presenter.ts';
import * as repo from './auth.repo.ts';
import { dropResets } from './reset.repo.ts';
import { changePassword } from './change-password.ts';
import { createChallenges } from './challenges.ts';
import { beginPasskeySignIn, signInWithPasskey } from './passkey-sign-in.ts';
import { createPasskeys } from './passkeys.ts';
import { createFactors, endWithoutFactor } from './second-factor.ts';
import { loadServerKeys } from './server-keys.ts';
import { createEmailChanges } from './change-email.ts';
import { createEmailCodes } from './email-code.ts';
import { createLetterLimits } from './letter-limits.ts';
import { tellOfWayIn } from './new-way-in.ts';
import type { CalendarAddresses } from './recovery.deps.ts';
import { createPasswordReset } from './password-reset.ts';
import { createPasswordCheck } from './password-check.ts';
import { createRegistrations, type RegistrationLimits, type Registrations } from './registration-limits.ts';
import { createOwnSessions } from './own-sessions.ts';
import { createSessionLock } from './session-lock.ts';
import { sweepSessions } from './session-sweep.ts';
import * as sessionsRepo from './sessions.repo.ts';
import { createSessions } from './sessions.ts';
import { signIn } from './sign-in.ts';
import { createSignInGuard, type GuessLimits, trustedSession } from './sign-in-guard.ts';
import { openFor, type SignInParts } from './way-in.ts';
import type { WayIn } from './ways-mail.ts';

export type SignInLimits = GuessLimits & RegistrationLimits;

export type AuthDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly patients: Pick<PatientsService, 'openChart'>;
  readonly settings: Pick<SecuritySettingsStore, 'current' | 'now'>;
  readonly clinic: Pick<ClinicService, 'current'>;
  readonly languages: Pick<LanguagesService, 'ofUser'>;
  readonly seal: Seal;
  readonly mail: Mail | null;
  readonly linkBase: () => string;
  readonly calendars: CalendarAddresses;
  /** Left out, the defaults; null lifts them (load tests on loopback only). */
  readonly signInLimits?: SignInLimits | null;
};

export type AuthService = Awaited<ReturnType<typeof createAuth>>;

type Parts = AuthDeps & SignInParts & { readonly registrations: Registrations };

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
    guard: createSignInGuard(deps.clock, deps.signInLimits),
    registrations: createRegistrations(deps.clock, deps.signInLimits),
    challenges: createChallenges(deps.clock),
    passwords: createPasswordCheck({ ...deps, costNow: deps.settings.now }),
  };
  await parts.passwords.warmUp();
  await deps.db.transact(({ q }) => sessionsRepo.dropDeadRefreshTokens(q, deps.clock.now()));

  const own = { ...deps, limits, sessions, forgetCosts: parts.passwords.forgetCosts };
  const again = (actor: Actor, password: string) => confirmPassword(parts, actor, password);
  const clinicName = async (q: Query) => (await deps.clinic.current(q)).settings.clinicName;
  const letters = createLetterLimits(deps.clock, deps.signInLimits !== null);
  const recovery = { ...own, guard: parts.guard, letters, confirmPassword: again, clinicName };
  return {
    ...createPasswordReset(recovery),
    ...createEmailCodes(recovery),
    ...createEmailChanges(recovery),
    ...createFactors(recovery),
    ...createPasskeys({ ...recovery, challenges: parts.challenges }),
    /** Those whom a clinic that asks for a second factor now signs out: they set one up when they come back. */
    endWithoutFactor: (tx: Transaction, by: Actor, required: SecondFactorFor) =>
      endWithoutFactor(recovery, tx, { by, required }),
    ...createOwnSessions(own),
    ...createSessionLock({ ...own, confirmPassword: again }),
    sweepSessions: () => sweepSessions(own),
    /** The password again, for what is more than an open screen may decide. Refused beside the field. */
    confirmPassword: again,
    changePassword: (actor: Actor, input: ChangePassword): Promise<void> =>
      changePassword({ ...own, confirmPassword: again, clinicName }, actor, input),
    endAllOf: sessions.endAllOf,
    /** After the commit in which somebody has set up another way into their account. */
    tellOfWayIn: (actor: Actor, way: WayIn): Promise<void> => tellOfWayIn(recovery, actor, way),
    /** Links and codes for a new password, in the caller's transaction: what they were made for is over. */
    dropResets,
    bearerOf: sessions.bearerOf,
    /** Whether somebody made it up; one that is merely over is not. */
    isForged: async (token: string): Promise<boolean> => token !== '' && !(await tokens.isOurs(token)),
    signIn: (caller: Caller, input: SignIn) => signIn(parts, caller, input),
    beginPasskeySignIn: (caller: Caller) => beginPasskeySignIn(parts, caller),
    signInWithPasskey: (caller: Caller, input: SignInWithPasskey) => signInWithPasskey(parts, caller, input),
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

async function confirmPassword(parts: Parts, actor: Actor, password: string): Promise<void> {
  const address = currentCall()?.address ?? 'this machine';
  const trusted = trustedSession(actor.sessionId);
  const attempt = parts.guard.begin({ kind: 'password', account: actor.email, address, trusted });
  const user = await parts.db.read((q) => repo.findUser(q, actor.userId));
  if (!(await parts.passwords.isRight(user?.passwordHash, password))) {
    await noteWrongPassword(parts, actor);
    throw invalidField('password', 'is not right');
  }
  attempt.succeed();
}

/** Somebody at an open screen who does not know its person's password: by themselves, so that the trail keeps it. */
async function noteWrongPassword(parts: Parts, actor: Actor): Promise<void> {
  const line = { action: 'E', subtype: 'session.confirmPassword', outcome: 'failure' } as const;
  const object = { objectType: 'user', objectId: actor.userId };
  const at = parts.clock.now();
  await parts.db.transact(({ q }) => recordAudit(q, { who: actor, at }, { ...line, ...object }));
}

/** Makes an account and a new chart. A chart of the same name is never joined here: the desk merges, by ID. */
async function register(parts: Parts, caller: Caller, input: RegisterPatient): Promise<IssuedSession> {
  const { password, tokenInBody, ...fields } = input;
  const { clinicName } = (await parts.db.read(parts.clinic.current)).settings;
  const own = [input.givenName, input.familyName, input.email, clinicName];
  const problem = passwordProblem(password, 'patient', own);
  if (problem !== undefined) throw invalidField('password', problem);
  const guess = { kind: 'register', account: input.email, address: caller.address } as const;
  const attempt = parts.guard.begin(guess);
  parts.registrations.count(caller.address);
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
  const language = account.language ?? null;
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
    language,
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

import type {
  ChangePassword,
  ConfirmRegistration,
  Me,
  RegisterPatient,
  SignIn,
} from '../../../shared/contracts/auth.ts';
import type { SignInWithPasskey } from '../../../shared/contracts/passkeys.ts';
import type { SecondFactorFor } from '../../../shared/domain/second-factor.ts';
import { isAllowed } from '../../../shared/domain/policy.ts';
import { AppError, invalidField } from '../../../shared/errors.ts';
import type { SessionId, UserId } from '../../../shared/ids.ts';
import type { Db, Query, Transaction } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import { currentCall } from '../../lib/current-call.ts';
import type { Ids } from '../../lib/ids.ts';
import type { Mail } from '../../lib/mail.ts';
import type { Seal } from '../../lib/seal.ts';
import type { Actor, Caller } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { ClinicService } from '../clinic/clinic.service.ts';
import type { LanguagesService } from '../languages/languages.service.ts';
import type { SecuritySettingsStore } from '../security/security-settings.ts';
import type { PatientsService } from '../patients/patients.service.ts';
import { createAccessTokens } from './access-token.ts';
import { type IssuedSession, toMe } from './auth.presenter.ts';
import * as repo from './auth.repo.ts';
import { dropSent } from './reset.repo.ts';
import { changePassword } from './change-password.ts';
import { createChallenges } from './challenges.ts';
import { type Confirmed, confirmedByPassword, stillAdmitted } from './confirmed.ts';
import { createHalfWay } from './half-way.ts';
import { beginPasskeySignIn, signInWithPasskey } from './passkey-sign-in.ts';
import { createPasskeys } from './passkeys.ts';
import { namesWithCopies } from './passkeys.repo.ts';
import { createFactors, endWithoutFactor } from './second-factor.ts';
import { loadServerKeys } from './server-keys.ts';
import { createEmailChanges } from './change-email.ts';
import { createEmailCodes } from './email-code.ts';
import { createLetterLimits } from './letter-limits.ts';
import { tellOfWayIn } from './new-way-in.ts';
import type { CalendarAddresses } from './recovery.deps.ts';
import { createPasswordReset } from './password-reset.ts';
import { createPasswordCheck } from './password-check.ts';
import { confirmRegistration, register, type RegisterParts } from './register.ts';
import { createRegistrations, type RegistrationLimits } from './registration-limits.ts';
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
  /** The one that never goes back. */
  readonly clock: Clock;
  /** What the clinic's computer shows, set back or not. */
  readonly deviceClock: Clock;
  readonly ids: Ids;
  readonly patients: Pick<PatientsService, 'openChart'>;
  readonly settings: Pick<SecuritySettingsStore, 'current' | 'now'>;
  readonly clinic: Pick<ClinicService, 'current'>;
  readonly languages: Pick<LanguagesService, 'ofClinic' | 'ofUser'>;
  readonly seal: Seal;
  readonly mail: Mail | null;
  readonly linkBase: () => string;
  readonly calendars: CalendarAddresses;
  /** Left out, the defaults; null lifts them (load tests on loopback only). */
  readonly signInLimits?: SignInLimits | null;
};

export type AuthService = Awaited<ReturnType<typeof createAuth>>;

/** Signing in and out. Reads the server's keys, or makes them at the first start. */
export async function createAuth(deps: AuthDeps) {
  const limits = deps.settings.current;
  const keys = await loadServerKeys(deps);
  const tokens = await createAccessTokens(keys.accessKey, deps.clock);
  const sessions = createSessions({ ...deps, limits, tokens, refreshSecret: keys.refreshSecret });
  const letters = createLetterLimits(deps.clock, deps.signInLimits !== null);
  const clinicName = async (q: Query) => (await deps.clinic.current(q)).settings.clinicName;
  const guard = createSignInGuard(deps.clock, deps.signInLimits);
  const parts: RegisterParts = {
    ...deps,
    clinicName,
    sessions,
    guard,
    halfWay: createHalfWay({ ...deps, guard, clinicName }),
    letters,
    registrations: createRegistrations(deps.clock, deps.signInLimits),
    challenges: createChallenges(deps.clock),
    passwords: createPasswordCheck({ ...deps, costNow: deps.settings.now }),
  };
  await parts.passwords.warmUp();
  await deps.db.transact(({ q }) => sessionsRepo.dropDeadRefreshTokens(q, deps.clock.now()));

  const own = { ...deps, limits, sessions, forgetCosts: parts.passwords.forgetCosts };
  const again = (actor: Actor, password: string) => confirmPassword(parts, actor, password);
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
    /** Whose passkey was copied and is still there; their names. */
    copiedPasskeysOf: namesWithCopies,
    ...createOwnSessions(own),
    ...createSessionLock({ ...own, confirmPassword: again }),
    sweepSessions: () => sweepSessions(own),
    /**
     * The password again, for what is more than an open screen may decide. Refused beside the field; the answer is the
     * transaction it was asked for.
     */
    confirmPassword: again,
    /** The transaction of somebody who is still let in; see `confirmed.ts`. */
    stillAdmitted: (actor: Actor): Confirmed => stillAdmitted(parts, actor),
    changePassword: (actor: Actor, input: ChangePassword): Promise<void> =>
      changePassword({ ...own, confirmPassword: again, clinicName }, actor, input),
    endAllOf: sessions.endAllOf,
    /** After the commit in which somebody has set up another way into their account. */
    tellOfWayIn: (actor: Actor, way: WayIn): Promise<void> => tellOfWayIn(recovery, actor, way),
    /** Links and codes that were sent, in the caller's transaction: what they were made for is over. */
    dropSent,
    bearerOf: sessions.bearerOf,
    /** Whether somebody made it up; one that is merely over is not. */
    isForged: async (token: string): Promise<boolean> => token !== '' && !(await tokens.isOurs(token)),
    signIn: (caller: Caller, input: SignIn) => signIn(parts, caller, input),
    /** What a sign-in on a device nobody knows has to wait for, whatever it brings; undefined when it need not. */
    signInMustWait: (address: string) => parts.guard.reachedByStranger('signIn', address),
    beginPasskeySignIn: (caller: Caller) => beginPasskeySignIn(parts, caller),
    signInWithPasskey: (caller: Caller, input: SignInWithPasskey) => signInWithPasskey(parts, caller, input),
    register: (caller: Caller, input: RegisterPatient) => register(parts, caller, input),
    confirmRegistration: (caller: Caller, input: ConfirmRegistration) =>
      confirmRegistration(parts, caller, input),
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

async function confirmPassword(parts: SignInParts, actor: Actor, password: string): Promise<Confirmed> {
  const address = currentCall()?.address ?? 'this machine';
  const trusted = trustedSession(actor.sessionId);
  const attempt = parts.guard.begin({ kind: 'password', account: actor.email, address, trusted });
  const user = await parts.db.read((q) => repo.findUser(q, actor.userId));
  const asked = { passwordHash: user?.passwordHash, password, whose: actor.userId };
  const isRight = await parts.passwords.isRight(asked);
  if (user === undefined || !isRight) {
    await noteWrongPassword(parts, actor);
    throw invalidField('password', 'is not right');
  }
  attempt.succeed();
  return confirmedByPassword(parts, actor, user);
}

/** Somebody at an open screen who does not know its person's password: by themselves, so that the trail keeps it. */
async function noteWrongPassword(parts: SignInParts, actor: Actor): Promise<void> {
  const line = { action: 'E', subtype: 'session.confirmPassword', outcome: 'failure' } as const;
  const object = { objectType: 'user', objectId: actor.userId };
  const at = parts.clock.now();
  await parts.db.transact(({ q }) => recordAudit(q, { who: actor, at }, { ...line, ...object }));
}

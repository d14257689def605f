import type {
  AskReset,
  ConfirmReset,
  IssuePatientResetCode,
  IssueStaffResetCode,
  ResetCode,
} from '../../../shared/contracts/recovery.ts';
import { passwordKindOf, passwordProblem } from '../../../shared/domain/password-rules.ts';
import { mayEver } from '../../../shared/domain/policy.ts';
import { AppError, invalidField } from '../../../shared/errors.ts';
import type { UserId } from '../../../shared/ids.ts';
import { addMinutes, type Instant } from '../../../shared/time/instant.ts';
import { requireOpenChart } from '../../db/known-patient.ts';
import type { Row } from '../../db/schema.ts';
import type { Query, Transaction } from '../../db/transact.ts';
import type { Attempt } from '../../lib/guess-tally.ts';
import { hashPassword } from '../../lib/passwords.ts';
import { hashSecret, newCode, newLinkSecret, readCode } from '../../lib/seal.ts';
import { authorize } from '../../policy/decide.ts';
import type { Actor, Caller } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import { accountMail } from './account-mail.ts';
import * as repo from './auth.repo.ts';
import { findKnownDevice, forgetDevices, rememberDevice } from './known-devices.ts';
import { deletePin } from './quick-pin.repo.ts';
import { addressee, type RecoveryDeps } from './recovery.deps.ts';
import * as resets from './reset.repo.ts';
import { hasFactor, otherWaysIn } from './second-factor.ts';
import { passwordChangedMail } from './ways-mail.ts';

/** A patient's identity is looked at by the desk, which knows the chart. */
const PATIENTS_OWN = 'is the account of a patient: the desk issues it';
const LINK_VALID_MIN = 60;
const CODE_VALID_MIN = 24 * 60;
/** Nobody's mailbox is filled by somebody who asks again and again. */
const LINK_EVERY_MIN = 2;

/**
 * A new password for whoever has lost the old one: by a link to their mailbox where the clinic sends mail, by
 * a code from the desk, which has looked at a document. Names that are not there get the same answer.
 */
export function createPasswordReset(deps: RecoveryDeps) {
  return {
    askReset: (caller: Caller, input: AskReset): Promise<void> => askReset(deps, caller, input),
    confirmReset: (caller: Caller, input: ConfirmReset): Promise<{ deviceSecret: string }> =>
      confirmReset(deps, caller, input),
    issuePatientResetCode: async (actor: Actor, input: IssuePatientResetCode): Promise<ResetCode> => {
      const { patientId, document } = input;
      authorize(actor, 'reset.issueForPatient', { patientId });
      // The slip opens the account to whoever holds it: an open screen at the desk must not be enough.
      const confirmed = await deps.confirmPassword(actor, input.password);
      return confirmed.transact(async (tx) => {
        const user = await resets.findUserOfPatient(tx.q, patientId);
        if (user !== undefined) await requireOpenChart(tx.q, patientId);
        return issueCode(deps, tx, { actor, user, reason: document });
      });
    },
    issueStaffResetCode: async (actor: Actor, input: IssueStaffResetCode): Promise<ResetCode> => {
      authorize(actor, 'reset.issueForStaff');
      const confirmed = await deps.confirmPassword(actor, input.password);
      return confirmed.transact(async (tx) => {
        const user = await repo.findUser(tx.q, input.userId);
        if (user !== undefined && user.patientId !== null) throw invalidField('userId', PATIENTS_OWN);
        return issueCode(deps, tx, { actor, user });
      });
    },
  };
}

async function askReset(deps: RecoveryDeps, caller: Caller, { email }: AskReset): Promise<void> {
  // Never taken back: what is limited here is the asking itself. Strangers who ask in somebody's name do not keep
  // that person from asking on a device of their own.
  const trusted = await deps.db.read((q) => findOwnDevice(q, caller, email));
  deps.guard.begin({ kind: 'askReset', address: caller.address, trusted });
  if (trusted === undefined) deps.letters.count('reset', email, caller.address);
  const { mail } = deps;
  const at = deps.clock.now();
  const secret = newLinkSecret();
  const due = await deps.db.transact(async ({ q }) => {
    const user = await repo.findUserByEmail(q, email);
    const last = await resets.lastLinkAt(q, user?.id ?? ('' as UserId));
    const line = { action: 'E', subtype: 'user.askReset', objectType: 'user', objectId: user?.id } as const;
    const { address, requestId } = caller;
    await recordAudit(q, { who: null, at }, { ...line, address, requestId });
    // Whose the address is, is not known: what is sent there could open the account to a stranger.
    const isProven = user !== undefined && user.emailVerifiedAt !== null;
    const isTooSoon = last !== undefined && last > addMinutes(at, -LINK_EVERY_MIN);
    if (mail === null || !isProven || user.isActive === 0 || isTooSoon) return undefined;
    const reset = { userId: user.id, kind: 'link', issuedBy: null, issuedAt: at } as const;
    const expiresAt = addMinutes(at, LINK_VALID_MIN);
    await resets.replaceReset(q, { ...reset, secretHash: hashSecret(secret), expiresAt });
    return { user, to: await addressee(deps, q, user) };
  });
  if (due === undefined) return;
  const page = due.user.patientId === null ? '/reset' : '/portal/reset';
  // In the fragment: it reaches no server, no log and no other page's Referer.
  const link = `${deps.linkBase()}${page}#${secret}`;
  mail?.post(accountMail(due.to, 'reset', link));
}

type Issue = { readonly actor: Actor; readonly user: Row<'appUser'> | undefined; readonly reason?: string };

async function issueCode(
  deps: RecoveryDeps,
  { q }: Transaction,
  { actor, user, reason }: Issue,
): Promise<ResetCode> {
  if (user === undefined || user.isActive === 0) throw new AppError('not_found');
  const at = deps.clock.now();
  const code = newCode();
  const expiresAt = addMinutes(at, CODE_VALID_MIN);
  await resets.replaceReset(q, {
    userId: user.id,
    kind: 'code',
    issuedBy: actor.userId,
    issuedAt: at,
    expiresAt,
    secretHash: deps.seal.fingerprint(readCode(code), user.id),
  });
  const object = { objectType: 'user', objectId: user.id, patientId: user.patientId ?? undefined };
  await recordAudit(
    q,
    { who: actor, at },
    { action: 'E', subtype: 'user.issueResetCode', reason, ...object },
  );
  const language = await deps.languages.ofUser(q, user.id);
  return { code, name: user.name, email: user.email, expiresAt, language };
}

async function confirmReset(
  deps: RecoveryDeps,
  caller: Caller,
  input: ConfirmReset,
): Promise<{ deviceSecret: string }> {
  const { user, secretHash, attempt } = await judge(deps, caller, input);
  const kind = passwordKindOf(user.role, await deps.db.read((q) => hasFactor(q, user.id)));
  const own = [user.name, user.email, await deps.db.read(deps.clinicName)];
  const problem = passwordProblem(input.newPassword, kind, own);
  if (problem !== undefined) {
    attempt?.succeed();
    throw invalidField('newPassword', problem);
  }
  const passwordHash = await hashPassword(input.newPassword, await deps.settings.now());
  const done = await deps.db.transact((tx) => write(deps, tx, { caller, user, secretHash, passwordHash }));
  deps.forgetCosts();
  attempt?.succeed();
  deps.mail?.post(passwordChangedMail(done.to, { by: 'reset', ways: done.ways }));
  return { deviceSecret: done.deviceSecret };
}

/**
 * Nobody's tries stand in the way of who holds the right secret. A link is 128 random bits long: only what is none
 * is counted. A code from the desk is 50 bits long, and good for a day: it is enough that each address may try so
 * often, and all of them together.
 */
async function judge(deps: RecoveryDeps, caller: Caller, input: ConfirmReset): Promise<Judged> {
  const { email } = input;
  const { address } = caller;
  const attempt = email === undefined ? undefined : await beginCode(deps, caller, email);
  const found = await deps.db.read((q) => findGood(deps, q, input));
  if (found !== undefined) return { ...found, attempt };
  if (attempt === undefined) deps.guard.begin({ kind: 'resetLink', address });
  await noteFailure(deps, caller, input);
  throw notGood();
}

async function beginCode(deps: RecoveryDeps, caller: Caller, email: string): Promise<Attempt> {
  const trusted = await deps.db.read((q) => findOwnDevice(q, caller, email));
  return deps.guard.begin({ kind: 'resetCode', address: caller.address, trusted });
}

/** The caller's device, where the person of this address has signed in on it. */
async function findOwnDevice(q: Query, { deviceSecret }: Caller, email: string): Promise<string | undefined> {
  const user = await repo.findUserByEmail(q, email);
  return findKnownDevice(q, deviceSecret, user?.id);
}

type Judged = Good & { readonly attempt: Attempt | undefined };

type Good = { readonly user: Row<'appUser'>; readonly secretHash: string };

/** The account a secret is good for, now. */
async function findGood(deps: RecoveryDeps, q: Query, input: ConfirmReset): Promise<Good | undefined> {
  const { secret, email } = input;
  const named = email === undefined ? undefined : await repo.findUserByEmail(q, email);
  const secretHash =
    email === undefined ? hashSecret(secret) : deps.seal.fingerprint(readCode(secret), named?.id ?? '');
  return goodOf(deps, q, secretHash);
}

async function goodOf(deps: RecoveryDeps, q: Query, secretHash: string): Promise<Good | undefined> {
  const reset = await resets.findReset(q, secretHash);
  if (reset === undefined || reset.expiresAt <= deps.clock.now()) return undefined;
  const user = await repo.findUser(q, reset.userId);
  if (user === undefined || user.isActive === 0) return undefined;
  return (await isVouchedFor(q, reset, user)) ? { user, secretHash } : undefined;
}

/** A code is as good as whoever issued it: one who is disabled, or may issue none any more, must not come back by it. */
async function isVouchedFor(
  q: Query,
  { issuedBy }: Row<'passwordReset'>,
  { patientId }: Row<'appUser'>,
): Promise<boolean> {
  if (issuedBy === null) return true;
  const issuer = await repo.findUser(q, issuedBy);
  const action = patientId === null ? 'reset.issueForStaff' : 'reset.issueForPatient';
  return issuer !== undefined && issuer.isActive === 1 && mayEver(issuer.role, action);
}

type Change = Good & { readonly caller: Caller; readonly passwordHash: string };

async function write(deps: RecoveryDeps, tx: Transaction, change: Change) {
  const { caller, secretHash, passwordHash } = change;
  const { q } = tx;
  const at = deps.clock.now();
  const userId = change.user.id;
  // Asked again, while the password was being hashed something may have happened; and of two at once one is first.
  const user = (await goodOf(deps, q, secretHash))?.user;
  if (user === undefined || !(await resets.takeReset(q, secretHash))) throw notGood();
  const version = user.version + 1;
  await repo.savePassword(q, userId, { passwordHash, version, updatedAt: at });
  await resets.dropResets(q, userId);
  await deletePin(q, userId);
  await deps.sessions.endAllOf(tx, { userId, by: null, subtype: 'session.passwordReset' });
  const { patientId } = user;
  const feeds = { userId, patientId, by: null, subtype: 'calendar.endByReset' };
  const calendars = await deps.calendars.dropAllOf(tx, feeds);
  await recordReset(q, { user, version, caller, at });
  tx.emit({ type: 'user.changed', id: userId });
  // Whoever guessed from there is a stranger again; the one who holds the link or the slip is not.
  await forgetDevices(q, userId);
  const deviceSecret = await rememberDevice(q, { secret: caller.deviceSecret, userId, at });
  const ways = { calendars, ...(await otherWaysIn(q, userId)) };
  return { deviceSecret, ways, to: await addressee(deps, q, user) };
}

function recordReset(
  q: Query,
  what: { user: Row<'appUser'>; version: number; caller: Caller; at: Instant },
): Promise<void> {
  const { user, version, caller, at } = what;
  const object = { objectType: 'user', objectId: user.id, objectVersion: version };
  const { address, requestId } = caller;
  return recordAudit(
    q,
    { who: null, at },
    {
      action: 'U',
      subtype: 'user.resetPassword',
      address,
      requestId,
      changedFields: ['password'],
      ...object,
      patientId: user.patientId ?? undefined,
    },
  );
}

/** At whose account it was tried, where there is such a one, stands in the trail alone. */
async function noteFailure(
  deps: RecoveryDeps,
  { address, requestId }: Caller,
  { email = '' }: ConfirmReset,
): Promise<void> {
  const line = { action: 'E', subtype: 'user.resetPassword', outcome: 'failure' } as const;
  await deps.db.transact(async ({ q }) => {
    const objectId = (await repo.findUserByEmail(q, email))?.id;
    const entry = { ...line, objectType: 'user', objectId, address, requestId };
    await recordAudit(q, { who: null, at: deps.clock.now() }, entry);
  });
}

function notGood(): AppError {
  return invalidField('secret', 'is not right, was used, or is too old: ask for a new one');
}

import { randomInt } from 'node:crypto';
import type { ConfirmEmail, EmailState } from '../../../shared/contracts/recovery.ts';
import { AppError, invalidField } from '../../../shared/errors.ts';
import { addMinutes, type Instant } from '../../../shared/time/instant.ts';
import type { Row } from '../../db/schema.ts';
import type { Query, Transaction } from '../../db/transact.ts';
import { authorize } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import { accountMail } from './account-mail.ts';
import * as repo from './auth.repo.ts';
import type { Confirmed } from './confirmed.ts';
import { addressee, type RecoveryDeps } from './recovery.deps.ts';
import * as codes from './reset.repo.ts';
import { tellOldAddress, writeEmail } from './write-email.ts';

const VALID_MIN = 15;
const TRIES = 5;
const DIGITS = 6;

/** Whether an address is its person's, proved by a code sent there. A changed address is proved anew. */
export function createEmailCodes(deps: RecoveryDeps) {
  return {
    emailState: (actor: Actor): Promise<EmailState> => {
      authorize(actor, 'session.own', { userId: actor.userId });
      return deps.db.read((q) => emailState(deps, q, actor));
    },
    sendEmailCode: (actor: Actor): Promise<void> => sendEmailCode(deps, actor),
    confirmEmail: (actor: Actor, input: ConfirmEmail): Promise<EmailState> =>
      confirmEmail(deps, actor, input),
  };
}

async function emailState(deps: RecoveryDeps, q: Query, actor: Actor): Promise<EmailState> {
  const user = await repo.findUser(q, actor.userId);
  if (user === undefined) throw new AppError('unauthenticated');
  return { email: user.email, verifiedAt: user.emailVerifiedAt, hasMail: deps.mail !== null };
}

async function sendEmailCode(deps: RecoveryDeps, actor: Actor): Promise<void> {
  authorize(actor, 'session.own', { userId: actor.userId });
  await postEmailCode(deps, actor, {
    email: actor.email,
    isChange: false,
    subtype: 'user.sendEmailCode',
    within: deps.db,
  });
}

type Sending = {
  readonly email: string;
  readonly isChange: boolean;
  readonly subtype: string;
  /** Of the right password, where it was asked for. */
  readonly within: Confirmed;
};

/**
 * The last code is the one that counts. Throws `no_mail`. Whether somebody else signs in with the address is told to
 * them alone: the answer is the same, and the code that is kept then is known to nobody.
 */
export async function postEmailCode(deps: RecoveryDeps, actor: Actor, sending: Sending): Promise<void> {
  const { mail } = deps;
  const { userId } = actor;
  const { email, isChange, subtype, within } = sending;
  if (mail === null) throw new AppError('no_mail');
  // For one person, in however many sessions; and to a mailbox that may be a stranger's, whoever has it written to.
  deps.letters.count('code', userId);
  if (isChange) deps.letters.count('code', email);
  const code = String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0');
  const at = deps.clock.now();
  const sent = await within.transact(async ({ q }) => {
    const user = await repo.findUser(q, userId);
    if (user === undefined) throw new AppError('unauthenticated');
    const until = { sentAt: at, expiresAt: addMinutes(at, VALID_MIN), triesLeft: TRIES };
    const codeHash = deps.seal.fingerprint(code, userId);
    await codes.replaceEmailCode(q, { userId, email, codeHash, isChange: isChange ? 1 : 0, ...until });
    const line = { action: 'E', subtype, objectType: 'user', objectId: userId } as const;
    await recordAudit(q, { who: actor, at }, line);
    const holder = await repo.findUserByEmail(q, email);
    const isOthers = holder !== undefined && holder.id !== userId;
    const to = { ...(await addressee(deps, q, holder ?? user)), to: email };
    return isOthers ? accountMail(to, 'addressInUse') : accountMail(to, 'emailCode', code);
  });
  mail.post(sent);
}

async function confirmEmail(deps: RecoveryDeps, actor: Actor, input: ConfirmEmail): Promise<EmailState> {
  authorize(actor, 'session.own', { userId: actor.userId });
  const { userId } = actor;
  const at = deps.clock.now();
  // A new code comes with new tries: all of one person's are counted, too.
  const attempt = deps.guard.begin({ kind: 'emailCode', account: userId, address: 'own', trusted: userId });
  // Judged and carried out in one: a code is good once, and a wrong try stays on record.
  const done = await deps.db.transact(async (tx) => {
    const kept = await judgeCode(deps, tx.q, { actor, code: input.code });
    if (kept === undefined) return undefined;
    const user = await repo.findUser(tx.q, userId);
    if (user === undefined) throw new AppError('unauthenticated');
    await (kept.isChange === 1
      ? takeNewAddress(tx, user, { kept, actor, at })
      : prove(tx, user, { kept, actor, at }));
    const old = await addressee(deps, tx.q, user);
    return { old, kept, state: await emailState(deps, tx.q, actor) };
  });
  if (done === undefined) throw invalidField('code', 'is not right or too old: have a new one sent');
  attempt.succeed();
  if (done.kept.isChange === 1) tellOldAddress(deps, done.old);
  return done.state;
}

type Proven = { readonly kept: Row<'emailCode'>; readonly actor: Actor; readonly at: Instant };

async function takeNewAddress(tx: Transaction, user: Row<'appUser'>, { kept, actor, at }: Proven) {
  const change = { who: actor, email: kept.email, verifiedAt: at, at, subtype: 'user.changeEmail' };
  await writeEmail(tx, user, change);
}

async function prove(tx: Transaction, user: Row<'appUser'>, { kept, actor, at }: Proven): Promise<void> {
  const { q } = tx;
  if (user.email !== kept.email) throw invalidField('code', 'was sent to another address');
  await codes.dropEmailCode(q, user.id);
  await codes.markEmailVerified(q, user, at);
  const object = { objectType: 'user', objectId: user.id, objectVersion: user.version + 1 };
  const line = { action: 'U', subtype: 'user.confirmEmail', changedFields: ['emailVerifiedAt'] } as const;
  await recordAudit(q, { who: actor, at }, { ...line, ...object });
  tx.emit({ type: 'user.changed', id: user.id });
}

/** The try is counted as it is judged, so that many at once do not slip by; a wrong one stays on record. */
async function judgeCode(deps: RecoveryDeps, q: Query, { actor, code }: { actor: Actor; code: string }) {
  const { userId } = actor;
  const at = deps.clock.now();
  const found = await codes.findEmailCode(q, userId);
  const isOpen = found !== undefined && found.triesLeft > 0 && found.expiresAt > at;
  if (isOpen) await codes.countEmailTry(q, userId);
  if (isOpen && found.codeHash === deps.seal.fingerprint(code, userId)) return found;
  const line = { action: 'E', subtype: 'user.confirmEmail', outcome: 'failure' } as const;
  await recordAudit(q, { who: actor, at }, { ...line, objectType: 'user', objectId: userId });
  return undefined;
}

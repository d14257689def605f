import { randomInt } from 'node:crypto';
import type { ConfirmEmail, EmailState } from '../../../shared/contracts/recovery.ts';
import { AppError, invalidField } from '../../../shared/errors.ts';
import { addMinutes } from '../../../shared/time/instant.ts';
import type { Query } from '../../db/transact.ts';
import { authorize } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import * as repo from './auth.repo.ts';
import { emailCodeMail } from './mail-words.ts';
import type { RecoveryDeps } from './recovery.deps.ts';
import * as codes from './reset.repo.ts';

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
  const { mail } = deps;
  if (mail === null) throw new AppError('no_mail');
  // Never taken back: so many codes leave for one person, whoever holds the session.
  deps.guard.begin({ account: `email code ${actor.userId}`, address: 'own', trusted: actor.sessionId });
  const code = String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0');
  const at = deps.clock.now();
  const sent = await deps.db.transact(async ({ q }) => {
    const user = await repo.findUser(q, actor.userId);
    if (user === undefined) throw new AppError('unauthenticated');
    const { id: userId, email } = user;
    const until = { sentAt: at, expiresAt: addMinutes(at, VALID_MIN), triesLeft: TRIES };
    await codes.replaceEmailCode(q, {
      userId,
      email,
      codeHash: deps.seal.fingerprint(code, userId),
      ...until,
    });
    const line = { action: 'E', subtype: 'user.sendEmailCode' } as const;
    await recordAudit(q, { who: actor, at }, { ...line, objectType: 'user', objectId: userId });
    return { to: email, name: user.name, clinicName: await deps.clinicName(q) };
  });
  mail.post(emailCodeMail(sent, code));
}

async function confirmEmail(deps: RecoveryDeps, actor: Actor, input: ConfirmEmail): Promise<EmailState> {
  authorize(actor, 'session.own', { userId: actor.userId });
  const { userId } = actor;
  const at = deps.clock.now();
  const kept = await deps.db.transact(({ q }) => judgeCode(deps, q, { actor, code: input.code }));
  if (kept === undefined) throw invalidField('code', 'is not right or too old: have a new one sent');
  return deps.db.transact(async (tx) => {
    const { q } = tx;
    const user = await repo.findUser(q, userId);
    if (user === undefined || user.email !== kept.email)
      throw invalidField('code', 'was sent to another address');
    await codes.dropEmailCode(q, userId);
    await codes.markEmailVerified(q, user, at);
    const object = { objectType: 'user', objectId: userId, objectVersion: user.version + 1 };
    const line = { action: 'U', subtype: 'user.confirmEmail', changedFields: ['emailVerifiedAt'] } as const;
    await recordAudit(q, { who: actor, at }, { ...line, ...object });
    tx.emit({ type: 'user.changed', id: userId });
    return emailState(deps, q, actor);
  });
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

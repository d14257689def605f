import type {
  AcceptInvitation,
  InvitationDto,
  InvitationPage,
  InviteStaff,
  ListInvitations,
  OpenedInvitation,
  ResendInvitation,
  RevokeInvitation,
  SentInvitation,
} from '../../../shared/contracts/invitations.ts';
import { passwordProblem } from '../../../shared/domain/password-rules.ts';
import { AppError, invalidField } from '../../../shared/errors.ts';
import type { InvitationId, UserId } from '../../../shared/ids.ts';
import { addMinutes } from '../../../shared/time/instant.ts';
import { once } from '../../db/idempotency.ts';
import type { Query, Transaction } from '../../db/transact.ts';
import { decodeCursor, toPage } from '../../lib/cursor.ts';
import { hashPassword } from '../../lib/passwords.ts';
import { hashSecret, newLinkSecret } from '../../lib/seal.ts';
import { authorize } from '../../policy/decide.ts';
import type { Actor, Caller } from '../../trpc/context.ts';
import { recordAudit, type Who } from '../audit/audit.repo.ts';
import type { IssuedSession } from '../auth/auth.presenter.ts';
import { accountMail, type Addressee } from '../auth/account-mail.ts';
import * as repo from './invitations.repo.ts';
import * as usersRepo from './users.repo.ts';
import type { UserDeps } from './users.service.ts';

const VALID_MIN = 7 * 24 * 60;

/** How somebody comes to work here: a link, for one address and one role, good once and for a week. */
export function createInvitations(deps: UserDeps) {
  return {
    invite: (actor: Actor, input: InviteStaff): Promise<SentInvitation> => invite(deps, actor, input),
    listInvitations: (actor: Actor, input: ListInvitations): Promise<InvitationPage> => {
      authorize(actor, 'users.read');
      const after = input.cursor === undefined ? undefined : decodeCursor(input.cursor, 2);
      return deps.db.read(async (q) => {
        const rows = await repo.listInvitations(q, { after, limit: input.limit + 1 });
        return toPage(rows, input.limit, { item: present, keys: (row) => [row.sentAt, row.id] });
      });
    },
    resendInvitation: (actor: Actor, input: ResendInvitation): Promise<SentInvitation> =>
      resend(deps, actor, input),
    revokeInvitation: (actor: Actor, input: RevokeInvitation): Promise<void> => revoke(deps, actor, input),
    openInvitation: ({ secret }: { secret: string }): Promise<OpenedInvitation> =>
      deps.db.read(async (q) => {
        const { name, email, role } = await getGood(deps, q, secret);
        return { clinicName: await clinicName(deps, q), name, email, role };
      }),
    acceptInvitation: (caller: Caller, input: AcceptInvitation): Promise<IssuedSession> =>
      accept(deps, caller, input),
  };
}

async function invite(deps: UserDeps, actor: Actor, input: InviteStaff): Promise<SentInvitation> {
  authorize(actor, 'users.write');
  const { password, requestId, ...fields } = input;
  if (fields.role === 'doctor' && fields.doctorId === undefined) throw invalidField('doctorId', 'is needed');
  if (fields.role !== 'doctor' && fields.doctorId !== undefined) {
    throw invalidField('doctorId', 'belongs to accounts of doctors only');
  }
  const confirmed = await deps.auth.confirmPassword(actor, password);
  const at = deps.clock.now();
  const secret = newLinkSecret();
  let isNew = false;
  const call = { actorId: actor.userId, requestId, operation: 'users.invite', input: fields, at };
  const sent = await confirmed.transact(async (tx) => {
    // The secret stays out of the stored answer: a retry gets the invitation, and no second link.
    const invitation = await once(tx.q, call, async () => {
      isNew = true;
      return insert(deps, tx, { actor, fields, secret });
    });
    return { invitation, ...(await houseOf(deps, tx.q)) };
  });
  return isNew ? deliver(deps, sent, secret) : { invitation: sent.invitation, link: null };
}

type New = {
  readonly actor: Actor;
  readonly fields: Omit<InviteStaff, 'password' | 'requestId'>;
  readonly secret: string;
};

async function insert(
  deps: UserDeps,
  tx: Transaction,
  { actor, fields, secret }: New,
): Promise<InvitationDto> {
  const { q } = tx;
  const { name, email, role } = fields;
  const doctorId = fields.doctorId ?? null;
  if (await usersRepo.isEmailTaken(q, email)) throw new AppError('email_taken');
  if (await repo.isInvited(q, email))
    throw invalidField('email', 'has an open invitation: send that one again');
  if (doctorId !== null && (await usersRepo.hasAccount(q, doctorId))) {
    throw invalidField('doctorId', 'has an account already');
  }
  const at = deps.clock.now();
  const id = deps.ids.next<InvitationId>();
  const made = { secretHash: hashSecret(secret), invitedBy: actor.userId, sentAt: at };
  const open = { expiresAt: addMinutes(at, VALID_MIN), acceptedAt: null, revokedAt: null, version: 1 };
  await repo.insertInvitation(q, { id, name, email, role, doctorId, ...made, ...open });
  await note(deps, q, { who: actor, action: 'C', subtype: 'user.invite', id, version: 1 });
  return present(await getOpen(q, id));
}

/** By mail where the clinic sends any; otherwise the admin gets the link, once. */
function deliver(
  deps: UserDeps,
  { invitation, ...house }: { readonly invitation: InvitationDto } & House,
  secret: string,
): SentInvitation {
  const link = `${deps.linkBase()}/invitation#${secret}`;
  if (deps.mail === null) return { invitation, link };
  const { email: to, name } = invitation;
  deps.mail.post(accountMail({ to, name, ...house }, 'invitation', link));
  return { invitation, link: null };
}

async function resend(deps: UserDeps, actor: Actor, input: ResendInvitation): Promise<SentInvitation> {
  authorize(actor, 'users.write');
  const confirmed = await deps.auth.confirmPassword(actor, input.password);
  const secret = newLinkSecret();
  const at = deps.clock.now();
  // Whoever sends it again answers for it from now on.
  const made = { secretHash: hashSecret(secret), invitedBy: actor.userId, sentAt: at };
  const changes = { ...made, expiresAt: addMinutes(at, VALID_MIN) };
  const sent = await confirmed.transact(async ({ q }) => {
    await update(q, input, changes);
    const version = input.expectedVersion + 1;
    await note(deps, q, { who: actor, action: 'U', subtype: 'user.inviteAgain', id: input.id, version });
    return { invitation: present(await getOpen(q, input.id)), ...(await houseOf(deps, q)) };
  });
  return deliver(deps, sent, secret);
}

async function revoke(deps: UserDeps, actor: Actor, input: RevokeInvitation): Promise<void> {
  authorize(actor, 'users.write');
  await deps.db.transact(async ({ q }) => {
    await update(q, input, { revokedAt: deps.clock.now() });
    const version = input.expectedVersion + 1;
    await note(deps, q, { who: actor, action: 'D', subtype: 'user.revokeInvitation', id: input.id, version });
  });
}

/** What somebody who may invite no longer has sent out is no good any more. */
export async function revokeInvitationsOf(
  deps: UserDeps,
  q: Query,
  { actor, invitedBy }: { readonly actor: Actor; readonly invitedBy: UserId },
): Promise<void> {
  for (const { id, version } of await repo.listInvitationsBy(q, invitedBy)) {
    await repo.updateInvitation(q, { id, expectedVersion: version }, { revokedAt: deps.clock.now() });
    const line = { action: 'D', subtype: 'user.revokeInvitation', id, version: version + 1 } as const;
    await note(deps, q, { who: actor, ...line });
  }
}

async function accept(deps: UserDeps, caller: Caller, input: AcceptInvitation): Promise<IssuedSession> {
  const { role, name, email } = await deps.db.read((q) => getGood(deps, q, input.secret));
  const own = [name, email, await deps.db.read((q) => clinicName(deps, q))];
  const problem = passwordProblem(input.newPassword, role, own);
  if (problem !== undefined) throw invalidField('newPassword', problem);
  const passwordHash = await hashPassword(input.newPassword, await deps.settings.now());
  const userId = await deps.db.transact((tx) => makeAccount(deps, tx, { ...input, passwordHash }));
  return deps.auth.issueSession(userId, caller);
}

async function makeAccount(
  deps: UserDeps,
  tx: Transaction,
  accepted: Pick<AcceptInvitation, 'secret' | 'language'> & { passwordHash: string },
): Promise<UserId> {
  const { secret, passwordHash } = accepted;
  const language = accepted.language ?? null;
  const { q } = tx;
  const at = deps.clock.now();
  // Asked again inside: it may have been taken back, or accepted, while the password was being hashed.
  const invitation = await getGood(deps, q, secret);
  const key = { id: invitation.id, expectedVersion: invitation.version };
  if (!(await repo.updateInvitation(q, key, { acceptedAt: at }))) throw notGood(invitation.id);
  if (await usersRepo.isEmailTaken(q, invitation.email)) throw new AppError('email_taken');
  const id = deps.ids.next<UserId>();
  const { name, email, role, doctorId } = invitation;
  if (doctorId !== null && (await usersRepo.hasAccount(q, doctorId))) {
    throw invalidField('secret', 'is for a doctor who has an account meanwhile: sign in with that one');
  }
  const account = {
    id,
    name,
    email,
    role,
    doctorId,
    patientId: null,
    language,
    isActive: 1,
    version: 1,
  } as const;
  // What came back from the mailbox has proved the address.
  const emailVerifiedAt = deps.mail === null ? null : at;
  await usersRepo.insertUser(q, { ...account, passwordHash, emailVerifiedAt, createdAt: at, updatedAt: at });
  const object = { objectType: 'user', objectId: id, objectVersion: 1 };
  await recordAudit(q, { who: null, at }, { action: 'C', subtype: 'user.acceptInvitation', ...object });
  tx.emit({ type: 'user.changed', id });
  return id;
}

async function getOpen(q: Query, id: InvitationId): Promise<repo.InvitationRow> {
  const row = await repo.findInvitation(q, id);
  if (row === undefined) throw new AppError('not_found');
  return row;
}

async function getGood(deps: UserDeps, q: Query, secret: string): Promise<repo.InvitationRow> {
  const row = await repo.findInvitationBySecret(q, hashSecret(secret));
  // Asked at the use, too: whoever is disabled while an invitation of theirs is on its way must not come back by it.
  if (row === undefined || row.isVouchedFor === 0 || repo.isExpired(row, deps.clock.now()))
    throw notGood(row?.id ?? (await repo.findIdOfSecret(q, hashSecret(secret))));
  return row;
}

async function update(
  q: Query,
  key: { id: InvitationId; expectedVersion: number },
  changes: Parameters<typeof repo.updateInvitation>[2],
): Promise<void> {
  const before = await getOpen(q, key.id);
  if (!(await repo.updateInvitation(q, key, changes))) {
    throw new AppError('stale_version', { current: present(before) });
  }
}

type Note = {
  readonly who: Who;
  readonly action: 'C' | 'U' | 'D';
  readonly subtype: string;
  readonly id: InvitationId;
  readonly version: number;
};

async function note(deps: UserDeps, q: Query, { who, id, version, ...line }: Note): Promise<void> {
  const object = { objectType: 'invitation', objectId: id, objectVersion: version };
  await recordAudit(q, { who, at: deps.clock.now() }, { ...line, ...object });
}

async function clinicName(deps: UserDeps, q: Query): Promise<string> {
  return (await deps.clinic.current(q)).settings.clinicName;
}

type House = Pick<Addressee, 'clinicName' | 'language'>;

/** Nobody knows yet which language somebody reads who has no account. */
async function houseOf(deps: UserDeps, q: Query): Promise<House> {
  return { clinicName: await clinicName(deps, q), language: await deps.languages.ofClinic(q) };
}

function present(row: repo.InvitationRow): InvitationDto {
  const { id, name, email, role, doctorId, invitedByName, sentAt, expiresAt, version } = row;
  return { id, name, email, role, doctorId, invitedByName, sentAt, expiresAt, version };
}

/** Which one it was stands in the trail, where it ever was one: the link of a colleague is in other hands. */
function notGood(objectId: InvitationId | undefined): AppError {
  const message = 'is not right, was used, or is too old: ask for a new invitation';
  return invalidField('secret', message, { objectType: 'invitation', objectId });
}

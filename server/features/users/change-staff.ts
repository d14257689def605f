import type { ChangeRole, ChangeStaffIdentity, UserDto } from '../../../shared/contracts/users.ts';
import { AppError, invalidField } from '../../../shared/errors.ts';
import type { UserId } from '../../../shared/ids.ts';
import type { NewRow } from '../../db/schema.ts';
import type { Query, Transaction } from '../../db/transact.ts';
import { authorize } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import { tellOldAddress } from '../auth/write-email.ts';
import { revokeInvitationsOf } from './invite-staff.ts';
import { toUserDto } from './users.presenter.ts';
import * as repo from './users.repo.ts';
import type { UserDeps } from './users.service.ts';

/**
 * Another role is another sign-in: the person's sessions end, and their screens go dark at once. What was begun in the
 * old role, and the addresses of calendars that showed what it may see, go with it.
 */
export async function changeRole(deps: UserDeps, actor: Actor, input: ChangeRole): Promise<UserDto> {
  authorize(actor, 'users.write');
  if (input.role === 'doctor' && input.doctorId === undefined) throw invalidField('doctorId', 'is needed');
  if (input.role !== 'doctor' && input.doctorId !== undefined) {
    throw invalidField('doctorId', 'belongs to accounts of doctors only');
  }
  const confirmed = await deps.auth.confirmPassword(actor, input.password);
  const doctorId = input.doctorId ?? null;
  return confirmed.transact(async (tx) => {
    const before = await loadStaff(tx.q, input);
    if (before.role === input.role && before.doctorId === doctorId) return toUserDto(before);
    if (input.role !== 'admin') await keepAnAdmin(tx.q, before);
    if (doctorId !== null && doctorId !== before.doctorId && (await repo.hasAccount(tx.q, doctorId))) {
      throw invalidField('doctorId', 'has an account already');
    }
    const changes = { role: input.role, doctorId };
    const after = await write(deps, tx, { actor, before, changes, subtype: 'user.changeRole' });
    if (input.role !== 'admin') await revokeInvitationsOf(deps, tx.q, { actor, invitedBy: before.id });
    const whose = { userId: before.id, by: actor };
    await deps.auth.endAllOf(tx, { ...whose, subtype: 'session.endByRole' });
    await deps.calendars.dropAllOf(tx, { ...whose, patientId: null, subtype: 'calendar.endByRole' });
    await deps.drafts.dropBegun(tx.q, before.id);
    return after;
  });
}

/** Whose account it is, in name and address. A new address is proven anew. */
export async function changeIdentity(
  deps: UserDeps,
  actor: Actor,
  input: ChangeStaffIdentity,
): Promise<UserDto> {
  authorize(actor, 'users.write');
  const confirmed = await deps.auth.confirmPassword(actor, input.password);
  const { name, email } = input;
  const done = await confirmed.transact(async (tx) => {
    const before = await loadStaff(tx.q, input);
    const isMoved = email !== before.email;
    const changes = {
      ...(name !== before.name && { name }),
      ...(isMoved && { email, emailVerifiedAt: null }),
    };
    const { clinicName } = (await deps.clinic.current(tx.q)).settings;
    const language = await deps.languages.ofUser(tx.q, before.id);
    const told = isMoved ? { to: before.email, name: before.name, clinicName, language } : undefined;
    if (Object.keys(changes).length === 0) return { after: toUserDto(before), told };
    // What was sent to the old address leads no longer in, nor does a code prove another one in the new one's place.
    if (isMoved) await deps.auth.dropSent(tx.q, before.id);
    const after = await write(deps, tx, { actor, before, changes, subtype: 'user.changeIdentity' });
    return { after, told };
  });
  if (done.told !== undefined) tellOldAddress(deps, done.told);
  return done.after;
}

/** Refuses to take the last active admin away: nobody could give the role back. */
export async function keepAnAdmin(q: Query, losing: repo.UserRow): Promise<void> {
  if (losing.role !== 'admin' || losing.isActive === 0) return;
  if ((await repo.countActiveAdmins(q)) <= 1) throw new AppError('last_admin');
}

/** A patient's account is the patient's own: its identity is the chart's, its role never changes. */
async function loadStaff(q: Query, wanted: { id: UserId; expectedVersion: number }): Promise<repo.UserRow> {
  const row = await repo.findUser(q, wanted.id);
  if (row === undefined) throw new AppError('not_found');
  if (row.patientId !== null) throw invalidField('id', 'is the account of a patient');
  if (row.version !== wanted.expectedVersion) {
    throw new AppError('stale_version', { current: toUserDto(row) });
  }
  return row;
}

type Write = {
  readonly actor: Actor;
  readonly before: repo.UserRow;
  readonly changes: Partial<Omit<NewRow<'appUser'>, 'id'>>;
  readonly subtype: string;
};

async function write(deps: UserDeps, tx: Transaction, what: Write): Promise<UserDto> {
  const { actor, before, changes, subtype } = what;
  const at = deps.clock.now();
  const version = before.version + 1;
  await repo.updateUser(tx.q, before.id, { ...changes, version, updatedAt: at });
  const object = { objectType: 'user', objectId: before.id, objectVersion: version };
  const changedFields = Object.keys(changes);
  await recordAudit(tx.q, { who: actor, at }, { action: 'U', subtype, ...object, changedFields });
  tx.emit({ type: 'user.changed', id: before.id });
  const row = await repo.findUser(tx.q, before.id);
  if (row === undefined) throw new AppError('not_found');
  return toUserDto(row);
}

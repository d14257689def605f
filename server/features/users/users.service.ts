import type {
  ChangeRole,
  ChangeStaffIdentity,
  CreateStaff,
  ListUsers,
  SetUserActive,
  UserDto,
  UserPage,
} from '../../../shared/contracts/users.ts';
import { passwordProblem } from '../../../shared/domain/password-rules.ts';
import { AppError, invalidField } from '../../../shared/errors.ts';
import type { PatientId, UserId } from '../../../shared/ids.ts';
import { once } from '../../db/idempotency.ts';
import { requireOpenChart } from '../../db/known-patient.ts';
import type { Db, Query, Transaction } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import { decodeCursor, toPage } from '../../lib/cursor.ts';
import type { Ids } from '../../lib/ids.ts';
import type { Mail } from '../../lib/mail.ts';
import { hashPassword } from '../../lib/passwords.ts';
import { authorize } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import type { AuthService } from '../auth/auth.service.ts';
import type { CalendarsService } from '../calendars/calendars.service.ts';
import type { DraftsService } from '../drafts/drafts.service.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { ClinicService } from '../clinic/clinic.service.ts';
import type { LanguagesService } from '../languages/languages.service.ts';
import type { SecuritySettingsStore } from '../security/security-settings.ts';
import { changeIdentity, changeRole, keepAnAdmin } from './change-staff.ts';
import { createInvitations, revokeInvitationsOf } from './invite-staff.ts';
import { toUserDto } from './users.presenter.ts';
import * as repo from './users.repo.ts';

export type UserDeps = {
  readonly db: Db;
  /** The one that never goes back. */
  readonly clock: Clock;
  readonly ids: Ids;
  /** Asks an admin for the password again, and ends the sessions of those whose rights change. */
  readonly auth: Pick<AuthService, 'confirmPassword' | 'dropSent' | 'endAllOf' | 'issueSession'>;
  /** Addresses of calendars and what was begun in the old role go with it. */
  readonly calendars: Pick<CalendarsService, 'dropAllOf'>;
  readonly drafts: Pick<DraftsService, 'dropBegun'>;
  readonly clinic: Pick<ClinicService, 'current'>;
  readonly languages: Pick<LanguagesService, 'ofClinic' | 'ofUser'>;
  readonly settings: Pick<SecuritySettingsStore, 'now'>;
  /** Null where the clinic has no mail server. */
  readonly mail: Mail | null;
  readonly linkBase: () => string;
};
type Deps = UserDeps;
export type UsersService = ReturnType<typeof createUsers>;

/** Accounts as the admin sees them. Patients make their own; staff accounts are made here. */
export function createUsers(deps: Deps) {
  return {
    ...createInvitations(deps),
    list: (actor: Actor, input: ListUsers): Promise<UserPage> => list(deps, actor, input),
    createStaff: (actor: Actor, input: CreateStaff): Promise<UserDto> => createStaff(deps, actor, input),
    /** A patient's account goes to another chart of the same person, and its sessions end. */
    moveAccount: (tx: Transaction, move: AccountMove): Promise<void> => moveAccount(deps, tx, move),
    changeRole: (actor: Actor, input: ChangeRole): Promise<UserDto> => changeRole(deps, actor, input),
    changeIdentity: (actor: Actor, input: ChangeStaffIdentity): Promise<UserDto> =>
      changeIdentity(deps, actor, input),
    setActive: (actor: Actor, input: SetUserActive): Promise<UserDto> => setActive(deps, actor, input),
  };
}

async function list(deps: Deps, actor: Actor, input: ListUsers): Promise<UserPage> {
  authorize(actor, 'users.read');
  const after = input.cursor === undefined ? undefined : decodeCursor(input.cursor, 3);
  const rows = await deps.db.read((q) => repo.listUsers(q, { ...input, after, limit: input.limit + 1 }));
  return toPage(rows, input.limit, { item: toUserDto, keys: (row) => [row.role, row.name, row.id] });
}

async function createStaff(deps: Deps, actor: Actor, input: CreateStaff): Promise<UserDto> {
  authorize(actor, 'users.write');
  const { password, newPassword, ...fields } = input;
  const { clinicName } = (await deps.db.read(deps.clinic.current)).settings;
  const problem = passwordProblem(newPassword, input.role, [input.name, input.email, clinicName]);
  if (problem !== undefined) throw invalidField('newPassword', problem);
  if (input.role === 'doctor' && input.doctorId === undefined) throw invalidField('doctorId', 'is needed');
  if (input.role !== 'doctor' && input.doctorId !== undefined) {
    throw invalidField('doctorId', 'belongs to accounts of doctors only');
  }
  const confirmed = await deps.auth.confirmPassword(actor, password);
  const passwordHash = await hashPassword(newPassword, await deps.settings.now(), actor.userId);
  const at = deps.clock.now();
  // The passwords stay out of the stored fingerprint of the call: it would let them be guessed offline.
  const call = {
    actorId: actor.userId,
    requestId: input.requestId,
    operation: 'users.createStaff',
    input: fields,
    at,
  };
  return confirmed.transact((tx) =>
    once(tx.q, call, () => insertStaff(deps, tx, { ...fields, actor, passwordHash })),
  );
}

type NewStaff = Omit<CreateStaff, 'password' | 'newPassword'> & { actor: Actor; passwordHash: string };

async function insertStaff(deps: Deps, tx: Transaction, staff: NewStaff): Promise<UserDto> {
  const doctorId = staff.doctorId ?? null;
  if (doctorId !== null && (await repo.hasAccount(tx.q, doctorId))) {
    throw invalidField('doctorId', 'has an account already');
  }
  const at = deps.clock.now();
  const id = deps.ids.next<UserId>();
  const { actor, name, email, role, passwordHash } = staff;
  const row = { id, name, email, role, isActive: 1, doctorId, patientId: null, version: 1 } as const;
  await repo.insertUser(tx.q, { ...row, passwordHash, createdAt: at, updatedAt: at });
  await recordAudit(
    tx.q,
    { who: actor, at },
    {
      action: 'C',
      subtype: 'user.createStaff',
      objectType: 'user',
      objectId: id,
      objectVersion: 1,
    },
  );
  tx.emit({ type: 'user.changed', id });
  return toUserDto({ ...row, createdAt: at, updatedAt: at, emailVerifiedAt: null, lastSignInAt: null });
}

async function setActive(deps: Deps, actor: Actor, input: SetUserActive): Promise<UserDto> {
  authorize(actor, 'users.write');
  const confirmed = await deps.auth.confirmPassword(actor, input.password);
  return confirmed.transact(async (tx) => {
    const before = await getUser(tx.q, input.id);
    if (before.id === actor.userId && !input.isActive) {
      throw invalidField('id', 'is your own account: ask another admin');
    }
    if (before.version !== input.expectedVersion) {
      throw new AppError('stale_version', { current: toUserDto(before) });
    }
    if (!input.isActive) await keepAnAdmin(tx.q, before);
    if (input.isActive && before.patientId !== null) await requireOpenChart(tx.q, before.patientId);
    const at = deps.clock.now();
    const version = before.version + 1;
    await repo.setActive(tx.q, input.id, { isActive: input.isActive ? 1 : 0, version, at });
    if (!input.isActive) {
      await repo.endSessionsOf(tx.q, input.id, at);
      await deps.auth.dropSent(tx.q, input.id);
      // For good: an account that is enabled again does not open to whoever has kept an address.
      const whose = { userId: input.id, patientId: before.patientId, by: actor };
      await deps.calendars.dropAllOf(tx, { ...whose, subtype: 'calendar.endByDisable' });
      await revokeInvitationsOf(deps, tx.q, { actor, invitedBy: input.id });
      tx.emit({ type: 'user.disabled', userId: input.id });
    }
    await recordAudit(
      tx.q,
      { who: actor, at },
      {
        action: 'U',
        subtype: input.isActive ? 'user.enable' : 'user.disable',
        objectType: 'user',
        objectId: input.id,
        objectVersion: version,
        changedFields: ['isActive'],
      },
    );
    tx.emit({ type: 'user.changed', id: input.id });
    return toUserDto(await getUser(tx.q, input.id));
  });
}

export type AccountMove = { readonly by: Actor; readonly from: PatientId; readonly to: PatientId };

async function moveAccount(deps: Deps, tx: Transaction, { by, from, to }: AccountMove): Promise<void> {
  const user = await repo.findByPatient(tx.q, from);
  if (user === undefined) throw new AppError('account_elsewhere');
  const at = deps.clock.now();
  const version = user.version + 1;
  await repo.updateUser(tx.q, user.id, { patientId: to, version, updatedAt: at });
  const line = {
    action: 'U',
    subtype: 'user.moveAccount',
    patientId: to,
    changedFields: ['patientId'],
  } as const;
  const object = { objectType: 'user', objectId: user.id, objectVersion: version };
  await recordAudit(tx.q, { who: by, at }, { ...line, ...object });
  await deps.auth.endAllOf(tx, { userId: user.id, by, subtype: 'session.endByAccountMove' });
  tx.emit({ type: 'user.changed', id: user.id });
}

async function getUser(q: Query, id: UserId): Promise<repo.UserRow> {
  const row = await repo.findUser(q, id);
  if (row === undefined) throw new AppError('not_found');
  return row;
}

import { sql } from 'kysely';
import type { Role } from '../../../shared/domain/roles.ts';
import type { DoctorId, PatientId, UserId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Flag, NewRow, Row } from '../../db/schema.ts';
import type { Query } from '../../db/transact.ts';

export type UserRow = Omit<Row<'appUser'>, 'passwordHash' | 'language'> & {
  readonly lastSignInAt: Instant | null;
};

const COLUMNS = [
  'id',
  'name',
  'email',
  'role',
  'isActive',
  'doctorId',
  'patientId',
  'version',
  'createdAt',
  'updatedAt',
  'emailVerifiedAt',
] as const;

export function findUser(q: Query, id: UserId): Promise<UserRow | undefined> {
  return users(q).where('id', '=', id).executeTakeFirst();
}

export async function insertUser(q: Query, row: NewRow<'appUser'>): Promise<void> {
  await q.insertInto('appUser').values(row).execute();
}

export type UserPageWanted = {
  readonly role?: Role | undefined;
  readonly isActive?: boolean | undefined;
  readonly query?: string | undefined;
  readonly after?: readonly string[] | undefined;
  readonly limit: number;
};

/** By role, then name; `after` holds the last keys of the page before. */
export function listUsers(q: Query, page: UserPageWanted): Promise<UserRow[]> {
  let query = users(q).orderBy('role').orderBy(sql`name COLLATE NOCASE`).orderBy('id').limit(page.limit);
  if (page.isActive !== undefined) query = query.where('isActive', '=', page.isActive ? 1 : 0);
  if (page.query) {
    const part = page.query;
    query = query.where(
      sql<boolean>`(instr(lower(name), lower(${part})) > 0 OR instr(email, lower(${part})) > 0)`,
    );
  }
  if (page.role !== undefined) query = query.where('role', '=', page.role);
  if (page.after !== undefined) {
    const keys = sql.join(page.after);
    query = query.where(sql<boolean>`(role, name COLLATE NOCASE, id) > (${keys})`);
  }
  return query.execute();
}

function users(q: Query) {
  return q
    .selectFrom('appUser')
    .select(COLUMNS)
    .select(
      sql<Instant | null>`(SELECT max(created_at) FROM session WHERE user_id = app_user.id)`.as(
        'lastSignInAt',
      ),
    );
}

export async function setActive(
  q: Query,
  id: UserId,
  change: { isActive: Flag; version: number; at: Instant },
): Promise<void> {
  await q
    .updateTable('appUser')
    .set({ isActive: change.isActive, version: change.version, updatedAt: change.at })
    .where('id', '=', id)
    .execute();
}

export async function endSessionsOf(q: Query, userId: UserId, at: Instant): Promise<void> {
  const live = q.selectFrom('session').select('id').where('userId', '=', userId).where('endedAt', 'is', null);
  await q.deleteFrom('refreshToken').where('sessionId', 'in', live).execute();
  await q
    .updateTable('session')
    .set({ endedAt: at, endReason: 'user.disabled' })
    .where('userId', '=', userId)
    .where('endedAt', 'is', null)
    .execute();
}

export async function isEmailTaken(q: Query, email: string): Promise<boolean> {
  const row = await q.selectFrom('appUser').select('id').where('email', '=', email).executeTakeFirst();
  return row !== undefined;
}

export async function hasAccount(q: Query, doctorId: DoctorId): Promise<boolean> {
  const row = await q.selectFrom('appUser').select('id').where('doctorId', '=', doctorId).executeTakeFirst();
  return row !== undefined;
}

export async function countActiveAdmins(q: Query): Promise<number> {
  const { count } = await q
    .selectFrom('appUser')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('role', '=', 'admin')
    .where('isActive', '=', 1)
    .executeTakeFirstOrThrow();
  return count;
}

export function findByPatient(q: Query, patientId: PatientId): Promise<UserRow | undefined> {
  return users(q).where('patientId', '=', patientId).executeTakeFirst();
}

export async function updateUser(
  q: Query,
  id: UserId,
  changes: Partial<Omit<NewRow<'appUser'>, 'id'>>,
): Promise<void> {
  await q.updateTable('appUser').set(changes).where('id', '=', id).execute();
}

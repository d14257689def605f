import { sql } from 'kysely';
import type { UserId } from '../../../shared/ids.ts';
import type { NewRow, Row } from '../../db/schema.ts';
import type { Query } from '../../db/transact.ts';

export async function findServerKey(q: Query, name: string): Promise<string | undefined> {
  const row = await q.selectFrom('serverKey').select('value').where('name', '=', name).executeTakeFirst();
  return row?.value;
}

export async function saveServerKey(q: Query, row: NewRow<'serverKey'>): Promise<void> {
  const { value, createdAt } = row;
  await q
    .insertInto('serverKey')
    .values(row)
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value, createdAt }))
    .execute();
}

export function findUserByEmail(q: Query, email: string) {
  return q.selectFrom('appUser').selectAll().where('email', '=', email).executeTakeFirst();
}

export function findUser(q: Query, id: UserId) {
  return q.selectFrom('appUser').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function insertUser(q: Query, row: NewRow<'appUser'>): Promise<void> {
  await q.insertInto('appUser').values(row).execute();
}

/** Those who can sign in. */
export function listAdmins(q: Query, limit: number) {
  return q
    .selectFrom('appUser')
    .selectAll()
    .where('role', '=', 'admin')
    .where('isActive', '=', 1)
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** What hashes cost here: each kind once, whoever it belongs to. */
export async function listHashHeads(q: Query): Promise<string[]> {
  // To the sign after the numbers; behind it are the salt and the hash itself.
  const { rows } = await sql<{ head: string }>`
    SELECT DISTINCT substr(password_hash, 1, 15 + instr(substr(password_hash, 16), '$')) AS head
    FROM app_user WHERE password_hash LIKE '$argon2id$v=19$%'`.execute(q);
  return rows.map(({ head }) => head);
}

/** Unless the password was changed meanwhile. */
export async function renewPasswordHash(
  q: Query,
  id: UserId,
  hash: { from: string; to: string },
): Promise<void> {
  await q
    .updateTable('appUser')
    .set({ passwordHash: hash.to })
    .where('id', '=', id)
    .where('passwordHash', '=', hash.from)
    .execute();
}

export async function savePassword(
  q: Query,
  id: UserId,
  change: Pick<Row<'appUser'>, 'passwordHash' | 'version' | 'updatedAt'>,
): Promise<void> {
  await q.updateTable('appUser').set(change).where('id', '=', id).execute();
}

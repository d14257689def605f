import { type Kysely, sql } from 'kysely';

const at = (name: string, rest = 'NOT NULL') => `${name} TEXT ${rest} CHECK (length(${name}) = 24)`;

/** Keys that devices of the staff sign in with. Only their public halves are here. */
const STATEMENTS = [
  `CREATE TABLE passkey (
     id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
     credential_id TEXT NOT NULL UNIQUE CHECK (length(credential_id) BETWEEN 16 AND 1400),
     host_name TEXT NOT NULL, public_key BLOB NOT NULL, counter INTEGER NOT NULL CHECK (counter >= 0),
     transports TEXT NOT NULL CHECK (json_valid(transports)),
     name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
     ${at('created_at')}, ${at('last_used_at', '')},
     version INTEGER NOT NULL DEFAULT 1) STRICT, WITHOUT ROWID`,
  `CREATE INDEX passkey_by_user ON passkey (user_id)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

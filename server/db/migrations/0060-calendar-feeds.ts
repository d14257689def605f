import { type Kysely, sql } from 'kysely';

const at = (name: string, rest = 'NOT NULL') => `${name} TEXT ${rest} CHECK (length(${name}) = 24)`;

/** Secret addresses for calendar programs; only fingerprints of the secrets are here. */
const STATEMENTS = [
  `CREATE TABLE calendar_feed (
     id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
     name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
     secret_hash TEXT NOT NULL UNIQUE,
     ${at('created_at')}, ${at('last_read_at', '')}) STRICT, WITHOUT ROWID`,
  `CREATE INDEX calendar_feed_by_user ON calendar_feed (user_id, created_at)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

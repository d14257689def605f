import { type Kysely, sql } from 'kysely';

/** What of a room its visits do not say: that it is to be cleaned before the next one. */
const STATEMENTS = [
  `CREATE TABLE room_mark (
     room_id TEXT PRIMARY KEY REFERENCES room (id),
     to_clean_since TEXT CHECK (to_clean_since IS NULL OR length(to_clean_since) = 24),
     version INTEGER NOT NULL CHECK (version > 0),
     updated_at TEXT NOT NULL CHECK (length(updated_at) = 24)) STRICT`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

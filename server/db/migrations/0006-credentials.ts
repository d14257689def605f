import { type Kysely, sql } from 'kysely';

/** How strictly the clinic guards its doors, in one row; no row means the defaults. */
const STATEMENTS = [
  `CREATE TABLE security_settings (
     id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL CHECK (version > 1),
     settings TEXT NOT NULL CHECK (json_valid(settings)),
     updated_at TEXT NOT NULL CHECK (length(updated_at) = 24)) STRICT`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

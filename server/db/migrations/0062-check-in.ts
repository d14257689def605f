import { type Kysely, sql } from 'kysely';

/** What the desk looked at when somebody came. */
const STATEMENTS = [
  `CREATE TABLE check_in (
     appointment_id TEXT PRIMARY KEY REFERENCES appointment (id),
     checked_by TEXT REFERENCES app_user (id),
     checked_at TEXT NOT NULL CHECK (length(checked_at) = 24),
     items TEXT NOT NULL CHECK (json_valid(items)),
     copay_minor INTEGER CHECK (copay_minor BETWEEN 0 AND 100000000),
     version INTEGER NOT NULL CHECK (version > 0)) STRICT`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

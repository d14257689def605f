import { type Kysely, sql } from 'kysely';

/** Locking, PINs, and what people had typed when they left. */
const STATEMENTS = [
  // A screen has a person before it, or not; a program is there as long as it calls.
  `ALTER TABLE session ADD COLUMN has_screen INTEGER NOT NULL DEFAULT 1 CHECK (has_screen IN (0, 1))`,
  `ALTER TABLE session ADD COLUMN locked_at TEXT CHECK (length(locked_at) = 24)`,
  `CREATE INDEX session_not_ended ON session (last_used_at) WHERE ended_at IS NULL`,
  `CREATE TABLE quick_pin (
     user_id TEXT PRIMARY KEY REFERENCES app_user (id), pin_hash TEXT NOT NULL,
     failures INTEGER NOT NULL DEFAULT 0 CHECK (failures BETWEEN 0 AND 5),
     set_at TEXT NOT NULL CHECK (length(set_at) = 24)) STRICT, WITHOUT ROWID`,
  `CREATE TABLE draft (
     user_id TEXT NOT NULL REFERENCES app_user (id), name TEXT NOT NULL,
     content TEXT NOT NULL CHECK (json_valid(content)),
     updated_at TEXT NOT NULL CHECK (length(updated_at) = 24), PRIMARY KEY (user_id, name)) STRICT`,
  `CREATE INDEX draft_by_age ON draft (updated_at)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

import { type Kysely, sql } from 'kysely';

/**
 * What staff did to visits a short while ago, so that they can take it back. `parts` is a list of
 * `{ id, from, version, before }`: a visit, the version the act found, the one in which it stands as the act left
 * it, and the columns it had before (null where the act made it). Steps go after an hour.
 */
const STATEMENTS = [
  `CREATE TABLE undo_step (
     id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
     kind TEXT NOT NULL CHECK (kind IN ('book', 'move', 'cancel', 'status', 'many')),
     made_at TEXT NOT NULL CHECK (length(made_at) = 24),
     taken_at TEXT CHECK (taken_at IS NULL OR length(taken_at) = 24),
     parts TEXT NOT NULL CHECK (json_valid(parts))) STRICT`,
  `CREATE INDEX undo_step_of_user ON undo_step (user_id, made_at, id) WHERE taken_at IS NULL`,
  `CREATE INDEX undo_step_by_time ON undo_step (made_at)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

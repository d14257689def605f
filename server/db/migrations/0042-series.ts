import { type Kysely, sql } from 'kysely';

/** Visits that were booked as one, and which of them each is. Whose they are is said by the visits alone. */
const STATEMENTS = [
  `CREATE TABLE series (
     id TEXT PRIMARY KEY, rule TEXT NOT NULL CHECK (json_valid(rule)),
     visit_count INTEGER NOT NULL CHECK (visit_count BETWEEN 2 AND 60),
     created_by TEXT REFERENCES app_user (id),
     created_at TEXT NOT NULL CHECK (length(created_at) = 24)) STRICT`,
  `ALTER TABLE appointment ADD COLUMN series_id TEXT REFERENCES series (id)`,
  `ALTER TABLE appointment ADD COLUMN series_index INTEGER
     CHECK ((series_id IS NULL) = (series_index IS NULL) AND (series_index IS NULL OR series_index BETWEEN 1 AND 60))`,
  `CREATE UNIQUE INDEX appointment_by_series ON appointment (series_id, series_index) WHERE series_id IS NOT NULL`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

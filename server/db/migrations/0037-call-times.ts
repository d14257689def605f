import { type Kysely, sql } from 'kysely';

/** How long bookings by phone take, by whom; not for whom: nothing here leads to a patient. */
const STATEMENTS = [
  `CREATE TABLE call_time (
     id TEXT PRIMARY KEY,
     user_id TEXT NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
     booked_at TEXT NOT NULL CHECK (length(booked_at) = 24),
     seconds INTEGER NOT NULL CHECK (seconds BETWEEN 0 AND 7200),
     is_known INTEGER NOT NULL CHECK (is_known IN (0, 1))) STRICT, WITHOUT ROWID`,
  `CREATE INDEX call_time_by_moment ON call_time (booked_at)`,
  `CREATE INDEX call_time_by_user ON call_time (user_id, booked_at)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

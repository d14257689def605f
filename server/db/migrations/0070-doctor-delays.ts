import { type Kysely, sql } from 'kysely';

/** By how much each doctor last said to run late; it holds on that day alone. */
const STATEMENTS = [
  `CREATE TABLE doctor_delay (
     doctor_id TEXT PRIMARY KEY REFERENCES doctor (id),
     day TEXT NOT NULL CHECK (length(day) = 10),
     late_min INTEGER NOT NULL CHECK (late_min IN (0, 5, 10, 15, 20, 30)),
     said_at TEXT NOT NULL CHECK (length(said_at) = 24),
     version INTEGER NOT NULL CHECK (version > 0)) STRICT, WITHOUT ROWID`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

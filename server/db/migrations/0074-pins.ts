import { type Kysely, sql } from 'kysely';

/** What the desk has parked while it looks for another time. A visit stays where it is: its place is only noted. */
const STATEMENTS = [
  `CREATE TABLE pin (
     id TEXT PRIMARY KEY, appointment_id TEXT REFERENCES appointment (id),
     doctor_id TEXT REFERENCES doctor (id),
     starts_at TEXT CHECK (starts_at IS NULL OR length(starts_at) = 24),
     recall_id TEXT REFERENCES recall (id), pinned_by TEXT REFERENCES app_user (id),
     pinned_at TEXT NOT NULL CHECK (length(pinned_at) = 24),
     CHECK ((appointment_id IS NULL) <> (recall_id IS NULL)),
     CHECK ((appointment_id IS NULL) = (doctor_id IS NULL) AND (doctor_id IS NULL) = (starts_at IS NULL))) STRICT`,
  `CREATE UNIQUE INDEX pin_by_appointment ON pin (appointment_id) WHERE appointment_id IS NOT NULL`,
  `CREATE UNIQUE INDEX pin_by_recall ON pin (recall_id) WHERE recall_id IS NOT NULL`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

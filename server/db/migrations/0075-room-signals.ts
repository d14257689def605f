import { type Kysely, sql } from 'kysely';

/** What doctors ask of the desk from their room. It holds on its day alone, once of each kind for a doctor and room. */
const STATEMENTS = [
  `CREATE TABLE room_signal (
     id TEXT PRIMARY KEY,
     doctor_id TEXT NOT NULL REFERENCES doctor (id),
     room_id TEXT REFERENCES room (id),
     kind TEXT NOT NULL CHECK (kind IN ('nurse', 'room_dirty', 'interpreter', 'urgent')),
     note TEXT NOT NULL CHECK (length(note) <= 120),
     day TEXT NOT NULL CHECK (length(day) = 10),
     sent_at TEXT NOT NULL CHECK (length(sent_at) = 24),
     taken_by TEXT REFERENCES app_user (id),
     taken_at TEXT CHECK (length(taken_at) = 24),
     ended_at TEXT CHECK (length(ended_at) = 24),
     end_reason TEXT CHECK (end_reason IN ('done', 'withdrawn', 'cleaned')),
     version INTEGER NOT NULL CHECK (version > 0),
     CHECK ((taken_by IS NULL) = (taken_at IS NULL)),
     CHECK ((ended_at IS NULL) = (end_reason IS NULL)),
     CHECK (kind <> 'room_dirty' OR room_id IS NOT NULL)) STRICT`,
  `CREATE UNIQUE INDEX room_signal_open ON room_signal (day, doctor_id, kind, coalesce(room_id, ''))
     WHERE ended_at IS NULL`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

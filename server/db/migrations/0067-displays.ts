import { type Kysely, sql } from 'kysely';

const at = (name: string, rest = 'NOT NULL') => `${name} TEXT ${rest} CHECK (length(${name}) = 24)`;

/** Devices that are nobody, who came on a day and with which number, and who was called where. */
const STATEMENTS = [
  `CREATE TABLE display (
     id TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('calls', 'kiosk')),
     name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
     shows TEXT NOT NULL CHECK (shows IN ('ticket', 'initials')),
     created_by TEXT REFERENCES app_user (id), ${at('created_at')},
     code_hash TEXT UNIQUE, ${at('code_until', '')},
     secret_hash TEXT UNIQUE, ${at('paired_at', '')},
     CHECK ((code_hash IS NULL) = (code_until IS NULL)),
     CHECK ((secret_hash IS NULL) = (paired_at IS NULL))) STRICT, WITHOUT ROWID`,
  `CREATE TABLE arrival (
     appointment_id TEXT PRIMARY KEY REFERENCES appointment (id),
     day TEXT NOT NULL CHECK (length(day) = 10),
     ticket INTEGER NOT NULL CHECK (ticket > 0),
     via TEXT NOT NULL CHECK (via IN ('desk', 'kiosk', 'portal')),
     ${at('arrived_at')}, UNIQUE (day, ticket)) STRICT, WITHOUT ROWID`,
  `CREATE TABLE visit_call (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     appointment_id TEXT NOT NULL REFERENCES appointment (id),
     room_id TEXT REFERENCES room (id), ${at('called_at')}) STRICT`,
  `CREATE INDEX visit_call_by_time ON visit_call (called_at)`,
  `CREATE INDEX visit_call_by_visit ON visit_call (appointment_id)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

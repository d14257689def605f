import { type Kysely, sql } from 'kysely';

const now = `CHECK (length({c}) = 24)`;
const at = (name: string, rest = 'NOT NULL') => `${name} TEXT ${rest} ${now.replace('{c}', name)}`;
const flag = (name: string, value = 0) =>
  `${name} INTEGER NOT NULL DEFAULT ${value} CHECK (${name} IN (0, 1))`;

/** People, the clinic's shape and its calendar. */
const STATEMENTS = [
  `CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL CHECK (json_valid(value)), ${at('updated_at')}) STRICT`,
  `CREATE TABLE server_key (name TEXT PRIMARY KEY, value TEXT NOT NULL, ${at('created_at')}) STRICT`,
  `CREATE TABLE clinic_revision (id INTEGER PRIMARY KEY CHECK (id = 1), revision INTEGER NOT NULL) STRICT`,
  `INSERT INTO clinic_revision (id, revision) VALUES (1, 1)`,
  `CREATE TABLE specialization (id TEXT PRIMARY KEY, name TEXT NOT NULL COLLATE NOCASE UNIQUE) STRICT`,
  `CREATE TABLE room (id TEXT PRIMARY KEY, name TEXT NOT NULL COLLATE NOCASE UNIQUE) STRICT`,
  `CREATE TABLE doctor (
     id TEXT PRIMARY KEY, name TEXT NOT NULL, bio TEXT, fee_minor INTEGER CHECK (fee_minor >= 0),
     room_id TEXT REFERENCES room (id), ${flag('is_active', 1)}, ${flag('is_overbooking_allowed', 1)},
     source TEXT, source_id TEXT, version INTEGER NOT NULL DEFAULT 1, ${at('created_at')}, ${at('updated_at')},
     UNIQUE (source, source_id)) STRICT`,
  `CREATE TABLE doctor_specialization (
     doctor_id TEXT NOT NULL REFERENCES doctor (id) ON DELETE CASCADE,
     specialization_id TEXT NOT NULL REFERENCES specialization (id),
     PRIMARY KEY (doctor_id, specialization_id)) STRICT, WITHOUT ROWID`,
  `CREATE TABLE appointment_type (
     id TEXT PRIMARY KEY, name TEXT NOT NULL COLLATE NOCASE UNIQUE,
     duration_min INTEGER NOT NULL CHECK (duration_min BETWEEN 5 AND 480 AND duration_min % 5 = 0),
     buffer_before_min INTEGER NOT NULL DEFAULT 0 CHECK (buffer_before_min BETWEEN 0 AND 60 AND buffer_before_min % 5 = 0),
     buffer_after_min INTEGER NOT NULL DEFAULT 0 CHECK (buffer_after_min BETWEEN 0 AND 60 AND buffer_after_min % 5 = 0),
     color TEXT NOT NULL DEFAULT 'teal', ${flag('is_online')}, ${flag('is_active', 1)},
     version INTEGER NOT NULL DEFAULT 1, ${at('created_at')}, ${at('updated_at')}) STRICT`,
  `CREATE TABLE doctor_appointment_type (
     doctor_id TEXT NOT NULL REFERENCES doctor (id) ON DELETE CASCADE,
     appointment_type_id TEXT NOT NULL REFERENCES appointment_type (id) ON DELETE CASCADE,
     PRIMARY KEY (doctor_id, appointment_type_id)) STRICT, WITHOUT ROWID`,
  `CREATE TABLE weekly_hours (
     id INTEGER PRIMARY KEY, doctor_id TEXT NOT NULL REFERENCES doctor (id) ON DELETE CASCADE,
     weekday INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7), kind TEXT NOT NULL CHECK (kind IN ('open', 'break')),
     start_time TEXT NOT NULL CHECK (length(start_time) = 5), end_time TEXT NOT NULL CHECK (length(end_time) = 5),
     valid_from TEXT NOT NULL CHECK (length(valid_from) = 10), valid_to TEXT CHECK (length(valid_to) = 10),
     CHECK (start_time < end_time), CHECK (valid_to IS NULL OR valid_from <= valid_to)) STRICT`,
  `CREATE INDEX weekly_hours_by_doctor ON weekly_hours (doctor_id, weekday)`,
  `CREATE TABLE date_exception (
     id INTEGER PRIMARY KEY, doctor_id TEXT NOT NULL REFERENCES doctor (id) ON DELETE CASCADE,
     date TEXT NOT NULL CHECK (length(date) = 10), kind TEXT NOT NULL CHECK (kind IN ('open', 'closed')),
     start_time TEXT, end_time TEXT,
     CHECK ((kind = 'closed' AND start_time IS NULL AND end_time IS NULL)
         OR (kind = 'open' AND length(start_time) = 5 AND length(end_time) = 5 AND start_time < end_time))) STRICT`,
  `CREATE INDEX date_exception_by_doctor ON date_exception (doctor_id, date)`,
  `CREATE TABLE time_off (
     id INTEGER PRIMARY KEY, doctor_id TEXT NOT NULL REFERENCES doctor (id) ON DELETE CASCADE,
     ${at('starts_at')}, ${at('ends_at')}, reason TEXT NOT NULL DEFAULT '', CHECK (starts_at < ends_at)) STRICT`,
  `CREATE INDEX time_off_by_doctor ON time_off (doctor_id, ends_at)`,
  `CREATE TABLE clinic_closure (
     id INTEGER PRIMARY KEY, starts_on TEXT NOT NULL CHECK (length(starts_on) = 10),
     ends_on TEXT NOT NULL CHECK (length(ends_on) = 10), name TEXT NOT NULL, CHECK (starts_on <= ends_on)) STRICT`,

  `CREATE TABLE patient (
     chart_number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, given_name TEXT NOT NULL, family_name TEXT NOT NULL,
     birth_date TEXT NOT NULL CHECK (length(birth_date) = 10),
     sex TEXT NOT NULL DEFAULT 'unknown' CHECK (sex IN ('female', 'male', 'other', 'unknown')),
     phone TEXT, email TEXT, address TEXT, language TEXT, ${flag('needs_interpreter')}, desk_note TEXT,
     name_key TEXT NOT NULL, search_text TEXT NOT NULL, source TEXT, source_id TEXT,
     version INTEGER NOT NULL DEFAULT 1, ${at('created_at')}, ${at('updated_at')},
     UNIQUE (source, source_id)) STRICT`,
  `CREATE INDEX patient_by_name_and_birth ON patient (name_key, birth_date)`,
  `CREATE INDEX patient_by_family_name ON patient (family_name COLLATE NOCASE, given_name COLLATE NOCASE, id)`,

  `CREATE TABLE app_user (
     id TEXT PRIMARY KEY, email TEXT NOT NULL COLLATE NOCASE UNIQUE, name TEXT NOT NULL,
     role TEXT NOT NULL CHECK (role IN ('admin', 'doctor', 'receptionist', 'patient')),
     password_hash TEXT NOT NULL, ${flag('is_active', 1)},
     doctor_id TEXT UNIQUE REFERENCES doctor (id), patient_id TEXT UNIQUE REFERENCES patient (id),
     version INTEGER NOT NULL DEFAULT 1, ${at('created_at')}, ${at('updated_at')},
     CHECK ((role = 'doctor') = (doctor_id IS NOT NULL)), CHECK ((role = 'patient') = (patient_id IS NOT NULL))) STRICT`,
  `CREATE INDEX app_user_by_role ON app_user (role, name COLLATE NOCASE, id)`,
  `CREATE TABLE session (
     id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES app_user (id), device TEXT NOT NULL, address TEXT NOT NULL,
     ${at('created_at')}, ${at('last_used_at')}, ${at('expires_at')}, ended_at TEXT, end_reason TEXT) STRICT`,
  `CREATE INDEX session_by_user ON session (user_id, ended_at)`,
  `CREATE TABLE refresh_token (
     token_hash TEXT PRIMARY KEY, session_id TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
     ${at('issued_at')}, replaced_at TEXT) STRICT, WITHOUT ROWID`,
  `CREATE INDEX refresh_token_by_session ON refresh_token (session_id)`,

  `CREATE TABLE idempotency (
     actor_id TEXT NOT NULL, request_id TEXT NOT NULL, operation TEXT NOT NULL, input_hash TEXT NOT NULL,
     answer TEXT NOT NULL, ${at('created_at')}, PRIMARY KEY (actor_id, request_id)) STRICT`,
  `CREATE INDEX idempotency_by_age ON idempotency (created_at)`,
  `CREATE TABLE audit_event (
     id INTEGER PRIMARY KEY AUTOINCREMENT, ${at('recorded_at')},
     action TEXT NOT NULL CHECK (action IN ('C', 'R', 'U', 'D', 'E')), subtype TEXT NOT NULL,
     outcome TEXT NOT NULL CHECK (outcome IN ('success', 'denied', 'failure')),
     user_id TEXT, role TEXT, session_id TEXT, address TEXT, patient_id TEXT, object_type TEXT, object_id TEXT,
     object_version INTEGER, changed_fields TEXT, reason TEXT, request_id TEXT) STRICT`,
  `CREATE INDEX audit_event_by_patient ON audit_event (patient_id, id) WHERE patient_id IS NOT NULL`,
  `CREATE TRIGGER audit_event_never_changes BEFORE UPDATE ON audit_event
     BEGIN SELECT RAISE(ABORT, 'medlink:audit_append_only'); END`,
  `CREATE TRIGGER audit_event_never_goes BEFORE DELETE ON audit_event
     BEGIN SELECT RAISE(ABORT, 'medlink:audit_append_only'); END`,
];

/** Tables whose change alters what can be booked; each write raises the clinic's revision. */
const SHAPE_TABLES = [
  'setting',
  'specialization',
  'room',
  'doctor',
  'doctor_specialization',
  'appointment_type',
  'doctor_appointment_type',
  'weekly_hours',
  'date_exception',
  'time_off',
  'clinic_closure',
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  for (const table of SHAPE_TABLES) {
    for (const event of ['INSERT', 'UPDATE', 'DELETE']) {
      await sql
        .raw(
          `CREATE TRIGGER ${table}_${event.toLowerCase()}_raises_revision AFTER ${event} ON ${table}
             BEGIN UPDATE clinic_revision SET revision = revision + 1 WHERE id = 1; END`,
        )
        .execute(db);
    }
  }
}

import { type Kysely, sql } from 'kysely';

const at = (name: string) => `${name} TEXT NOT NULL CHECK (length(${name}) = 24)`;
const CLOSED = `EXISTS (SELECT 1 FROM patient WHERE id = NEW.patient_id AND merged_into IS NOT NULL)`;
const openChart = (table: string) => `CREATE TRIGGER ${table}_needs_open_chart BEFORE INSERT ON ${table}
     WHEN ${CLOSED} BEGIN SELECT RAISE(ABORT, 'medlink:chart_closed'); END`;

/** What a clinic keeps about people beyond the chart's head, their pictures, and how it knows who they are. */
const STATEMENTS = [
  `ALTER TABLE patient ADD COLUMN merged_into TEXT REFERENCES patient (id)`,
  openChart('appointment'),
  openChart('appointment_request'),
  // Versions are those of the patient's row: a chart is one thing to those who edit it.
  `CREATE TABLE patient_profile (
     patient_id TEXT PRIMARY KEY REFERENCES patient (id) ON DELETE CASCADE,
     emergency_name TEXT, emergency_phone TEXT, emergency_relationship TEXT,
     insurance_provider TEXT, insurance_number TEXT,
     blood_type TEXT CHECK (blood_type IN ('A+', 'A-', 'B+', 'B-', 'AB+', 'AB-', 'O+', 'O-')),
     has_no_allergies INTEGER NOT NULL DEFAULT 0 CHECK (has_no_allergies IN (0, 1)),
     allergies TEXT, conditions TEXT, medication TEXT,
     CHECK (has_no_allergies = 0 OR allergies IS NULL),
     CHECK ((emergency_name IS NULL) = (emergency_phone IS NULL)),
     CHECK ((emergency_name IS NULL) = (emergency_relationship IS NULL)),
     CHECK ((insurance_provider IS NULL) = (insurance_number IS NULL))) STRICT, WITHOUT ROWID`,
  `CREATE TABLE patient_guardian (
     id INTEGER PRIMARY KEY, patient_id TEXT NOT NULL REFERENCES patient (id) ON DELETE CASCADE,
     kind TEXT NOT NULL CHECK (kind IN ('guardian', 'proxy')), name TEXT NOT NULL, relationship TEXT NOT NULL,
     phone TEXT, ends_on TEXT CHECK (ends_on IS NULL OR length(ends_on) = 10)) STRICT`,
  `CREATE INDEX patient_guardian_by_patient ON patient_guardian (patient_id, id)`,
  `CREATE TABLE identity_check (
     id TEXT PRIMARY KEY, patient_id TEXT NOT NULL REFERENCES patient (id) ON DELETE CASCADE,
     checked_by TEXT NOT NULL REFERENCES app_user (id), ${at('checked_at')},
     document TEXT NOT NULL CHECK (document IN ('passport', 'id_card', 'driving_licence', 'insurance_card', 'other'))) STRICT`,
  `CREATE INDEX identity_check_by_patient ON identity_check (patient_id, checked_at)`,
  `CREATE TABLE picture (
     id TEXT PRIMARY KEY, patient_id TEXT UNIQUE REFERENCES patient (id) ON DELETE CASCADE,
     doctor_id TEXT UNIQUE REFERENCES doctor (id) ON DELETE CASCADE,
     content BLOB NOT NULL CHECK (length(content) <= 524288), ${at('created_at')},
     CHECK ((patient_id IS NULL) <> (doctor_id IS NULL))) STRICT`,
  ...['INSERT', 'UPDATE', 'DELETE'].map(
    (event) => `CREATE TRIGGER picture_${event.toLowerCase()}_raises_revision AFTER ${event} ON picture
     WHEN ${event === 'DELETE' ? 'OLD' : 'NEW'}.doctor_id IS NOT NULL
     BEGIN UPDATE clinic_revision SET revision = revision + 1 WHERE id = 1; END`,
  ),
  `ALTER TABLE doctor ADD COLUMN qualifications TEXT`,
  `ALTER TABLE doctor ADD COLUMN practising_since INTEGER CHECK (practising_since BETWEEN 1900 AND 2999)`,
  `ALTER TABLE doctor ADD COLUMN languages TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(languages))`,
  `ALTER TABLE app_user ADD COLUMN email_verified_at TEXT CHECK (length(email_verified_at) = 24)`,
  `CREATE TABLE email_code (
     user_id TEXT PRIMARY KEY REFERENCES app_user (id) ON DELETE CASCADE,
     email TEXT NOT NULL, code_hash TEXT NOT NULL, ${at('sent_at')}, ${at('expires_at')},
     tries_left INTEGER NOT NULL CHECK (tries_left BETWEEN 0 AND 5)) STRICT, WITHOUT ROWID`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

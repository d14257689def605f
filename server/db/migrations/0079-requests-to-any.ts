import { type Kysely, sql } from 'kysely';

const at = (name: string) => `${name} TEXT NOT NULL CHECK (length(${name}) = 24)`;
const maybeAt = (name: string) => `${name} TEXT CHECK (${name} IS NULL OR length(${name}) = 24)`;
const KEPT = `id, patient_id, doctor_id, date, day_part, urgency, urgency_rank, reason, status, decided_at, decided_by,
  decision_reason, appointment_id, version, created_at, updated_at`;

/** A request goes to one doctor, or to any of a specialization. SQLite cannot loosen a column: the table is made anew. */
const STATEMENTS = [
  `CREATE TABLE appointment_request_new (
     id TEXT PRIMARY KEY, patient_id TEXT NOT NULL REFERENCES patient (id),
     doctor_id TEXT REFERENCES doctor (id), specialization_id TEXT REFERENCES specialization (id),
     date TEXT NOT NULL CHECK (length(date) = 10),
     day_part TEXT NOT NULL CHECK (day_part IN ('morning', 'afternoon', 'evening')),
     urgency TEXT NOT NULL CHECK (urgency IN ('low', 'medium', 'high', 'emergency')),
     urgency_rank INTEGER NOT NULL CHECK (urgency_rank BETWEEN 1 AND 4), reason TEXT NOT NULL,
     status TEXT NOT NULL CHECK (status IN ('pending', 'accepted', 'rejected', 'cancelled', 'expired')),
     ${maybeAt('decided_at')}, decided_by TEXT REFERENCES app_user (id), decision_reason TEXT,
     appointment_id TEXT REFERENCES appointment (id),
     version INTEGER NOT NULL DEFAULT 1, ${at('created_at')}, ${at('updated_at')},
     CHECK ((doctor_id IS NULL) <> (specialization_id IS NULL)),
     CHECK ((status = 'accepted') = (appointment_id IS NOT NULL))) STRICT`,
  `INSERT INTO appointment_request_new (${KEPT}) SELECT ${KEPT} FROM appointment_request ORDER BY rowid`,
  `DROP TABLE appointment_request`,
  `ALTER TABLE appointment_request_new RENAME TO appointment_request`,

  // Two that name nobody are never alike to an index: each kind has its own.
  `CREATE UNIQUE INDEX appointment_request_one_pending
     ON appointment_request (patient_id, doctor_id, date, day_part) WHERE status = 'pending'`,
  `CREATE UNIQUE INDEX appointment_request_one_pending_to_any
     ON appointment_request (patient_id, specialization_id, date, day_part)
     WHERE status = 'pending' AND specialization_id IS NOT NULL`,
  `CREATE INDEX appointment_request_inbox ON appointment_request (status, urgency_rank DESC, created_at, id)`,
  `CREATE INDEX appointment_request_by_doctor ON appointment_request (doctor_id, status)`,
  `CREATE INDEX appointment_request_by_patient ON appointment_request (patient_id, created_at)`,
  `CREATE INDEX appointment_request_by_appointment ON appointment_request (appointment_id) WHERE appointment_id IS NOT NULL`,
  `CREATE TRIGGER appointment_request_needs_open_chart BEFORE INSERT ON appointment_request
     WHEN EXISTS (SELECT 1 FROM patient WHERE id = NEW.patient_id AND merged_into IS NOT NULL)
     BEGIN SELECT RAISE(ABORT, 'medlink:chart_closed'); END`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

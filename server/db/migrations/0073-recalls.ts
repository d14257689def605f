import { type Kysely, sql } from 'kysely';

const at = (name: string) => `${name} TEXT NOT NULL CHECK (length(${name}) = 24)`;

/** Who is due for a visit again, and how often the desk has tried to reach them. */
const STATEMENTS = [
  // Booked is not written down: it follows from the status of the visit.
  `CREATE TABLE recall (
     id TEXT PRIMARY KEY, patient_id TEXT NOT NULL REFERENCES patient (id),
     appointment_type_id TEXT NOT NULL REFERENCES appointment_type (id),
     doctor_id TEXT REFERENCES doctor (id),
     due_on TEXT NOT NULL CHECK (length(due_on) = 10),
     ended_as TEXT CHECK (ended_as IN ('declined', 'given_up')),
     appointment_id TEXT REFERENCES appointment (id),
     version INTEGER NOT NULL DEFAULT 1, created_by TEXT REFERENCES app_user (id),
     ${at('created_at')}, ${at('updated_at')}) STRICT`,
  `CREATE INDEX recall_by_due ON recall (due_on, id)`,
  `CREATE INDEX recall_by_patient ON recall (patient_id)`,
  `CREATE UNIQUE INDEX recall_by_appointment ON recall (appointment_id) WHERE appointment_id IS NOT NULL`,

  `CREATE TABLE recall_contact (
     id TEXT PRIMARY KEY, recall_id TEXT NOT NULL REFERENCES recall (id),
     kind TEXT NOT NULL CHECK (kind IN ('called', 'no_answer', 'left_message', 'mailed', 'will_call_back')),
     ${at('at')}, by_user TEXT REFERENCES app_user (id)) STRICT`,
  `CREATE INDEX recall_contact_by_recall ON recall_contact (recall_id, at)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

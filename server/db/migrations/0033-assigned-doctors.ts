import { type Kysely, sql } from 'kysely';

const at = (name: string) => `${name} TEXT NOT NULL CHECK (length(${name}) = 24)`;

/**
 * Doctors who look after a patient without a visit between them. A row is never taken away by an edit: it
 * ends, so that what somebody was allowed to see at a time can be told later.
 */
const STATEMENTS = [
  `CREATE TABLE assigned_doctor (
     id INTEGER PRIMARY KEY, patient_id TEXT NOT NULL REFERENCES patient (id) ON DELETE CASCADE,
     doctor_id TEXT NOT NULL REFERENCES doctor (id), ${at('assigned_at')},
     ends_on TEXT CHECK (ends_on IS NULL OR length(ends_on) = 10),
     holds_until TEXT CHECK (holds_until IS NULL OR length(holds_until) = 24)) STRICT`,
  `CREATE INDEX assigned_doctor_by_doctor ON assigned_doctor (doctor_id, patient_id)`,
  `CREATE INDEX assigned_doctor_by_patient ON assigned_doctor (patient_id, id)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

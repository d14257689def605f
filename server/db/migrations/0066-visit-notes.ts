import { type Kysely, sql } from 'kysely';

/** What may be changed of a signed note: whose chart it is in, when two charts become one, and nothing of its words. */
const EMPTIED = `NEW.reason = '' AND NEW.findings = '' AND NEW.plan = ''`;

/** What a doctor has written of a visit and signed. It stays as it is; what comes later stands beside it. */
const STATEMENTS = [
  `CREATE TABLE visit_note (
     id TEXT PRIMARY KEY,
     appointment_id TEXT NOT NULL UNIQUE REFERENCES appointment (id),
     patient_id TEXT NOT NULL REFERENCES patient (id),
     author_id TEXT NOT NULL REFERENCES app_user (id),
     reason TEXT NOT NULL CHECK (length(reason) <= 8000),
     findings TEXT NOT NULL CHECK (length(findings) <= 8000),
     plan TEXT NOT NULL CHECK (length(plan) <= 8000),
     signed_at TEXT NOT NULL CHECK (length(signed_at) = 24)) STRICT`,
  `CREATE INDEX visit_note_by_patient ON visit_note (patient_id, signed_at)`,
  `CREATE TABLE visit_addendum (
     id TEXT PRIMARY KEY,
     note_id TEXT NOT NULL REFERENCES visit_note (id),
     author_id TEXT NOT NULL REFERENCES app_user (id),
     words TEXT NOT NULL CHECK (length(words) <= 8000),
     signed_at TEXT NOT NULL CHECK (length(signed_at) = 24)) STRICT`,
  `CREATE INDEX visit_addendum_by_note ON visit_addendum (note_id, signed_at)`,
  // Emptied when the law lets the chart go; the row stays.
  `CREATE TRIGGER visit_note_stays BEFORE UPDATE ON visit_note
     WHEN NEW.id <> OLD.id OR NEW.appointment_id <> OLD.appointment_id OR NEW.author_id <> OLD.author_id
       OR NEW.signed_at <> OLD.signed_at
       OR ((NEW.reason <> OLD.reason OR NEW.findings <> OLD.findings OR NEW.plan <> OLD.plan) AND NOT (${EMPTIED}))
     BEGIN SELECT RAISE(ABORT, 'medlink:note_signed'); END`,
  `CREATE TRIGGER visit_note_is_kept BEFORE DELETE ON visit_note
     BEGIN SELECT RAISE(ABORT, 'medlink:note_signed'); END`,
  `CREATE TRIGGER visit_addendum_stays BEFORE UPDATE ON visit_addendum
     WHEN NEW.id <> OLD.id OR NEW.note_id <> OLD.note_id OR NEW.author_id <> OLD.author_id
       OR NEW.signed_at <> OLD.signed_at OR (NEW.words <> OLD.words AND NEW.words <> '')
     BEGIN SELECT RAISE(ABORT, 'medlink:note_signed'); END`,
  `CREATE TRIGGER visit_addendum_is_kept BEFORE DELETE ON visit_addendum
     BEGIN SELECT RAISE(ABORT, 'medlink:note_signed'); END`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

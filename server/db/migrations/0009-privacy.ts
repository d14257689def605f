import { type Kysely, sql } from 'kysely';

const at = (name: string) => `${name} TEXT NOT NULL CHECK (length(${name}) = 24)`;
const maybeAt = (name: string) => `${name} TEXT CHECK (${name} IS NULL OR length(${name}) = 24)`;
const FIELDS = `'givenName', 'familyName', 'birthDate', 'sex', 'email', 'phone', 'address', 'language', 'other'`;

/** What people may ask about their own data, what may not go yet, and what is kept under seal. */
const STATEMENTS = [
  `ALTER TABLE patient ADD COLUMN erased_at TEXT CHECK (erased_at IS NULL OR length(erased_at) = 24)`,
  `CREATE TABLE correction (
     id TEXT PRIMARY KEY, patient_id TEXT NOT NULL REFERENCES patient (id),
     field TEXT NOT NULL CHECK (field IN (${FIELDS})), wanted TEXT NOT NULL, note TEXT NOT NULL DEFAULT '',
     status TEXT NOT NULL CHECK (status IN ('open', 'accepted', 'declined', 'withdrawn')),
     old_value TEXT, ${maybeAt('decided_at')}, decided_by TEXT REFERENCES app_user (id), decision_reason TEXT,
     version INTEGER NOT NULL DEFAULT 1, ${at('created_at')}, ${at('updated_at')},
     CHECK ((status = 'open') = (decided_at IS NULL)),
     CHECK (status <> 'declined' OR decision_reason IS NOT NULL)) STRICT`,
  `CREATE UNIQUE INDEX correction_one_open ON correction (patient_id, field) WHERE status = 'open' AND field <> 'other'`,
  `CREATE INDEX correction_by_status ON correction (status, created_at, id)`,
  `CREATE INDEX correction_by_patient ON correction (patient_id, created_at)`,

  `CREATE TABLE privacy_request (
     id TEXT PRIMARY KEY, patient_id TEXT NOT NULL REFERENCES patient (id),
     kind TEXT NOT NULL CHECK (kind IN ('copy', 'erasure')), via TEXT NOT NULL CHECK (via IN ('portal', 'desk')),
     id_document TEXT CHECK (id_document IN ('passport', 'id_card', 'driving_licence', 'other')),
     note TEXT NOT NULL DEFAULT '',
     status TEXT NOT NULL CHECK (status IN ('open', 'done', 'declined', 'withdrawn')),
     ${maybeAt('decided_at')}, decided_by TEXT REFERENCES app_user (id), decision_reason TEXT, ${maybeAt('keep_until')},
     version INTEGER NOT NULL DEFAULT 1, created_by TEXT REFERENCES app_user (id), ${at('created_at')}, ${at('updated_at')},
     CHECK ((via = 'desk') = (id_document IS NOT NULL)),
     CHECK ((status = 'open') = (decided_at IS NULL)),
     CHECK (status <> 'declined' OR decision_reason IS NOT NULL)) STRICT`,
  `CREATE UNIQUE INDEX privacy_request_one_open ON privacy_request (patient_id, kind) WHERE status = 'open'`,
  `CREATE INDEX privacy_request_by_status ON privacy_request (status, created_at, id)`,
  `CREATE INDEX privacy_request_by_patient ON privacy_request (patient_id, created_at)`,

  `CREATE TABLE legal_hold (
     patient_id TEXT PRIMARY KEY REFERENCES patient (id), reason TEXT NOT NULL,
     placed_by TEXT NOT NULL REFERENCES app_user (id), ${at('placed_at')}) STRICT`,
  `CREATE TABLE sealed_record (
     patient_id TEXT PRIMARY KEY REFERENCES patient (id), ${at('sealed_at')}, ${at('keep_until')},
     content TEXT NOT NULL CHECK (json_valid(content))) STRICT`,
  `CREATE INDEX sealed_record_by_end ON sealed_record (keep_until)`,

  // A name taken out of the search index leaves no marker that says what was taken out.
  `INSERT INTO patient_words (patient_words, rank) VALUES ('secure-delete', 1)`,
  `INSERT INTO patient_parts (patient_parts, rank) VALUES ('secure-delete', 1)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

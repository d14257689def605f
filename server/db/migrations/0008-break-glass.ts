import { type Kysely, sql } from 'kysely';

const at = (name: string) => `${name} TEXT NOT NULL CHECK (length(${name}) = 24)`;
const maybeAt = (name: string) => `${name} TEXT CHECK (${name} IS NULL OR length(${name}) = 24)`;

/** Charts that doctors opened without a relation: who, whose, why, until when, and what an admin said to it. */
const STATEMENTS = [
  `CREATE TABLE break_glass (
     id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES app_user (id),
     patient_id TEXT NOT NULL REFERENCES patient (id),
     reason TEXT NOT NULL CHECK (length(reason) >= 10),
     ${at('opened_at')}, ${at('expires_at')}, ${maybeAt('first_read_at')},
     ${maybeAt('reviewed_at')}, reviewed_by TEXT REFERENCES app_user (id), review_note TEXT,
     version INTEGER NOT NULL DEFAULT 1,
     CHECK (expires_at > opened_at),
     CHECK ((reviewed_at IS NULL) = (reviewed_by IS NULL) AND (reviewed_at IS NULL) = (review_note IS NULL))) STRICT`,
  `CREATE INDEX break_glass_by_user ON break_glass (user_id, expires_at)`,
  `CREATE INDEX break_glass_by_patient ON break_glass (patient_id, opened_at)`,
  `CREATE INDEX break_glass_by_time ON break_glass (opened_at, id)`,
  `CREATE INDEX break_glass_to_review ON break_glass (opened_at, id) WHERE reviewed_at IS NULL`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

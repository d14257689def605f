import { type Kysely, sql } from 'kysely';

/** A copied passkey signs nobody in any more, and the sessions it has opened can be found. */
const STATEMENTS = [
  `ALTER TABLE passkey ADD COLUMN suspended_at TEXT CHECK (length(suspended_at) = 24)`,
  `ALTER TABLE session ADD COLUMN passkey_id TEXT REFERENCES passkey (id) ON DELETE SET NULL`,
  `CREATE INDEX session_by_passkey ON session (passkey_id) WHERE passkey_id IS NOT NULL`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

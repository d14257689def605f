import { type Kysely, sql } from 'kysely';

/** Other times the clinic proposes for a request: a short list, written and read whole. */
const STATEMENTS = [
  `ALTER TABLE appointment_request ADD COLUMN proposed_type_id TEXT REFERENCES appointment_type (id)`,
  `ALTER TABLE appointment_request ADD COLUMN proposed_starts TEXT
     CHECK (proposed_starts IS NULL OR (json_valid(proposed_starts) AND json_array_length(proposed_starts) BETWEEN 1 AND 3))`,
  `ALTER TABLE appointment_request ADD COLUMN proposal_ends_at TEXT
     CHECK (proposal_ends_at IS NULL OR length(proposal_ends_at) = 24)`,
  `ALTER TABLE appointment_request ADD COLUMN proposal_answer TEXT`,
  `CREATE INDEX appointment_request_by_proposal ON appointment_request (proposal_ends_at)
     WHERE status = 'pending' AND proposal_ends_at IS NOT NULL`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

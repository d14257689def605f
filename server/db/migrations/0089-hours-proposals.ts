import { type Kysely, sql } from 'kysely';

/** What doctors propose as their own weekly hours, one that is open for each. `week` is JSON, a list of hours. */
const STATEMENTS = [
  `CREATE TABLE hours_proposal (
     id TEXT PRIMARY KEY,
     doctor_id TEXT NOT NULL REFERENCES doctor (id),
     proposed_by TEXT NOT NULL REFERENCES app_user (id),
     week TEXT NOT NULL CHECK (json_valid(week)),
     valid_from TEXT NOT NULL CHECK (length(valid_from) = 10),
     valid_to TEXT CHECK (length(valid_to) = 10),
     drawn_on TEXT NOT NULL,
     note TEXT NOT NULL CHECK (length(note) <= 200),
     status TEXT NOT NULL CHECK (status IN ('open', 'accepted', 'declined', 'withdrawn', 'replaced')),
     decided_by TEXT REFERENCES app_user (id),
     decided_at TEXT CHECK (length(decided_at) = 24),
     decision_reason TEXT CHECK (length(decision_reason) <= 300),
     version INTEGER NOT NULL CHECK (version > 0),
     created_at TEXT NOT NULL CHECK (length(created_at) = 24),
     CHECK (valid_to IS NULL OR valid_from <= valid_to),
     CHECK ((status = 'open') = (decided_at IS NULL)),
     CHECK ((decided_by IS NULL) = (decided_at IS NULL))) STRICT`,
  `CREATE UNIQUE INDEX hours_proposal_open ON hours_proposal (doctor_id) WHERE status = 'open'`,
  `CREATE INDEX hours_proposal_by_doctor ON hours_proposal (doctor_id, created_at)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

import { type Kysely, sql } from 'kysely';

const at = (name: string) => `${name} TEXT NOT NULL CHECK (length(${name}) = 24)`;

/** Holds that no longer stand, each with who ended it and why. */
const STATEMENTS = [
  `CREATE TABLE lifted_hold (
     id INTEGER PRIMARY KEY, patient_id TEXT NOT NULL REFERENCES patient (id), reason TEXT NOT NULL,
     placed_by TEXT NOT NULL REFERENCES app_user (id), ${at('placed_at')},
     lifted_by TEXT NOT NULL REFERENCES app_user (id), ${at('lifted_at')}, lift_reason TEXT NOT NULL) STRICT`,
  `CREATE INDEX lifted_hold_by_patient ON lifted_hold (patient_id, lifted_at)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

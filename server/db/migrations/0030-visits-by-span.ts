import { type Kysely, sql } from 'kysely';

/** A day's board also draws what began before it: found on the indexes alone, long visits on their own. */
const STATEMENTS = [
  `DROP INDEX appointment_by_start`,
  `CREATE INDEX appointment_by_start ON appointment (starts_at, ends_at)`,
  `CREATE INDEX appointment_long_by_end ON appointment (ends_at, starts_at) WHERE is_long = 1`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

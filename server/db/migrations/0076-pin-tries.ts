import { type Kysely, sql } from 'kysely';

/** Wrong PINs are counted where they are typed: a good one at another PC forgives none of them. */
const STATEMENTS = [
  `ALTER TABLE session ADD COLUMN pin_failures INTEGER NOT NULL DEFAULT 0 CHECK (pin_failures BETWEEN 0 AND 5)`,
  `ALTER TABLE quick_pin DROP COLUMN failures`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

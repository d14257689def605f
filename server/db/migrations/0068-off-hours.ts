import { type Kysely, sql } from 'kysely';

/** Which visits were meant to lie outside hours: those that a change of hours leaves there are another matter. */
const STATEMENTS = [
  `ALTER TABLE appointment ADD COLUMN is_off_hours INTEGER NOT NULL DEFAULT 0 CHECK (is_off_hours IN (0, 1))`,
  // Until now a reason without a second visit at that time was given for hours alone.
  `UPDATE appointment SET is_off_hours = 1 WHERE override_reason IS NOT NULL AND is_override = 0`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

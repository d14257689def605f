import { type Kysely, sql } from 'kysely';

/** A room that is given up stays in the visits that took place in it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`ALTER TABLE room ADD COLUMN is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1))`)
    .execute(db);
}

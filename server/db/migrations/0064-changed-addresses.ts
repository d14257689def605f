import { type Kysely, sql } from 'kysely';

/** A code can prove the address somebody has, or make another one theirs. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`ALTER TABLE email_code ADD COLUMN is_change INTEGER NOT NULL DEFAULT 0 CHECK (is_change IN (0, 1))`)
    .execute(db);
}

import { type Kysely, sql } from 'kysely';

/** What a patient still owes the clinic, as the desk writes it down: a note, no bill. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `ALTER TABLE patient ADD COLUMN owed_minor INTEGER NOT NULL DEFAULT 0
         CHECK (owed_minor BETWEEN 0 AND 100000000)`,
    )
    .execute(db);
}

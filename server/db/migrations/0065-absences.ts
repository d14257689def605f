import { type Kysely, sql } from 'kysely';

/** Taking back an absence takes its time off back, too. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`ALTER TABLE undo_step ADD COLUMN time_off_id INTEGER`).execute(db);
}

import { type Kysely, sql } from 'kysely';

/** The list asks for those that were not ended by hand, or for one of the ends, by when they are due: never for both. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // With the visit: whether somebody has come is looked up before the rest of the row is read.
  await sql`CREATE INDEX recall_by_end ON recall (ended_as, due_on, id, appointment_id)`.execute(db);
  await sql`DROP INDEX recall_by_due`.execute(db);
}

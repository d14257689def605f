import { type Kysely, sql } from 'kysely';

/** The language somebody has chosen to be shown and written to in; empty where they have chosen none. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`ALTER TABLE app_user ADD COLUMN language TEXT CHECK (language GLOB '[a-z][a-z]')`)
    .execute(db);
}

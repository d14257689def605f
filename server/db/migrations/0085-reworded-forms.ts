import { type Kysely, sql } from 'kysely';

/** A delivered form in the clinic's own words. They lie beside the delivered ones, to which it can go back. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE visit_form ADD COLUMN rewording TEXT
    CHECK (rewording IS NULL OR (json_valid(rewording) AND is_own = 0))`.execute(db);
}

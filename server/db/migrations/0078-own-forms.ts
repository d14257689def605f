import { type Kysely, sql } from 'kysely';

const CONSENT = '01990000-0000-7000-8000-000000000005';

/** Which forms a clinic has written itself: those alone it may write anew. They stand before the consent, which is to all of them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE visit_form ADD COLUMN is_own INTEGER NOT NULL DEFAULT 0 CHECK (is_own IN (0, 1))`.execute(
    db,
  );
  await sql`UPDATE visit_form SET position = 1000 WHERE id = ${CONSENT}`.execute(db);
}

import { type Kysely, sql } from 'kysely';

/** A chart that was opened with a reason is closed for good once its time is up: a clock that is set back opens none. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE break_glass ADD COLUMN ended_at TEXT
    CHECK (ended_at IS NULL OR length(ended_at) = 24)`.execute(db);
  await sql`CREATE INDEX break_glass_open ON break_glass (expires_at) WHERE ended_at IS NULL`.execute(db);
}

import { type Kysely, sql } from 'kysely';

/** What was done or tried at somebody's account, by whomever: failed sign-ins have nobody who did it. */
const STATEMENT = `CREATE INDEX audit_event_by_account ON audit_event (object_id, recorded_at)
  WHERE object_type = 'user'`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(STATEMENT).execute(db);
}

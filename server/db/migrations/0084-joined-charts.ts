import { type Kysely, sql } from 'kysely';

/** Which charts were closed into one: asked for each read of a chart that was opened with a reason. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`CREATE INDEX patient_by_joined ON patient (merged_into) WHERE merged_into IS NOT NULL`)
    .execute(db);
}

import type { Row } from '../../server/db/schema.ts';
import type { TestClinic } from '../support/start-clinic.ts';

/**
 * The trail's last line, once everything that was counted is written: the same refusal again has a line of its own
 * from here on.
 */
export async function lastLineId({ db, services }: TestClinic): Promise<number> {
  await services.audit.close();
  const { id } = await db.read((q) =>
    q.selectFrom('auditEvent').select('id').orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow(),
  );
  return id;
}

/** The policy's no that is on record since, the repeats of a flood among them. */
export async function refusalsSince(
  { db, services }: TestClinic,
  lineId: number,
): Promise<Row<'auditEvent'>[]> {
  await services.audit.close();
  return db.read((q) =>
    q.selectFrom('auditEvent').selectAll().where('id', '>', lineId).where('outcome', '=', 'denied').execute(),
  );
}

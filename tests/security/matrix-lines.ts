import type { Row } from '../../server/db/schema.ts';
import type { TestClinic } from '../support/start-clinic.ts';

/** Writes what was counted until now: the same refusal again has a line of its own from here on. */
export function writeRepeats({ services }: TestClinic): Promise<void> {
  return services.audit.close();
}

export async function lastLineId({ db }: TestClinic): Promise<number> {
  const { id } = await db.read((q) =>
    q.selectFrom('auditEvent').select('id').orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow(),
  );
  return id;
}

/** The policy's no that is on record since. */
export function refusalsSince({ db }: TestClinic, lineId: number): Promise<Row<'auditEvent'>[]> {
  return db.read((q) =>
    q.selectFrom('auditEvent').selectAll().where('id', '>', lineId).where('outcome', '=', 'denied').execute(),
  );
}

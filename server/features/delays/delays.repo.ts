import type { DoctorId } from '../../../shared/ids.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import type { Row } from '../../db/schema.ts';
import type { Query } from '../../db/transact.ts';

const MOST_DOCTORS = 1000;
export type DelayRow = Row<'doctorDelay'>;

/** Of those who run late on that day. */
export function listDelays(q: Query, day: CivilDate): Promise<DelayRow[]> {
  return q
    .selectFrom('doctorDelay')
    .selectAll()
    .where('day', '=', day)
    .where('lateMin', '>', 0)
    .orderBy('doctorId')
    .limit(MOST_DOCTORS)
    .execute();
}

export function findDelay(q: Query, doctorId: DoctorId): Promise<DelayRow | undefined> {
  return q.selectFrom('doctorDelay').selectAll().where('doctorId', '=', doctorId).executeTakeFirst();
}

/** Called with a row that was read in the same transaction: nobody comes between. */
export async function writeDelay(q: Query, row: DelayRow): Promise<void> {
  const { doctorId: _, ...rest } = row;
  await q
    .insertInto('doctorDelay')
    .values(row)
    .onConflict((conflict) => conflict.column('doctorId').doUpdateSet(rest))
    .execute();
}

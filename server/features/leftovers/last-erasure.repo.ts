import type { Instant } from '../../../shared/time/instant.ts';
import type { Query } from '../../db/transact.ts';

/** When somebody was erased last; one dated later than now, by a clock that was ahead, says nothing of any file's age. */
export async function lastErasure(q: Query, now: Instant): Promise<Instant | null> {
  const { at } = await q
    .selectFrom('patient')
    .select(({ fn }) => fn.max('erasedAt').as('at'))
    .where('erasedAt', '<=', now)
    .executeTakeFirstOrThrow();
  return at;
}

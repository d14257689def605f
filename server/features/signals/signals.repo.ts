import type { SignalEnd } from '../../../shared/domain/signals.ts';
import type { SignalId, UserId } from '../../../shared/ids.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { NewRow, Row } from '../../db/schema.ts';
import type { Query } from '../../db/transact.ts';

const MOST_SIGNALS = 1000;
export type SignalRow = Row<'roomSignal'> & { readonly takenByName: string | null };

function signals(q: Query) {
  return q
    .selectFrom('roomSignal')
    .leftJoin('appUser', 'appUser.id', 'roomSignal.takenBy')
    .selectAll('roomSignal')
    .select('appUser.name as takenByName');
}

/** Of that day: with it, they are over. */
export function listOpen(q: Query, day: CivilDate): Promise<SignalRow[]> {
  return signals(q)
    .where('day', '=', day)
    .where('endedAt', 'is', null)
    .orderBy('sentAt')
    .orderBy('roomSignal.id')
    .limit(MOST_SIGNALS)
    .execute();
}

export function findSignal(q: Query, id: SignalId): Promise<SignalRow | undefined> {
  return signals(q).where('roomSignal.id', '=', id).executeTakeFirst();
}

export async function insertSignal(q: Query, row: NewRow<'roomSignal'>): Promise<void> {
  await q.insertInto('roomSignal').values(row).execute();
}

type Change =
  | { readonly note: string }
  | { readonly takenBy: UserId; readonly takenAt: Instant }
  | { readonly endedAt: Instant; readonly endReason: SignalEnd };

/** Called with a row that was read in the same transaction: nobody comes between. */
export async function changeSignal(
  q: Query,
  { id, version }: Pick<SignalRow, 'id' | 'version'>,
  change: Change,
): Promise<void> {
  await q
    .updateTable('roomSignal')
    .set({ ...change, version: version + 1 })
    .where('id', '=', id)
    .execute();
}

export async function deleteBefore(q: Query, day: CivilDate): Promise<void> {
  await q.deleteFrom('roomSignal').where('day', '<', day).execute();
}

import { AppError } from '../../shared/errors.ts';
import type { PatientId } from '../../shared/ids.ts';
import type { Query } from './transact.ts';

/** Whether there is such a person: one who was erased is there no longer. */
export async function isKnownPatient(q: Query, id: PatientId): Promise<boolean> {
  return (await findState(q, id))?.erasedAt === null;
}

/**
 * Whether anything new may be written of a person, asked by whoever has a thing of theirs before them, such as a visit.
 * Throws `chart_erased` where only rows without a word are left of them, and `chart_closed` where they have gone on in
 * another chart. The database's triggers say the same to whoever does not ask.
 */
export async function requireOpenChart(q: Query, id: PatientId): Promise<void> {
  const state = await findState(q, id);
  if (state === undefined) throw new AppError('not_found');
  if (state.erasedAt !== null) throw new AppError('chart_erased');
  if (state.mergedInto !== null) throw new AppError('chart_closed');
}

function findState(q: Query, id: PatientId) {
  return q.selectFrom('patient').select(['erasedAt', 'mergedInto']).where('id', '=', id).executeTakeFirst();
}

import type { RecallDto, TakeRecallBack } from '../../../shared/contracts/recalls.ts';
import { isOpenRecall } from '../../../shared/domain/recalls.ts';
import { UNDO_MIN } from '../../../shared/domain/undo.ts';
import { AppError } from '../../../shared/errors.ts';
import { addMinutes, type Instant } from '../../../shared/time/instant.ts';
import type { Query } from '../../db/transact.ts';
import type { Actor } from '../../trpc/context.ts';
import { noteRecall, type RecallDeps } from './recalls.deps.ts';
import { stateOf } from './recalls.presenter.ts';
import * as repo from './recalls.repo.ts';
import { loadRecall, shown, staleRecall } from './write-recall.ts';

/** Who put somebody on the list a moment ago takes them off again, as if it never had been; answers what it was. */
export async function takeBackAdd(
  deps: RecallDeps,
  actor: Actor,
  { id, expectedVersion }: TakeRecallBack,
): Promise<RecallDto> {
  const at = deps.clock.now();
  return await deps.db.transact(async (tx) => {
    const snapshot = await deps.clinic.current(tx.q);
    const row = await loadRecall(tx.q, actor, { id, at, action: 'recall.add' });
    // Whoever has written to it, or put it on the pinboard, goes on with it.
    const isUntouched = row.version === expectedVersion && !(await repo.isPinned(tx.q, id));
    if (!isUntouched) throw await staleRecall(tx.q, row, { actor, snapshot });
    const isBare = row.contactCount === 0 && row.endedAs === null && row.appointmentId === null;
    const isOwn = row.createdBy === actor.userId;
    if (!isBare || !isOwn || !isRecent(row.createdAt, at)) throw new AppError('nothing_to_undo');
    await repo.deleteRecall(tx.q, id);
    const gone = { ...row, version: row.version + 1 };
    await noteRecall(tx, actor, { row: gone, subtype: 'recall.takeBack', action: 'D', at });
    return await shown(tx.q, row, { actor, snapshot });
  });
}

/** Who noted the last try a moment ago strikes it out again, as long as nothing is known to have happened since. */
export async function takeBackContact(
  deps: RecallDeps,
  actor: Actor,
  { id, expectedVersion }: TakeRecallBack,
): Promise<RecallDto> {
  const at = deps.clock.now();
  return await deps.db.transact(async (tx) => {
    const snapshot = await deps.clinic.current(tx.q);
    const before = await loadRecall(tx.q, actor, { id, at, action: 'recall.write' });
    if (before.version !== expectedVersion) throw await staleRecall(tx.q, before, { actor, snapshot });
    const contact = await findOwnContact(tx.q, { actor, before, at });
    await repo.deleteContact(tx.q, contact.id);
    if (!(await repo.updateRecall(tx.q, { id, expectedVersion }, { updatedAt: at }))) {
      throw new AppError('stale_version');
    }
    const after = await loadRecall(tx.q, actor, { id, at, action: 'recall.write' });
    await noteRecall(tx, actor, { row: after, subtype: 'recall.contactTakenBack', at });
    return await shown(tx.q, after, { actor, snapshot });
  });
}

/** The last try, of whoever asks. */
async function findOwnContact(
  q: Query,
  of: { actor: Actor; before: repo.RecallRow; at: Instant },
): Promise<{ id: string }> {
  const { actor, before, at } = of;
  const contact = await repo.findNewestContact(q, before.id);
  const isOwn = contact !== undefined && contact.byUser === actor.userId;
  const isOpen = isOpenRecall(stateOf(before));
  if (!isOpen || !isOwn || !isRecent(contact.at, at)) throw new AppError('nothing_to_undo');
  return contact;
}

function isRecent(then: Instant, now: Instant): boolean {
  return then > addMinutes(now, -UNDO_MIN);
}

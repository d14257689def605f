import type { MarkRoom, RoomMark } from '../../../shared/contracts/rooms.ts';
import { AppError } from '../../../shared/errors.ts';
import type { RoomId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Db, Query, Transaction } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import { authorize } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { ClinicService } from '../clinic/clinic.service.ts';
import * as repo from './rooms.repo.ts';

type Cleaned = { readonly id: RoomId; readonly actor: Actor; readonly at: Instant };
type Deps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly clinic: ClinicService;
  /** In the transaction in which a room is clean again: whoever was called for it is no more. */
  readonly onCleaned: (tx: Transaction, cleaned: Cleaned) => Promise<void>;
};
export type RoomsService = ReturnType<typeof createRooms>;

/** Which rooms are to be cleaned. Who is in them, their visits say. */
export function createRooms(deps: Deps) {
  return {
    markClean: (actor: Actor, input: MarkRoom) => markRoom(deps, actor, { ...input, isToClean: false }),
    markDirty: (actor: Actor, input: MarkRoom) => markRoom(deps, actor, { ...input, isToClean: true }),
    /** Those that somebody has ever marked. */
    marks: async (q: Query): Promise<ReadonlyMap<RoomId, RoomMark>> =>
      new Map((await repo.listMarks(q)).map((row) => [row.roomId, presentMark(row)])),
    /** In the transaction in which a visit leaves its room, or somebody in it asks for a cleaning. */
    noteLeft: (tx: Transaction, left: { id: RoomId; actor: Actor; at: Instant }): Promise<void> =>
      noteLeft(tx, left),
    /** In the transaction in which somebody says that it was cleaned, or never was to be. */
    noteCleaned: (tx: Transaction, cleaned: Cleaned): Promise<void> => noteCleaned(deps, tx, cleaned),
  };
}

async function markRoom(
  deps: Deps,
  actor: Actor,
  wanted: MarkRoom & { isToClean: boolean },
): Promise<RoomMark> {
  authorize(actor, 'room.mark');
  const { id, expectedVersion, isToClean } = wanted;
  const now = deps.clock.now();
  return await deps.db.transact(async (tx) => {
    if (!(await deps.clinic.current(tx.q)).rooms.has(id)) throw new AppError('not_found');
    const known = await repo.findMark(tx.q, id);
    const current = known === undefined ? { id, version: 0, toCleanSince: null } : presentMark(known);
    if (current.version !== expectedVersion) throw new AppError('stale_version', { current });
    // It is as wished already: nothing to tell anybody.
    if ((current.toCleanSince !== null) === isToClean) return current;
    const marked = await write(tx, current, { actor, at: now, toCleanSince: isToClean ? now : null });
    if (!isToClean) await deps.onCleaned(tx, { id, actor, at: now });
    return marked;
  });
}

async function noteLeft(tx: Transaction, left: { id: RoomId; actor: Actor; at: Instant }): Promise<void> {
  const { id, actor, at } = left;
  const known = await repo.findMark(tx.q, id);
  if (known !== undefined && known.toCleanSince !== null) return;
  const current = { id, version: known?.version ?? 0, toCleanSince: null };
  await write(tx, current, { actor, at, toCleanSince: at });
}

async function noteCleaned(deps: Deps, tx: Transaction, cleaned: Cleaned): Promise<void> {
  const known = await repo.findMark(tx.q, cleaned.id);
  if (known === undefined || known.toCleanSince === null) return;
  await write(tx, presentMark(known), { ...cleaned, toCleanSince: null });
  await deps.onCleaned(tx, cleaned);
}

async function write(
  tx: Transaction,
  current: RoomMark,
  change: { actor: Actor; at: Instant; toCleanSince: Instant | null },
): Promise<RoomMark> {
  const { actor, at, toCleanSince } = change;
  const { id } = current;
  const version = current.version + 1;
  await repo.writeMark(tx.q, { roomId: id, toCleanSince, version, updatedAt: at });
  const subtype = toCleanSince === null ? 'room.markClean' : 'room.markDirty';
  const object = { objectType: 'room', objectId: id, objectVersion: version };
  const changedFields = ['toCleanSince'];
  await recordAudit(tx.q, { who: actor, at }, { action: 'U', subtype, ...object, changedFields });
  tx.emit({ type: 'room.changed', id, version });
  return { id, version, toCleanSince };
}

function presentMark(row: repo.RoomMarkRow): RoomMark {
  return { id: row.roomId, version: row.version, toCleanSince: row.toCleanSince };
}

import type { Done } from '../../../shared/contracts/common.ts';
import type { ChangeSignal, OpenSignals, SendSignal, SignalDto } from '../../../shared/contracts/signals.ts';
import { bySignalOrder, type SignalEnd } from '../../../shared/domain/signals.ts';
import { AppError, unknownIn } from '../../../shared/errors.ts';
import type { RoomId, SignalId } from '../../../shared/ids.ts';
import { civilDateOf } from '../../../shared/time/clinic-zone.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { once } from '../../db/idempotency.ts';
import type { Db, Query, Transaction } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Ids } from '../../lib/ids.ts';
import { authorize, mayByItself } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import type { ClinicService } from '../clinic/clinic.service.ts';
import type { RoomsService } from '../rooms/rooms.service.ts';
import { presentSignal } from './signals.presenter.ts';
import * as repo from './signals.repo.ts';

type Deps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly clinic: Pick<ClinicService, 'current'>;
  readonly rooms: Pick<RoomsService, 'marks' | 'noteLeft' | 'noteCleaned'>;
};
export type SignalsService = ReturnType<typeof createSignals>;

/** What doctors ask of the desk from their rooms. It holds until it is done, taken back, or the day is over. */
export function createSignals(deps: Deps) {
  return {
    listOpen: (actor: Actor): Promise<OpenSignals> => listOpen(deps, actor),
    send: (actor: Actor, input: SendSignal): Promise<SignalDto> => send(deps, actor, input),
    withdraw: (actor: Actor, input: ChangeSignal): Promise<Done> => withdraw(deps, actor, input),
    take: (actor: Actor, input: ChangeSignal): Promise<SignalDto> => take(deps, actor, input),
    finish: (actor: Actor, input: ChangeSignal): Promise<Done> => finish(deps, actor, input),
    /** In the transaction in which a room is clean again. */
    noteCleaned: (tx: Transaction, cleaned: ToTell & { readonly id: RoomId }): Promise<void> =>
      noteCleaned(deps, tx, cleaned),
    /** Notes are words of a moment: nothing of them stays once their day is over. */
    forgetOld: (): Promise<void> =>
      deps.db.transact(async ({ q }) => repo.deleteBefore(q, (await todayOf(deps, q)).day)),
  };
}

async function listOpen(deps: Deps, actor: Actor): Promise<OpenSignals> {
  authorize(actor, 'signal.read', { doctorId: actor.doctorId });
  return await deps.db.read(async (q) => {
    const { day, snapshot } = await todayOf(deps, q);
    const open = (await repo.listOpen(q, day)).filter(({ doctorId }) =>
      mayByItself(actor, 'signal.read', { doctorId }),
    );
    return { day, signals: open.toSorted(bySignalOrder).map((row) => presentSignal(row, snapshot, actor)) };
  });
}

/** The same again is the same signal still; other words for it are put in the place of the earlier ones. */
async function send(deps: Deps, actor: Actor, input: SendSignal): Promise<SignalDto> {
  const { doctorId, kind, note, requestId } = input;
  authorize(actor, 'signal.send', { doctorId });
  const at = deps.clock.now();
  return await deps.db.transact(async (tx) => {
    const { q } = tx;
    const { day, snapshot } = await todayOf(deps, q);
    const roomId = input.roomId ?? snapshot.doctors.get(doctorId)?.room?.id ?? null;
    if (roomId === null ? kind === 'room_dirty' : !snapshot.rooms.has(roomId)) throw unknownIn('roomId');
    const call = { actorId: actor.userId, requestId, operation: 'signals.send', input, at };
    // The note is kept with the signal alone: what is remembered for a second call is the id.
    const id = await once(q, call, async () => {
      const known = (await repo.listOpen(q, day)).find(
        (row) => row.doctorId === doctorId && row.kind === kind && row.roomId === roomId,
      );
      if (known !== undefined) {
        if (note !== '' && note !== known.note) await change(tx, known, { set: { note }, actor, at });
        return known.id;
      }
      const made = deps.ids.next<SignalId>();
      const nobody = { takenBy: null, takenAt: null, endedAt: null, endReason: null };
      const row = { id: made, doctorId, roomId, kind, note, day, sentAt: at, ...nobody, version: 1 };
      await repo.insertSignal(q, row);
      await tell(tx, row, { actor, at, subtype: 'signal.send' });
      if (kind === 'room_dirty' && roomId !== null) await deps.rooms.noteLeft(tx, { id: roomId, actor, at });
      return made;
    });
    const row = await repo.findSignal(q, id);
    if (row === undefined) throw new AppError('not_found');
    return presentSignal(row, snapshot, actor);
  });
}

async function take(deps: Deps, actor: Actor, input: ChangeSignal): Promise<SignalDto> {
  authorize(actor, 'signal.take');
  const at = deps.clock.now();
  return await deps.db.transact(async (tx) => {
    const { snapshot } = await todayOf(deps, tx.q);
    const row = await getOpen(deps, tx.q, input.id);
    if (row.takenBy === actor.userId) return presentSignal(row, snapshot, actor);
    // Whoever comes second reads in the newest state who was first.
    if (row.takenBy !== null || row.version !== input.expectedVersion)
      throw new AppError('stale_version', { current: presentSignal(row, snapshot, actor) });
    await change(tx, row, { set: { takenBy: actor.userId, takenAt: at }, actor, at });
    return presentSignal(await getOpen(deps, tx.q, input.id), snapshot, actor);
  });
}

async function finish(deps: Deps, actor: Actor, input: ChangeSignal): Promise<Done> {
  authorize(actor, 'signal.take');
  return await end(deps, actor, { ...input, reason: 'done' });
}

async function withdraw(deps: Deps, actor: Actor, input: ChangeSignal): Promise<Done> {
  authorize(actor, 'signal.send', { doctorId: actor.doctorId });
  return await end(deps, actor, { ...input, reason: 'withdrawn' });
}

type Ending = ChangeSignal & { readonly reason: 'done' | 'withdrawn' };

/** A room that was asked for is clean with it; taken back, it is as it was before. */
async function end(deps: Deps, actor: Actor, { id, expectedVersion, reason }: Ending): Promise<Done> {
  const at = deps.clock.now();
  return await deps.db.transact(async (tx) => {
    const { snapshot } = await todayOf(deps, tx.q);
    const row = await getOpen(deps, tx.q, id);
    if (reason === 'withdrawn') authorize(actor, 'signal.send', { doctorId: row.doctorId });
    if (row.version !== expectedVersion)
      throw new AppError('stale_version', { current: presentSignal(row, snapshot, actor) });
    if (reason === 'done' && row.takenAt === null) throw new AppError('illegal_transition', { from: 'open' });
    await change(tx, row, { set: { endedAt: at, endReason: reason }, actor, at });
    const cleaned = await roomCleanedBy(deps, tx.q, { row, reason });
    if (cleaned !== null) await deps.rooms.noteCleaned(tx, { id: cleaned, actor, at });
    return { ok: true };
  });
}

async function todayOf(deps: Deps, q: Query): Promise<{ day: CivilDate; snapshot: ClinicSnapshot }> {
  const snapshot = await deps.clinic.current(q);
  return { day: civilDateOf(deps.clock.now(), snapshot.settings.timeZone), snapshot };
}

/** The room that is clean once this call is over. Taken back, it is one that this very call has marked, and no other asks for. */
async function roomCleanedBy(
  deps: Deps,
  q: Query,
  ended: { readonly row: repo.SignalRow; readonly reason: Ending['reason'] },
): Promise<RoomId | null> {
  const { kind, roomId, day, sentAt } = ended.row;
  if (kind !== 'room_dirty' || roomId === null) return null;
  if (ended.reason === 'done') return roomId;
  const others = (await repo.listOpen(q, day)).filter((row) => row.kind === kind && row.roomId === roomId);
  const isMarkedByIt = (await deps.rooms.marks(q)).get(roomId)?.toCleanSince === sentAt;
  return isMarkedByIt && others.length === 0 ? roomId : null;
}

async function noteCleaned(
  deps: Deps,
  tx: Transaction,
  { id, actor, at }: ToTell & { readonly id: RoomId },
): Promise<void> {
  const { day } = await todayOf(deps, tx.q);
  const set = { endedAt: at, endReason: 'cleaned' } as const;
  for (const row of await repo.listOpen(tx.q, day)) {
    if (row.kind === 'room_dirty' && row.roomId === id) await change(tx, row, { set, actor, at });
  }
}

/** What is over, by whatever it was, is not there any more. */
async function getOpen(deps: Deps, q: Query, id: SignalId): Promise<repo.SignalRow> {
  const { day } = await todayOf(deps, q);
  const row = (await repo.listOpen(q, day)).find((open) => open.id === id);
  if (row === undefined) throw new AppError('not_found');
  return row;
}

type ToTell = { readonly actor: Actor; readonly at: Instant };
type Setting = ToTell & { readonly set: Parameters<typeof repo.changeSignal>[2] };

async function change(tx: Transaction, row: repo.SignalRow, { set, actor, at }: Setting): Promise<void> {
  await repo.changeSignal(tx.q, row, set);
  const subtype = subtypeOf(set);
  await tell(
    tx,
    { ...row, version: row.version + 1 },
    { actor, at, subtype, changedFields: Object.keys(set) },
  );
}

function subtypeOf(set: Setting['set']): string {
  if ('note' in set) return 'signal.send';
  if ('takenBy' in set) return 'signal.take';
  const words = { done: 'signal.finish', withdrawn: 'signal.withdraw', cleaned: 'signal.finish' };
  return words[set.endReason satisfies SignalEnd];
}

type Told = ToTell & { readonly subtype: string; readonly changedFields?: readonly string[] };

async function tell(
  { q, emit }: Transaction,
  { id, version, doctorId }: Pick<repo.SignalRow, 'id' | 'version' | 'doctorId'>,
  { actor, at, subtype, changedFields }: Told,
): Promise<void> {
  const object = { objectType: 'signal', objectId: id, objectVersion: version };
  const action = version === 1 ? 'C' : 'U';
  await recordAudit(
    q,
    { who: actor, at },
    { action, subtype, ...object, changedFields: changedFields ?? [] },
  );
  emit({ type: 'signal.changed', id, version, doctorId });
}

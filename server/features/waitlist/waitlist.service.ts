import type {
  AcceptWaitlistOffer,
  AddToWaitlist,
  BookFromWaitlist,
  DeclineWaitlistOffer,
  EditWaitlistEntry,
  JoinWaitlist,
  ListOwnWaitlist,
  ListWaitlist,
  OfferWaitlistSlot,
  OwnWaitlistOffers,
  ReopenWaitlistEntry,
  WaitlistCandidates,
  WaitlistCandidatesInput,
  WaitlistPage,
  WithdrawWaitlistEntry,
} from '../../../shared/contracts/waitlist.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { civilDateOf } from '../../../shared/time/clinic-zone.ts';
import { toInstant } from '../../../shared/time/instant.ts';
import type { Transaction } from '../../db/transact.ts';
import { decodeCursor, toPage } from '../../lib/cursor.ts';
import { authorize, ownChartFor } from '../../policy/decide.ts';
import { scopeFor } from '../../policy/scope.ts';
import type { Actor } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import { findCandidates } from './candidates.ts';
import { type Claim, claimPlace } from './claim-place.ts';
import { acceptOffer, bookEntry, declineOffer, endDueOffers, offerSlot } from './offers.ts';
import { listOwnInvites } from './offers.repo.ts';
import { noteEntry, type WaitlistDeps } from './waitlist.deps.ts';
import { presentEntry, presentInvite } from './waitlist.presenter.ts';
import * as repo from './waitlist.repo.ts';
import { addEntry, editEntry, reopenEntry, waitOnFor, withdrawEntry } from './write-entry.ts';

export type WaitlistService = ReturnType<typeof createWaitlist>;

/** Who waits for an earlier time, and who gets one that has come free. */
export function createWaitlist(deps: WaitlistDeps) {
  return {
    add: (actor: Actor, input: AddToWaitlist) =>
      addEntry(deps, actor, { input, action: 'waitlist.write', via: 'desk' }),
    join(actor: Actor, input: JoinWaitlist) {
      const patientId = ownChartFor(actor, 'waitlist.join');
      const wish = { ...input, patientId, urgency: 'medium' as const };
      return addEntry(deps, actor, { input: wish, action: 'waitlist.join', via: 'portal' });
    },
    edit: (actor: Actor, input: EditWaitlistEntry) => editEntry(deps, actor, input),
    withdraw: (actor: Actor, input: WithdrawWaitlistEntry) =>
      withdrawEntry(deps, actor, { input, action: 'waitlist.write' }),
    reopen: (actor: Actor, input: ReopenWaitlistEntry) => reopenEntry(deps, actor, input),
    leave: (actor: Actor, input: WithdrawWaitlistEntry) =>
      withdrawEntry(deps, actor, { input, action: 'waitlist.leave' }),
    list: (actor: Actor, input: ListWaitlist) => listEntries(deps, actor, input),
    listOwn: (actor: Actor, input: ListOwnWaitlist) => listOwn(deps, actor, input),
    candidates: (actor: Actor, input: WaitlistCandidatesInput) => candidates(deps, actor, input),
    waitOnFor,
    claim: (tx: Transaction, asked: Claim) => claimPlace(deps, tx, asked),
    book: (actor: Actor, input: BookFromWaitlist) => bookEntry(deps, actor, input),
    offer: (actor: Actor, input: OfferWaitlistSlot) => offerSlot(deps, actor, input),
    listOwnOffers: (actor: Actor) => listOwnOffers(deps, actor),
    accept: (actor: Actor, input: AcceptWaitlistOffer) => acceptOffer(deps, actor, input),
    decline: (actor: Actor, input: DeclineWaitlistOffer) => declineOffer(deps, actor, input),
    expireDue: () => expireDue(deps),
    /** Two charts turned out to be one person's. */
    async moveToChart(tx: Transaction, charts: { from: PatientId; to: PatientId }): Promise<void> {
      const moved = await repo.moveEntries(tx.q, charts, deps.clock.now());
      if (moved > 0) tx.emit({ type: 'waitlist.changed', patientId: charts.to });
    },
  };
}

async function listEntries(deps: WaitlistDeps, actor: Actor, input: ListWaitlist): Promise<WaitlistPage> {
  authorize(actor, 'waitlist.read');
  const { state, doctorId, cursor, limit } = input;
  const [rank, createdAt, id] = cursor === undefined ? [] : decodeCursor(cursor, 3);
  const after =
    createdAt === undefined || id === undefined ? undefined : { rank: Number(rank), createdAt, id };
  return await deps.db.read(async (q) => {
    const snapshot = await deps.clinic.current(q);
    const rows = await repo.listEntries(q, { state, doctorId, after, limit: limit + 1 });
    return toPage(rows, limit, {
      item: (row) => presentEntry(row, actor, snapshot),
      keys: (row) => [row.urgencyRank, row.createdAt, row.id],
    });
  });
}

async function listOwn(deps: WaitlistDeps, actor: Actor, input: ListOwnWaitlist): Promise<WaitlistPage> {
  const at = deps.clock.now();
  const scope = scopeFor({ actor, now: at }, 'waitlist.readOwn');
  const [createdAt, id] = input.cursor === undefined ? [] : decodeCursor(input.cursor, 2);
  const after = createdAt === undefined || id === undefined ? undefined : { createdAt, id };
  return await deps.db.transact(async ({ q }) => {
    const snapshot = await deps.clinic.current(q);
    const rows = await repo.listOwnEntries(q, { scope, after, limit: input.limit + 1 });
    const line = { action: 'R', subtype: 'waitlist.listOwn', patientId: actor.patientId } as const;
    await recordAudit(q, { who: actor, at }, line);
    return toPage(rows, input.limit, {
      item: (row) => presentEntry(row, actor, snapshot),
      keys: (row) => [row.createdAt, row.id],
    });
  });
}

async function listOwnOffers(deps: WaitlistDeps, actor: Actor): Promise<OwnWaitlistOffers> {
  const now = deps.clock.now();
  const scope = scopeFor({ actor, now }, 'waitlist.readOwn');
  return await deps.db.read(async (q) => {
    const snapshot = await deps.clinic.current(q);
    const rows = await listOwnInvites(q, scope);
    return { items: rows.map((row) => presentInvite(row, snapshot, now)) };
  });
}

async function candidates(
  deps: WaitlistDeps,
  actor: Actor,
  input: WaitlistCandidatesInput,
): Promise<WaitlistCandidates> {
  authorize(actor, 'waitlist.read');
  const { doctorId } = input;
  const slot = { doctorId, startsAt: toInstant(input.startsAt), endsAt: toInstant(input.endsAt) };
  return await deps.db.read(async (q) => {
    const snapshot = await deps.clinic.current(q);
    const rows = await findCandidates(deps, q, slot);
    return { items: rows.slice(0, 200).map((row) => presentEntry(row, actor, snapshot)) };
  });
}

/** Offers whose time is over, and wishes whose last day has gone by. */
async function expireDue(deps: WaitlistDeps): Promise<number> {
  const at = deps.clock.now();
  return await deps.db.transact(async (tx) => {
    const ended = await endDueOffers(tx, at);
    const { timeZone } = (await deps.clinic.current(tx.q)).settings;
    const overdue = await repo.listOverdue(tx.q, civilDateOf(at, timeZone));
    const ids = overdue.map(({ id }) => id);
    const gone = [
      ...(await repo.setStates(tx.q, ids, { from: 'waiting', to: 'expired', at })),
      ...(await repo.setStates(tx.q, ids, { from: 'offered', to: 'expired', at })),
    ];
    for (const row of gone) await noteEntry(tx, null, { row, subtype: 'waitlist.expire', at });
    return ended + gone.length;
  });
}

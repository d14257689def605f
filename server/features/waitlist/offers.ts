import type {
  AcceptWaitlistOffer,
  BookedFromWaitlist,
  BookFromWaitlist,
  DeclineWaitlistOffer,
  OfferWaitlistSlot,
  OwnWaitlistOfferDto,
  WaitlistOfferDto,
} from '../../../shared/contracts/waitlist.ts';
import type { OfferState } from '../../../shared/domain/waitlist-order.ts';
import { AppError, invalidField } from '../../../shared/errors.ts';
import type { WaitlistInviteId, WaitlistOfferId } from '../../../shared/ids.ts';
import { addMinutes, type Instant, toInstant } from '../../../shared/time/instant.ts';
import { once } from '../../db/idempotency.ts';
import type { Query, Transaction } from '../../db/transact.ts';
import { authorize, requireGrant } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import { presentVisit } from '../appointments/appointments.presenter.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import { findCandidates } from './candidates.ts';
import { endPlace } from './claim-place.ts';
import * as offers from './offers.repo.ts';
import { noteEntry, type WaitlistDeps } from './waitlist.deps.ts';
import { presentInvite, presentEntry } from './waitlist.presenter.ts';
import * as repo from './waitlist.repo.ts';
import { loadEntry, requireWaiting } from './write-entry.ts';

/** Asks those who fit, all or some of them: the first who accepts has the time. */
export async function offerSlot(
  deps: WaitlistDeps,
  actor: Actor,
  input: OfferWaitlistSlot,
): Promise<WaitlistOfferDto> {
  authorize(actor, 'waitlist.offer');
  const at = deps.clock.now();
  const call = { actorId: actor.userId, requestId: input.requestId, operation: 'waitlist.offer', input, at };
  return await deps.db.transact((tx) =>
    once(tx.q, call, async () => {
      await endDueOffers(tx, at);
      const { settings } = await deps.clinic.current(tx.q);
      const startsAt = toInstant(input.startsAt);
      if (startsAt <= at) throw new AppError('in_the_past');
      const slot = { doctorId: input.doctorId, startsAt, endsAt: toInstant(input.endsAt) };
      const asked = await findCandidates(deps, tx.q, { ...slot, among: input.entryIds });
      if (asked.length === 0) throw new AppError('nobody_fits');
      if (asked.length < (input.entryIds?.length ?? 0)) throw invalidField('entryIds', 'no longer all fit');
      // An offer of a time that has begun is worth nothing.
      const longest = addMinutes(at, settings.waitlistOfferMin);
      const expiresAt = longest < startsAt ? longest : startsAt;
      const id = deps.ids.next<WaitlistOfferId>();
      const stamps = { createdAt: at, updatedAt: at };
      const offer = { id, ...slot, expiresAt, state: 'open', version: 1, createdBy: actor.userId } as const;
      await offers.insertOffer(
        tx.q,
        { ...offer, ...stamps },
        asked.map(({ id: entryId, patientId }) => ({
          id: deps.ids.next<WaitlistInviteId>(),
          offerId: id,
          entryId,
          patientId,
          answer: 'open',
          answeredAt: null,
          createdAt: at,
        })),
      );
      const entryIds = asked.map((row) => row.id);
      const offered = await repo.setStates(tx.q, entryIds, { from: 'waiting', to: 'offered', at });
      for (const row of offered) await noteEntry(tx, actor, { row, subtype: 'waitlist.offer', at });
      return { ...offer, invitedCount: asked.length };
    }),
  );
}

/** The desk gives the time to one of them, as on the phone. Offers of it end with the others told. */
export async function bookEntry(
  deps: WaitlistDeps,
  actor: Actor,
  input: BookFromWaitlist,
): Promise<BookedFromWaitlist> {
  const now = deps.clock.now();
  const load = (q: Query) => loadEntry(q, { actor, now }, { id: input.id, action: 'waitlist.offer' });
  const { appointmentTypeId } = await deps.db.read(load);
  const wanted = { doctorId: input.doctorId, appointmentTypeId, startsAt: toInstant(input.startsAt) };
  const { requestId } = input;
  const call = { actorId: actor.userId, requestId, operation: 'waitlist.book', input, at: now };
  return await deps.appointments.explainRefusal({ actor, wanted }, () =>
    deps.db.transact((tx) =>
      once(tx.q, call, async () => {
        const before = await load(tx.q);
        requireWaiting(before);
        const { patientId, urgency } = before;
        const visit = { ...wanted, appointmentTypeId: before.appointmentTypeId, patientId, urgency };
        const made = await deps.appointments.makeVisit(tx, {
          actor,
          now,
          visit: { ...visit, reason: '', source: 'desk' },
        });
        const { snapshot, row: booked } = made;
        const parts = [{ id: booked.id, from: 0, version: booked.version, before: null }];
        await deps.appointments.recordUndo(tx.q, { actor, at: now, kind: 'book', parts });
        const { expectedVersion } = input;
        const place = { before, expectedVersion, appointmentId: booked.id, snapshot, at: now };
        const row = await endPlace(tx, actor, place);
        const taken = { doctorId: booked.doctorId, start: booked.startsAt, end: booked.endsAt };
        for (const id of await offers.listOpenOffers(tx.q, taken)) {
          await endOffer(tx, id, { state: 'taken', at: now });
        }
        return {
          entry: presentEntry(row, actor, snapshot),
          appointment: presentVisit(booked, actor, snapshot),
        };
      }),
    ),
  );
}

/**
 * A patient takes the offered time. The visit, the entry and the end of the offer are one transaction, so
 * the first one wins; everybody after that is told that it is taken, whoever took it.
 */
export async function acceptOffer(
  deps: WaitlistDeps,
  actor: Actor,
  input: AcceptWaitlistOffer,
): Promise<OwnWaitlistOfferDto> {
  const now = deps.clock.now();
  const { requestId } = input;
  const call = { actorId: actor.userId, requestId, operation: 'waitlist.accept', input, at: now };
  let standing: offers.InviteRow | undefined;
  try {
    return await deps.db.transact((tx) =>
      once(tx.q, call, async () => {
        const invite = await loadInvite(tx.q, actor, { id: input.id, now });
        if (invite.answer === 'accepted') {
          return presentInvite(invite, await deps.clinic.current(tx.q), now);
        }
        requireOpen(invite, now);
        standing = invite;
        return await win(deps, tx, { actor, invite, now });
      }),
    );
  } catch (error) {
    const isTaken = error instanceof AppError && ['slot_taken', 'room_taken'].includes(error.code);
    if (standing === undefined || !isTaken) throw error;
    if (!(await closeIfTaken(deps, standing, now))) throw error;
    throw new AppError('already_taken');
  }
}

async function win(
  deps: WaitlistDeps,
  tx: Transaction,
  at: { actor: Actor; invite: offers.InviteRow; now: Instant },
): Promise<OwnWaitlistOfferDto> {
  const { actor, invite, now } = at;
  const { doctorId, startsAt, appointmentTypeId, patientId, urgency } = invite;
  const visit = { doctorId, startsAt, appointmentTypeId, patientId, urgency, isOffered: true } as const;
  const { row, snapshot } = await deps.appointments.makeVisit(tx, {
    actor,
    now,
    visit: { ...visit, reason: '', source: 'online' },
  });
  await offers.answerInvite(tx.q, invite.id, { answer: 'accepted', at: now });
  const key = { id: invite.entryId, expectedVersion: invite.entryVersion };
  const changes = { state: 'booked', appointmentId: row.id, updatedAt: now } as const;
  if (!(await repo.updateEntry(tx.q, key, changes))) throw new AppError('not_waiting');
  const entry = { id: invite.entryId, patientId, version: invite.entryVersion + 1 };
  await noteEntry(tx, actor, { row: entry, subtype: 'waitlist.accept', at: now });
  await endOffer(tx, invite.offerId, { state: 'taken', at: now });
  const after = await offers.findInvite(tx.q, invite.id);
  return presentInvite(after ?? invite, snapshot, now);
}

/** The patient waits on for another time. */
export async function declineOffer(
  deps: WaitlistDeps,
  actor: Actor,
  input: DeclineWaitlistOffer,
): Promise<OwnWaitlistOfferDto> {
  const now = deps.clock.now();
  return await deps.db.transact(async (tx) => {
    const invite = await loadInvite(tx.q, actor, { id: input.id, now });
    const snapshot = await deps.clinic.current(tx.q);
    if (invite.answer === 'declined') return presentInvite(invite, snapshot, now);
    requireOpen(invite, now);
    await offers.answerInvite(tx.q, invite.id, { answer: 'declined', at: now });
    await backToWaiting(tx, [invite.entryId], { actor, subtype: 'waitlist.decline', at: now });
    return presentInvite({ ...invite, answer: 'declined' }, snapshot, now);
  });
}

function requireOpen(invite: offers.InviteRow, now: Instant): void {
  if (invite.state === 'taken') throw new AppError('already_taken');
  if (invite.state === 'expired' || invite.expiresAt <= now || invite.answer !== 'open') {
    throw new AppError('offer_over');
  }
}

async function loadInvite(
  q: Query,
  actor: Actor,
  wanted: { id: WaitlistInviteId; now: Instant },
): Promise<offers.InviteRow> {
  const invite = await offers.findInvite(q, wanted.id);
  if (invite === undefined) throw new AppError('not_found');
  const subject = { patientId: invite.patientId };
  await requireGrant(q, { actor, now: wanted.now }, { action: 'waitlist.answer', subject });
  return invite;
}

/**
 * Somebody was booked into the time past the offer, at the desk or online: it ends for all. False where
 * nothing stands there and the refusal was of another kind, such as a dialog that holds it for a moment.
 */
async function closeIfTaken(deps: WaitlistDeps, invite: offers.InviteRow, now: Instant): Promise<boolean> {
  return await deps.db.transact(async (tx) => {
    const { doctorId, startsAt, appointmentTypeId } = invite;
    const { types } = await deps.clinic.current(tx.q);
    const type = types.get(appointmentTypeId);
    const before = type?.bufferBeforeMin ?? 0;
    const after = (type?.durationMin ?? 1) + (type?.bufferAfterMin ?? 0);
    const around = { start: addMinutes(startsAt, -before), end: addMinutes(startsAt, after) };
    const busy = await deps.appointments.busyAround(tx.q, { doctorId, around, patientIds: [] });
    if (busy.doctor.length === 0) return false;
    await endOffer(tx, invite.offerId, { state: 'taken', at: now });
    return true;
  });
}

/** Offers whose time is over; those who did not answer wait on. */
export async function endDueOffers(tx: Transaction, now: Instant): Promise<number> {
  const due = await offers.listDueOffers(tx.q, now);
  for (const id of due) await endOffer(tx, id, { state: 'expired', at: now });
  return due.length;
}

async function endOffer(
  tx: Transaction,
  id: WaitlistOfferId,
  end: { state: Exclude<OfferState, 'open'>; at: Instant },
): Promise<void> {
  const { state, at } = end;
  if (!(await offers.endOffer(tx.q, id, end))) return;
  const answer = state === 'taken' ? 'too_late' : 'closed';
  const rest = await offers.answerTheRest(tx.q, { offerId: id }, { answer, at });
  const line = { action: 'U', subtype: `waitlist.offer.${state}`, objectType: 'waitlist_offer' } as const;
  await recordAudit(tx.q, { who: null, at }, { ...line, objectId: id });
  const entryIds = rest.map(({ entryId }) => entryId);
  await backToWaiting(tx, entryIds, { actor: null, subtype: 'waitlist.waitOn', at });
}

async function backToWaiting(
  tx: Transaction,
  entryIds: readonly offers.InviteRow['entryId'][],
  by: { actor: Actor | null; subtype: `waitlist.${string}`; at: Instant },
): Promise<void> {
  const { actor, subtype, at } = by;
  for (const row of await repo.setStates(tx.q, entryIds, { from: 'offered', to: 'waiting', at })) {
    await noteEntry(tx, actor, { row, subtype, at });
  }
}

import type { OfferAnswer, OfferState } from '../../../shared/domain/waitlist-order.ts';
import type { DoctorId, WaitlistEntryId, WaitlistInviteId, WaitlistOfferId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { NewRow, Row } from '../../db/schema.ts';
import type { Query } from '../../db/transact.ts';
import type { Scope } from '../../policy/scope.ts';

/** What of an invitation's row decides who may see it. */
const INVITE_COLUMNS = { patient: 'waitlist_invite.patient_id' } as const;

/** One patient's part in an offer, with the offer and what they wait for. */
export type InviteRow = Row<'waitlistInvite'> &
  Pick<Row<'waitlistOffer'>, 'doctorId' | 'startsAt' | 'expiresAt' | 'state'> &
  Pick<Row<'waitlistEntry'>, 'appointmentTypeId' | 'appointmentId' | 'urgency'> & {
    readonly offerVersion: number;
    readonly entryVersion: number;
  };

export async function insertOffer(
  q: Query,
  offer: NewRow<'waitlistOffer'>,
  invites: readonly NewRow<'waitlistInvite'>[],
): Promise<void> {
  await q.insertInto('waitlistOffer').values(offer).execute();
  await q.insertInto('waitlistInvite').values(invites).execute();
}

export async function findInvite(q: Query, id: WaitlistInviteId): Promise<InviteRow | undefined> {
  return await invites(q).where('waitlistInvite.id', '=', id).executeTakeFirst();
}

/** A patient's own offers, newest first. */
export async function listOwnInvites(q: Query, scope: Scope): Promise<InviteRow[]> {
  return await invites(q)
    .where(scope.where(INVITE_COLUMNS))
    .orderBy('waitlistInvite.createdAt', 'desc')
    .orderBy('waitlistInvite.id', 'desc')
    .limit(20)
    .execute();
}

/** False when it was no longer open: somebody else has ended it. */
export async function endOffer(
  q: Query,
  id: WaitlistOfferId,
  end: { state: Exclude<OfferState, 'open'>; at: Instant },
): Promise<boolean> {
  const result = await q
    .updateTable('waitlistOffer')
    .set((eb) => ({ state: end.state, updatedAt: end.at, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** False when it was answered before. */
export async function answerInvite(
  q: Query,
  id: WaitlistInviteId,
  answer: { answer: Exclude<OfferAnswer, 'open'>; at: Instant },
): Promise<boolean> {
  const result = await q
    .updateTable('waitlistInvite')
    .set({ answer: answer.answer, answeredAt: answer.at })
    .where('id', '=', id)
    .where('answer', '=', 'open')
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** All who have not answered an offer get this answer; whose they are. */
export async function answerTheRest(
  q: Query,
  of: { offerId: WaitlistOfferId } | { entryId: WaitlistEntryId },
  answer: { answer: 'too_late' | 'closed'; at: Instant },
): Promise<{ entryId: WaitlistEntryId; offerId: WaitlistOfferId }[]> {
  return await q
    .updateTable('waitlistInvite')
    .set({ answer: answer.answer, answeredAt: answer.at })
    .where('answer', '=', 'open')
    .$if('offerId' in of, (query) =>
      query.where('offerId', '=', (of as { offerId: WaitlistOfferId }).offerId),
    )
    .$if('entryId' in of, (query) =>
      query.where('entryId', '=', (of as { entryId: WaitlistEntryId }).entryId),
    )
    .returning(['entryId', 'offerId'])
    .execute();
}

/** What was closed at that moment is open again, where the offer itself still is; whether any was. */
export async function reopenInvites(
  q: Query,
  of: { entryId: WaitlistEntryId; closedAt: Instant; now: Instant },
): Promise<boolean> {
  const stillOpen = q
    .selectFrom('waitlistOffer')
    .select('id')
    .where('state', '=', 'open')
    .where('expiresAt', '>', of.now);
  const result = await q
    .updateTable('waitlistInvite')
    .set({ answer: 'open', answeredAt: null })
    .where('entryId', '=', of.entryId)
    .where('answer', '=', 'closed')
    .where('answeredAt', '=', of.closedAt)
    .where('offerId', 'in', stillOpen)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Open offers of a doctor's time that begin within a stretch of it. */
export async function listOpenOffers(
  q: Query,
  at: { doctorId: DoctorId; start: Instant; end: Instant },
): Promise<WaitlistOfferId[]> {
  const rows = await q
    .selectFrom('waitlistOffer')
    .select('id')
    .where('state', '=', 'open')
    .where('doctorId', '=', at.doctorId)
    .where('startsAt', '>=', at.start)
    .where('startsAt', '<', at.end)
    .orderBy('id')
    .limit(100)
    .execute();
  return rows.map(({ id }) => id);
}

export async function listDueOffers(q: Query, now: Instant): Promise<WaitlistOfferId[]> {
  const rows = await q
    .selectFrom('waitlistOffer')
    .select('id')
    .where('state', '=', 'open')
    .where('expiresAt', '<=', now)
    .orderBy('expiresAt')
    .orderBy('id')
    .limit(500)
    .execute();
  return rows.map(({ id }) => id);
}

function invites(q: Query) {
  return q
    .selectFrom('waitlistInvite')
    .innerJoin('waitlistOffer', 'waitlistOffer.id', 'waitlistInvite.offerId')
    .innerJoin('waitlistEntry', 'waitlistEntry.id', 'waitlistInvite.entryId')
    .selectAll('waitlistInvite')
    .select([
      'waitlistOffer.doctorId',
      'waitlistOffer.startsAt',
      'waitlistOffer.expiresAt',
      'waitlistOffer.state',
      'waitlistOffer.version as offerVersion',
      'waitlistEntry.appointmentTypeId',
      'waitlistEntry.appointmentId',
      'waitlistEntry.urgency',
      'waitlistEntry.version as entryVersion',
    ]);
}

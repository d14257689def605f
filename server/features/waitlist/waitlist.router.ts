import {
  AcceptWaitlistOffer,
  AddToWaitlist,
  BookedFromWaitlist,
  BookFromWaitlist,
  DeclineWaitlistOffer,
  EditWaitlistEntry,
  JoinWaitlist,
  ListOwnWaitlist,
  ListWaitlist,
  OfferWaitlistSlot,
  OwnWaitlistOfferDto,
  OwnWaitlistOffers,
  ReopenWaitlistEntry,
  WaitlistCandidates,
  WaitlistCandidatesInput,
  WaitlistEntryDto,
  WaitlistOfferDto,
  WaitlistPage,
  WithdrawWaitlistEntry,
} from '../../../shared/contracts/waitlist.ts';
import { Empty } from '../../../shared/contracts/common.ts';
import { guarded, guardedList, rest, restCreate, router } from '../../trpc/procedures.ts';

export const waitlistRouter = router({
  list: guardedList('waitlist.read', rest('GET', '/waitlist'))
    .input(ListWaitlist)
    .output(WaitlistPage)
    .query(({ ctx, input }) => ctx.services.waitlist.list(ctx.actor, input)),
  candidates: guardedList('waitlist.read', rest('GET', '/waitlist/candidates'))
    .input(WaitlistCandidatesInput)
    .output(WaitlistCandidates)
    .query(({ ctx, input }) => ctx.services.waitlist.candidates(ctx.actor, input)),
  add: guarded('waitlist.write', restCreate('/waitlist'))
    .input(AddToWaitlist)
    .output(WaitlistEntryDto)
    .mutation(({ ctx, input }) => ctx.services.waitlist.add(ctx.actor, input)),
  edit: guarded('waitlist.write', rest('PUT', '/waitlist/{id}'))
    .input(EditWaitlistEntry)
    .output(WaitlistEntryDto)
    .mutation(({ ctx, input }) => ctx.services.waitlist.edit(ctx.actor, input)),
  withdraw: guarded('waitlist.write', rest('POST', '/waitlist/{id}/withdraw'))
    .input(WithdrawWaitlistEntry)
    .output(WaitlistEntryDto)
    .mutation(({ ctx, input }) => ctx.services.waitlist.withdraw(ctx.actor, input)),
  reopen: guarded('waitlist.write', rest('POST', '/waitlist/{id}/reopen'))
    .input(ReopenWaitlistEntry)
    .output(WaitlistEntryDto)
    .mutation(({ ctx, input }) => ctx.services.waitlist.reopen(ctx.actor, input)),
  book: guarded('waitlist.offer', rest('POST', '/waitlist/{id}/book'))
    .input(BookFromWaitlist)
    .output(BookedFromWaitlist)
    .mutation(({ ctx, input }) => ctx.services.waitlist.book(ctx.actor, input)),
  offer: guarded('waitlist.offer', restCreate('/waitlist/offers'))
    .input(OfferWaitlistSlot)
    .output(WaitlistOfferDto)
    .mutation(({ ctx, input }) => ctx.services.waitlist.offer(ctx.actor, input)),
  join: guarded('waitlist.join', restCreate('/me/waitlist'))
    .input(JoinWaitlist)
    .output(WaitlistEntryDto)
    .mutation(({ ctx, input }) => ctx.services.waitlist.join(ctx.actor, input)),
  listOwn: guarded('waitlist.readOwn', rest('GET', '/me/waitlist'))
    .input(ListOwnWaitlist)
    .output(WaitlistPage)
    .query(({ ctx, input }) => ctx.services.waitlist.listOwn(ctx.actor, input)),
  leave: guarded('waitlist.leave', rest('POST', '/me/waitlist/{id}/withdraw'))
    .input(WithdrawWaitlistEntry)
    .output(WaitlistEntryDto)
    .mutation(({ ctx, input }) => ctx.services.waitlist.leave(ctx.actor, input)),
  listOwnOffers: guarded('waitlist.readOwn', rest('GET', '/me/waitlist-offers'))
    .input(Empty)
    .output(OwnWaitlistOffers)
    .query(({ ctx }) => ctx.services.waitlist.listOwnOffers(ctx.actor)),
  accept: guarded('waitlist.answer', rest('POST', '/me/waitlist-offers/{id}/accept'))
    .input(AcceptWaitlistOffer)
    .output(OwnWaitlistOfferDto)
    .mutation(({ ctx, input }) => ctx.services.waitlist.accept(ctx.actor, input)),
  decline: guarded('waitlist.answer', rest('POST', '/me/waitlist-offers/{id}/decline'))
    .input(DeclineWaitlistOffer)
    .output(OwnWaitlistOfferDto)
    .mutation(({ ctx, input }) => ctx.services.waitlist.decline(ctx.actor, input)),
});

import { ChangePreview } from '../../../shared/contracts/clinic-calendar.ts';
import { Empty } from '../../../shared/contracts/common.ts';
import {
  AcceptHours,
  DeclineHours,
  HoursProposalDto,
  HoursReview,
  OpenHoursProposals,
  OwnHoursDto,
  PreviewOwnHours,
  ProposeHours,
  ReviewHours,
  WithdrawHours,
} from '../../../shared/contracts/hours.ts';
import { guarded, rest, restCreate, router } from '../../trpc/procedures.ts';

export const hoursRouter = router({
  own: guarded('hours.readOwn', rest('GET', '/profile/hours'))
    .input(Empty)
    .output(OwnHoursDto)
    .query(({ ctx }) => ctx.services.hours.own(ctx.actor)),
  previewOwn: guarded('hours.propose', rest('POST', '/profile/hours/preview'))
    .input(PreviewOwnHours)
    .output(ChangePreview)
    .mutation(({ ctx, input }) => ctx.services.hours.previewOwn(ctx.actor, input)),
  propose: guarded('hours.propose', restCreate('/profile/hours/proposals'))
    .input(ProposeHours)
    .output(HoursProposalDto)
    .mutation(({ ctx, input }) => ctx.services.hours.propose(ctx.actor, input)),
  withdraw: guarded('hours.propose', rest('POST', '/profile/hours/proposals/{id}/withdraw'))
    .input(WithdrawHours)
    .output(HoursProposalDto)
    .mutation(({ ctx, input }) => ctx.services.hours.withdraw(ctx.actor, input)),
  listProposals: guarded('hours.readProposals', rest('GET', '/clinic/hours-proposals'))
    .input(Empty)
    .output(OpenHoursProposals)
    .query(({ ctx }) => ctx.services.hours.listProposals(ctx.actor)),
  review: guarded('hours.readProposals', rest('GET', '/clinic/hours-proposals/{id}'))
    .input(ReviewHours)
    .output(HoursReview)
    .query(({ ctx, input }) => ctx.services.hours.review(ctx.actor, input)),
  accept: guarded('hours.decide', rest('POST', '/clinic/hours-proposals/{id}/accept'))
    .input(AcceptHours)
    .output(HoursProposalDto)
    .mutation(({ ctx, input }) => ctx.services.hours.accept(ctx.actor, input)),
  decline: guarded('hours.decide', rest('POST', '/clinic/hours-proposals/{id}/decline'))
    .input(DeclineHours)
    .output(HoursProposalDto)
    .mutation(({ ctx, input }) => ctx.services.hours.decline(ctx.actor, input)),
});

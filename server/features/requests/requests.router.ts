import {
  AcceptedRequest,
  AcceptRequest,
  CancelRequest,
  CreateRequest,
  CreateRequestFor,
  ListOwnRequests,
  ListRequests,
  DeclineProposal,
  ProposeTimes,
  RejectRequest,
  TakeProposal,
  RequestDto,
  RequestPage,
  RequestRefInput,
} from '../../../shared/contracts/requests.ts';
import { guarded, rest, restCreate, router } from '../../trpc/procedures.ts';

export const requestsRouter = router({
  list: guarded('request.read', rest('GET', '/appointment-requests'))
    .input(ListRequests)
    .output(RequestPage)
    .query(({ ctx, input }) => ctx.services.requests.list(ctx.actor, input)),
  listOwn: guarded('request.readOwn', rest('GET', '/me/appointment-requests'), '/appointment-requests')
    .input(ListOwnRequests)
    .output(RequestPage)
    .query(({ ctx, input }) => ctx.services.requests.listOwn(ctx.actor, input)),
  get: guarded('request.open', rest('GET', '/appointment-requests/{id}'))
    .input(RequestRefInput)
    .output(RequestDto)
    .query(({ ctx, input }) => ctx.services.requests.get(ctx.actor, input.id)),
  create: guarded('request.create', restCreate('/me/appointment-requests'), '/appointment-requests')
    .input(CreateRequest)
    .output(RequestDto)
    .mutation(({ ctx, input }) => ctx.services.requests.create(ctx.actor, input)),
  createFor: guarded('request.createFor', restCreate('/appointment-requests'))
    .input(CreateRequestFor)
    .output(RequestDto)
    .mutation(({ ctx, input }) => ctx.services.requests.createFor(ctx.actor, input)),
  accept: guarded('request.decide', rest('POST', '/appointment-requests/{id}/accept'))
    .input(AcceptRequest)
    .output(AcceptedRequest)
    .mutation(({ ctx, input }) => ctx.services.requests.accept(ctx.actor, input)),
  reject: guarded('request.decide', rest('POST', '/appointment-requests/{id}/reject'))
    .input(RejectRequest)
    .output(RequestDto)
    .mutation(({ ctx, input }) => ctx.services.requests.reject(ctx.actor, input)),
  propose: guarded('request.decide', rest('POST', '/appointment-requests/{id}/propose'))
    .input(ProposeTimes)
    .output(RequestDto)
    .mutation(({ ctx, input }) => ctx.services.requests.propose(ctx.actor, input)),
  takeProposal: guarded('request.answer', rest('POST', '/appointment-requests/{id}/take-proposal'))
    .input(TakeProposal)
    .output(RequestDto)
    .mutation(({ ctx, input }) => ctx.services.requests.takeProposal(ctx.actor, input)),
  declineProposal: guarded('request.answer', rest('POST', '/appointment-requests/{id}/decline-proposal'))
    .input(DeclineProposal)
    .output(RequestDto)
    .mutation(({ ctx, input }) => ctx.services.requests.declineProposal(ctx.actor, input)),
  cancel: guarded('request.cancel', rest('POST', '/appointment-requests/{id}/cancel'))
    .input(CancelRequest)
    .output(RequestDto)
    .mutation(({ ctx, input }) => ctx.services.requests.cancel(ctx.actor, input)),
});

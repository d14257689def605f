import {
  AcceptedRequest,
  AcceptRequest,
  CancelRequest,
  CreateRequest,
  CreateRequestFor,
  ListOwnRequests,
  ListRequests,
  RejectRequest,
  ReopenRequest,
  RequestDto,
  RequestPage,
  RequestRefInput,
} from '../../../shared/contracts/requests.ts';
import { guarded, guardedList, rest, restCreate, router } from '../../trpc/procedures.ts';

export const requestsRouter = router({
  list: guardedList('request.read', rest('GET', '/appointment-requests'))
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
  reopen: guarded('request.decide', rest('POST', '/appointment-requests/{id}/reopen'))
    .input(ReopenRequest)
    .output(RequestDto)
    .mutation(({ ctx, input }) => ctx.services.requests.reopen(ctx.actor, input)),
  cancel: guarded('request.cancel', rest('POST', '/appointment-requests/{id}/cancel'))
    .input(CancelRequest)
    .output(RequestDto)
    .mutation(({ ctx, input }) => ctx.services.requests.cancel(ctx.actor, input)),
});

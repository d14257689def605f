import {
  AcceptedRequest,
  AcceptRequest,
  CancelRequest,
  CreateRequest,
  CreateRequestFor,
  ListOwnRequests,
  ListRequests,
  RejectRequest,
  RequestDto,
  RequestPage,
} from '../../../shared/contracts/requests.ts';
import { guarded, rest, router } from '../../trpc/procedures.ts';

export const requestsRouter = router({
  list: guarded('request.read', rest('GET', '/requests'))
    .input(ListRequests)
    .output(RequestPage)
    .query(({ ctx, input }) => ctx.services.requests.list(ctx.actor, input)),
  listOwn: guarded('request.readOwn', rest('GET', '/me/requests'))
    .input(ListOwnRequests)
    .output(RequestPage)
    .query(({ ctx, input }) => ctx.services.requests.listOwn(ctx.actor, input)),
  create: guarded('request.create', rest('POST', '/me/requests'))
    .input(CreateRequest)
    .output(RequestDto)
    .mutation(({ ctx, input }) => ctx.services.requests.create(ctx.actor, input)),
  createFor: guarded('request.createFor', rest('POST', '/requests'))
    .input(CreateRequestFor)
    .output(RequestDto)
    .mutation(({ ctx, input }) => ctx.services.requests.createFor(ctx.actor, input)),
  accept: guarded('request.decide', rest('POST', '/requests/{id}/accept'))
    .input(AcceptRequest)
    .output(AcceptedRequest)
    .mutation(({ ctx, input }) => ctx.services.requests.accept(ctx.actor, input)),
  reject: guarded('request.decide', rest('POST', '/requests/{id}/reject'))
    .input(RejectRequest)
    .output(RequestDto)
    .mutation(({ ctx, input }) => ctx.services.requests.reject(ctx.actor, input)),
  cancel: guarded('request.cancel', rest('POST', '/requests/{id}/cancel'))
    .input(CancelRequest)
    .output(RequestDto)
    .mutation(({ ctx, input }) => ctx.services.requests.cancel(ctx.actor, input)),
});

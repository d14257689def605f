import {
  AddRecall,
  EditRecall,
  EndRecall,
  ListRecalls,
  LogRecallContact,
  RecallDto,
  RecallPage,
  ReopenRecall,
  TakeRecallBack,
} from '../../../shared/contracts/recalls.ts';
import { guarded, guardedList, rest, restCreate, router } from '../../trpc/procedures.ts';

export const recallsRouter = router({
  list: guardedList('recall.read', rest('GET', '/recalls'))
    .input(ListRecalls)
    .output(RecallPage)
    .query(({ ctx, input }) => ctx.services.recalls.list(ctx.actor, input)),
  add: guarded('recall.add', restCreate('/recalls'))
    .input(AddRecall)
    .output(RecallDto)
    .mutation(({ ctx, input }) => ctx.services.recalls.add(ctx.actor, input)),
  edit: guarded('recall.write', rest('PUT', '/recalls/{id}'))
    .input(EditRecall)
    .output(RecallDto)
    .mutation(({ ctx, input }) => ctx.services.recalls.edit(ctx.actor, input)),
  logContact: guarded('recall.write', restCreate('/recalls/{id}/contacts'))
    .input(LogRecallContact)
    .output(RecallDto)
    .mutation(({ ctx, input }) => ctx.services.recalls.logContact(ctx.actor, input)),
  end: guarded('recall.write', rest('POST', '/recalls/{id}/end'))
    .input(EndRecall)
    .output(RecallDto)
    .mutation(({ ctx, input }) => ctx.services.recalls.end(ctx.actor, input)),
  reopen: guarded('recall.write', rest('POST', '/recalls/{id}/reopen'))
    .input(ReopenRecall)
    .output(RecallDto)
    .mutation(({ ctx, input }) => ctx.services.recalls.reopen(ctx.actor, input)),
  takeBackAdd: guarded('recall.add', rest('POST', '/recalls/{id}/take-back'))
    .input(TakeRecallBack)
    .output(RecallDto)
    .mutation(({ ctx, input }) => ctx.services.recalls.takeBackAdd(ctx.actor, input)),
  takeBackContact: guarded('recall.write', rest('POST', '/recalls/{id}/contacts/take-back'))
    .input(TakeRecallBack)
    .output(RecallDto)
    .mutation(({ ctx, input }) => ctx.services.recalls.takeBackContact(ctx.actor, input)),
});

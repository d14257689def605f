import { Empty } from '../../../shared/contracts/common.ts';
import {
  AcceptCorrection,
  AskCorrection,
  CorrectionDto,
  CorrectionPage,
  DeclineCorrection,
  DeskCorrectionDto,
  ListCorrections,
  OwnCorrections,
  WithdrawCorrection,
} from '../../../shared/contracts/corrections.ts';
import { guarded, guardedList, rest, restCreate, router } from '../../trpc/procedures.ts';

export const correctionsRouter = router({
  ask: guarded('correction.ask', restCreate('/me/corrections'))
    .input(AskCorrection)
    .output(CorrectionDto)
    .mutation(({ ctx, input }) => ctx.services.corrections.ask(ctx.actor, input)),
  withdraw: guarded('correction.withdraw', rest('POST', '/me/corrections/{id}/withdraw'))
    .input(WithdrawCorrection)
    .output(CorrectionDto)
    .mutation(({ ctx, input }) => ctx.services.corrections.withdraw(ctx.actor, input)),
  listOwn: guarded('correction.readOwn', rest('GET', '/me/corrections'))
    .input(Empty)
    .output(OwnCorrections)
    .query(({ ctx }) => ctx.services.corrections.listOwn(ctx.actor)),
  list: guardedList('correction.read', rest('GET', '/corrections'))
    .input(ListCorrections)
    .output(CorrectionPage)
    .query(({ ctx, input }) => ctx.services.corrections.list(ctx.actor, input)),
  accept: guarded('correction.decide', rest('POST', '/corrections/{id}/accept'))
    .input(AcceptCorrection)
    .output(DeskCorrectionDto)
    .mutation(({ ctx, input }) => ctx.services.corrections.accept(ctx.actor, input)),
  decline: guarded('correction.decide', rest('POST', '/corrections/{id}/decline'))
    .input(DeclineCorrection)
    .output(DeskCorrectionDto)
    .mutation(({ ctx, input }) => ctx.services.corrections.decline(ctx.actor, input)),
});

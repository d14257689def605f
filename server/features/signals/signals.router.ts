import { Done, Empty } from '../../../shared/contracts/common.ts';
import { ChangeSignal, OpenSignals, SendSignal, SignalDto } from '../../../shared/contracts/signals.ts';
import { guarded, guardedList, rest, restCreate, router } from '../../trpc/procedures.ts';

export const signalsRouter = router({
  // What doctors write with a signal may name whom it is about.
  listOpen: guardedList('signal.read', rest('GET', '/signals'))
    .input(Empty)
    .output(OpenSignals)
    .query(({ ctx }) => ctx.services.signals.listOpen(ctx.actor)),
  send: guarded('signal.send', restCreate('/doctors/{doctorId}/signals'))
    .input(SendSignal)
    .output(SignalDto)
    .mutation(({ ctx, input }) => ctx.services.signals.send(ctx.actor, input)),
  withdraw: guarded('signal.send', rest('POST', '/signals/{id}/withdraw'))
    .input(ChangeSignal)
    .output(Done)
    .mutation(({ ctx, input }) => ctx.services.signals.withdraw(ctx.actor, input)),
  take: guarded('signal.take', rest('POST', '/signals/{id}/take'))
    .input(ChangeSignal)
    .output(SignalDto)
    .mutation(({ ctx, input }) => ctx.services.signals.take(ctx.actor, input)),
  finish: guarded('signal.take', rest('POST', '/signals/{id}/done'))
    .input(ChangeSignal)
    .output(Done)
    .mutation(({ ctx, input }) => ctx.services.signals.finish(ctx.actor, input)),
});

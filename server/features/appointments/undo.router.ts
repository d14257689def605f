import { TakeUndo, Undone } from '../../../shared/contracts/undo.ts';
import { guarded, rest, router } from '../../trpc/procedures.ts';

export const undoRouter = router({
  take: guarded('undo.own', rest('POST', '/undo'))
    .input(TakeUndo)
    .output(Undone)
    .mutation(({ ctx, input }) => ctx.services.appointments.undo(ctx.actor, input)),
});

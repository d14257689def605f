import { FiguresInput, FiguresReport } from '../../../shared/contracts/figures.ts';
import { guarded, rest, router } from '../../trpc/procedures.ts';

export const figuresRouter = router({
  report: guarded('figures.read', rest('GET', '/figures'))
    .input(FiguresInput)
    .output(FiguresReport)
    .query(({ ctx, input }) => ctx.services.figures.report(ctx.actor, input)),
});

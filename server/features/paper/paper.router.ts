import { Empty } from '../../../shared/contracts/common.ts';
import { KeptSheet } from '../../../shared/contracts/paper.ts';
import { guarded, rest, router } from '../../trpc/procedures.ts';

export const paperRouter = router({
  keptSheet: guarded('appointment.count', rest('GET', '/paper/kept-sheet'))
    .input(Empty)
    .output(KeptSheet)
    .query(({ ctx }) => ctx.services.paper.keptSheet(ctx.actor)),
});

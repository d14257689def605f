import {
  BreakGlass,
  BreakGlassDto,
  BreakGlassPage,
  ListBreakGlass,
  OpenedChart,
  OpenedCharts,
  ReviewBreakGlass,
} from '../../../shared/contracts/break-glass.ts';
import { Empty } from '../../../shared/contracts/common.ts';
import { guarded, guardedList, rest, restCreate, router } from '../../trpc/procedures.ts';

export const breakGlassRouter = router({
  open: guarded('breakGlass.open', restCreate('/break-glass'))
    .input(BreakGlass)
    .output(OpenedChart)
    .mutation(({ ctx, input }) => ctx.services.breakGlass.open(ctx.actor, input)),
  listOwn: guardedList('breakGlass.readOwn', rest('GET', '/me/break-glass'))
    .input(Empty)
    .output(OpenedCharts)
    .query(({ ctx }) => ctx.services.breakGlass.listOwn(ctx.actor)),
  list: guardedList('breakGlass.read', rest('GET', '/break-glass'))
    .input(ListBreakGlass)
    .output(BreakGlassPage)
    .query(({ ctx, input }) => ctx.services.breakGlass.list(ctx.actor, input)),
  review: guarded('breakGlass.review', rest('POST', '/break-glass/{id}/review'))
    .input(ReviewBreakGlass)
    .output(BreakGlassDto)
    .mutation(({ ctx, input }) => ctx.services.breakGlass.review(ctx.actor, input)),
});

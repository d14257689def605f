import { Done, Empty } from '../../../shared/contracts/common.ts';
import {
  AddDisplay,
  AddedDisplay,
  DisplayList,
  DisplayRef,
  PairDisplay,
  PairedDisplay,
} from '../../../shared/contracts/displays.ts';
import { guarded, openToAll, rest, restCreate, router } from '../../trpc/procedures.ts';

export const displaysRouter = router({
  list: guarded('display.manage', rest('GET', '/displays'))
    .input(Empty)
    .output(DisplayList)
    .query(({ ctx }) => ctx.services.displays.list(ctx.actor)),
  add: guarded('display.manage', restCreate('/displays'))
    .input(AddDisplay)
    .output(AddedDisplay)
    .mutation(({ ctx, input }) => ctx.services.displays.add(ctx.actor, input)),
  remove: guarded('display.manage', rest('POST', '/displays/{id}/remove'))
    .input(DisplayRef)
    .output(Done)
    .mutation(async ({ ctx, input }): Promise<Done> => {
      await ctx.services.displays.remove(ctx.actor, input);
      return { ok: true };
    }),
  pair: openToAll(rest('POST', '/displays/pair'))
    .input(PairDisplay)
    .output(PairedDisplay)
    .mutation(({ ctx, input }) => ctx.services.displays.pair(ctx.caller, input)),
});

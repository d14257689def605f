import { Done, Empty } from '../../../shared/contracts/common.ts';
import { DraftList, KeepDraft, NamedDraft } from '../../../shared/contracts/drafts.ts';
import { guarded, rest, router } from '../../trpc/procedures.ts';

const done: Done = { ok: true };

export const draftsRouter = router({
  list: guarded('draft.own', rest('GET', '/drafts'))
    .input(Empty)
    .output(DraftList)
    .query(async ({ ctx }) => ({ items: await ctx.services.drafts.list(ctx.actor) })),
  keep: guarded('draft.own', rest('PUT', '/drafts/{name}'))
    .input(KeepDraft)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await ctx.services.drafts.keep(ctx.actor, input);
      return done;
    }),
  drop: guarded('draft.own', rest('DELETE', '/drafts/{name}'))
    .input(NamedDraft)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await ctx.services.drafts.drop(ctx.actor, input);
      return done;
    }),
});

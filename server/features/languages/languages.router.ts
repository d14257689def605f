import { Done } from '../../../shared/contracts/common.ts';
import { ChooseLanguage } from '../../../shared/contracts/languages.ts';
import { guarded, rest, router } from '../../trpc/procedures.ts';

export const languagesRouter = router({
  choose: guarded('session.own', rest('PUT', '/me/language'))
    .input(ChooseLanguage)
    .output(Done)
    .mutation(async ({ ctx, input }): Promise<Done> => {
      await ctx.services.languages.choose(ctx.actor, input);
      return { ok: true };
    }),
});

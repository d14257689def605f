import { SignedIn } from '../../../shared/contracts/auth.ts';
import { Empty } from '../../../shared/contracts/common.ts';
import { CompleteSetup, SetupStatus } from '../../../shared/contracts/setup.ts';
import { openToAll, rest, router } from '../../trpc/procedures.ts';
import { deliver } from '../auth/auth.presenter.ts';

export const setupRouter = router({
  status: openToAll(rest('GET', '/setup'))
    .input(Empty)
    .output(SetupStatus)
    .query(({ ctx }) => ctx.services.setup.status(ctx.caller)),
  complete: openToAll(rest('POST', '/setup'))
    .input(CompleteSetup)
    .output(SignedIn)
    .mutation(async ({ ctx, input }) =>
      deliver(ctx.refreshCookie, await ctx.services.setup.complete(ctx.caller, input), false),
    ),
});

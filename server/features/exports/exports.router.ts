import { CopyTicket, PrepareCopy, PrepareOwnCopy } from '../../../shared/contracts/privacy.ts';
import { guarded, rest, router } from '../../trpc/procedures.ts';

export const exportsRouter = router({
  prepareOwn: guarded('copy.own', rest('POST', '/me/copy'))
    .input(PrepareOwnCopy)
    .output(CopyTicket)
    .mutation(({ ctx, input }) => ctx.services.exports.prepareOwn(ctx.actor, input)),
  prepare: guarded('copy.forRequest', rest('POST', '/privacy-requests/{id}/copy'))
    .input(PrepareCopy)
    .output(CopyTicket)
    .mutation(({ ctx, input }) => ctx.services.exports.prepare(ctx.actor, input)),
});

import { CallTimes, CallTimesInput } from '../../../shared/contracts/call-times.ts';
import { guarded, rest, router } from '../../trpc/procedures.ts';

export const callTimesRouter = router({
  ofClinic: guarded('callTimes.read', rest('GET', '/call-times'))
    .input(CallTimesInput)
    .output(CallTimes)
    .query(({ ctx, input }) => ctx.services.callTimes.ofClinic(ctx.actor, input)),
  own: guarded('callTimes.readOwn', rest('GET', '/me/call-times'))
    .input(CallTimesInput)
    .output(CallTimes)
    .query(({ ctx, input }) => ctx.services.callTimes.own(ctx.actor, input)),
});

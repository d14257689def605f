import { Empty } from '../../../shared/contracts/common.ts';
import { DelayDto, DelaysToday, SayDelay } from '../../../shared/contracts/delays.ts';
import { guarded, rest, router } from '../../trpc/procedures.ts';

export const delaysRouter = router({
  today: guarded('delay.read', rest('GET', '/delays'))
    .input(Empty)
    .output(DelaysToday)
    .query(({ ctx }) => ctx.services.delays.today(ctx.actor)),
  say: guarded('delay.say', rest('PUT', '/doctors/{doctorId}/delay'))
    .input(SayDelay)
    .output(DelayDto)
    .mutation(({ ctx, input }) => ctx.services.delays.say(ctx.actor, input)),
});

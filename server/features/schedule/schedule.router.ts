import { ListSlots, NextOpenings, Openings, SlotList } from '../../../shared/contracts/schedule.ts';
import { guarded, rest, router } from '../../trpc/procedures.ts';

export const scheduleRouter = router({
  slots: guarded('slots.read', rest('GET', '/schedule/slots'))
    .input(ListSlots)
    .output(SlotList)
    .query(({ ctx, input }) => ctx.services.schedule.slots(ctx.actor, input)),
  nextOpenings: guarded('slots.read', rest('GET', '/schedule/next-openings'))
    .input(NextOpenings)
    .output(Openings)
    .query(({ ctx, input }) => ctx.services.schedule.nextOpenings(ctx.actor, input)),
});

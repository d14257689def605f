import { ListSlotsToMoveOwn } from '../../../shared/contracts/appointments.ts';
import { ListSlots, NextOpenings, Openings, SlotList } from '../../../shared/contracts/schedule.ts';
import { guarded, rest, router } from '../../trpc/procedures.ts';
import { checkedWhole } from '../../trpc/whole-check.ts';

export const scheduleRouter = router({
  slots: guarded('slots.read', rest('GET', '/doctors/{doctorId}/availability'))
    .input(ListSlots)
    .output(checkedWhole(SlotList))
    .query(({ ctx, input }) => ctx.services.schedule.slots(ctx.actor, input)),
  slotsToMoveOwn: guarded('appointment.readOwn', rest('GET', '/me/appointments/{id}/availability'))
    .input(ListSlotsToMoveOwn)
    .output(checkedWhole(SlotList))
    .query(({ ctx, input }) => ctx.services.appointments.slotsToMoveOwn(ctx.actor, input)),
  nextOpenings: guarded('slots.read', rest('GET', '/schedule/next-openings'))
    .input(NextOpenings)
    .output(checkedWhole(Openings))
    .query(({ ctx, input }) => ctx.services.schedule.nextOpenings(ctx.actor, input)),
});

import { MarkRoom, RoomMark } from '../../../shared/contracts/rooms.ts';
import { guarded, rest, router } from '../../trpc/procedures.ts';

export const roomsRouter = router({
  markClean: guarded('room.mark', rest('POST', '/rooms/{id}/clean'))
    .input(MarkRoom)
    .output(RoomMark)
    .mutation(({ ctx, input }) => ctx.services.rooms.markClean(ctx.actor, input)),
  markDirty: guarded('room.mark', rest('POST', '/rooms/{id}/to-clean'))
    .input(MarkRoom)
    .output(RoomMark)
    .mutation(({ ctx, input }) => ctx.services.rooms.markDirty(ctx.actor, input)),
});

import { Done, Empty } from '../../../shared/contracts/common.ts';
import { Pinboard, PinDto, PinToBoard, UnpinFromBoard } from '../../../shared/contracts/pins.ts';
import { guarded, guardedList, rest, restCreate, router } from '../../trpc/procedures.ts';

export const pinsRouter = router({
  list: guardedList('pin.read', rest('GET', '/pins'))
    .input(Empty)
    .output(Pinboard)
    .query(({ ctx }) => ctx.services.pins.list(ctx.actor)),
  pin: guarded('pin.write', restCreate('/pins'))
    .input(PinToBoard)
    .output(PinDto)
    .mutation(({ ctx, input }) => ctx.services.pins.pin(ctx.actor, input)),
  unpin: guarded('pin.write', rest('POST', '/pins/{id}/unpin'))
    .input(UnpinFromBoard)
    .output(Done)
    .mutation(({ ctx, input }) => ctx.services.pins.unpin(ctx.actor, input)),
});

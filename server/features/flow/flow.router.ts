import { Empty } from '../../../shared/contracts/common.ts';
import { OwnDay, WaitingRoom } from '../../../shared/contracts/flow.ts';
import { RoomsNow } from '../../../shared/contracts/rooms.ts';
import { guarded, guardedList, rest, router } from '../../trpc/procedures.ts';

export const flowRouter = router({
  waitingRoom: guardedList('board.read', rest('GET', '/waiting-room'))
    .input(Empty)
    .output(WaitingRoom)
    .query(({ ctx }) => ctx.services.flow.waitingRoom(ctx.actor)),
  ownDay: guarded('turn.readOwn', rest('GET', '/me/day'))
    .input(Empty)
    .output(OwnDay)
    .query(({ ctx }) => ctx.services.flow.ownDay({ actor: ctx.actor, caller: ctx.caller })),
  rooms: guardedList('room.read', rest('GET', '/rooms/now'))
    .input(Empty)
    .output(RoomsNow)
    .query(({ ctx }) => ctx.services.flow.rooms(ctx.actor)),
});

import { ArriveAtKiosk, ArrivedAtKiosk } from '../../../shared/contracts/kiosk.ts';
import { openToAll, rest, router } from '../../trpc/procedures.ts';

export const kioskRouter = router({
  arrive: openToAll(rest('POST', '/kiosk/arrive'))
    .input(ArriveAtKiosk)
    .output(ArrivedAtKiosk)
    .mutation(({ ctx, input }) => ctx.services.kiosk.arrive(ctx.caller, input)),
});

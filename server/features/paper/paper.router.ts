import { AppointmentRefInput } from '../../../shared/contracts/appointments.ts';
import { Empty } from '../../../shared/contracts/common.ts';
import { CardCode, KeptSheet } from '../../../shared/contracts/paper.ts';
import { guarded, rest, router } from '../../trpc/procedures.ts';

export const paperRouter = router({
  keptSheet: guarded('appointment.count', rest('GET', '/paper/kept-sheet'))
    .input(Empty)
    .output(KeptSheet)
    .query(({ ctx }) => ctx.services.paper.keptSheet(ctx.actor)),
  cardCode: guarded('appointment.read', rest('GET', '/appointments/{id}/card-code'))
    .input(AppointmentRefInput)
    .output(CardCode)
    .query(({ ctx, input }) => ctx.services.paper.cardCode(ctx.actor, input.id)),
});

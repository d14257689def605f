import {
  AbsenceDone,
  AbsencePlan,
  CarryOutAbsence,
  PlanAbsence,
} from '../../../shared/contracts/absences.ts';
import { guarded, guardedList, rest, restCreate, router } from '../../trpc/procedures.ts';

export const absencesRouter = router({
  preview: guardedList('absence.manage', rest('POST', '/absences/preview'))
    .input(PlanAbsence)
    .output(AbsencePlan)
    .query(({ ctx, input }) => ctx.services.absences.preview(ctx.actor, input)),
  carryOut: guarded('absence.manage', restCreate('/absences'))
    .input(CarryOutAbsence)
    .output(AbsenceDone)
    .mutation(({ ctx, input }) => ctx.services.absences.carryOut(ctx.actor, input)),
});

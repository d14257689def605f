import type { CarryOutAbsence, PlanAbsence } from '../../../shared/contracts/absences.ts';
import type { Actor } from '../../trpc/context.ts';
import type { AbsenceDeps } from './absences.deps.ts';
import { carryOutAbsence } from './carry-out-absence.ts';
import { previewAbsence } from './preview-absence.ts';

export type AbsencesService = ReturnType<typeof createAbsences>;

/** A doctor is away: the time off, and where the visits go that it hits. */
export function createAbsences(deps: AbsenceDeps) {
  return {
    preview: (actor: Actor, input: PlanAbsence) => previewAbsence(deps, actor, input),
    carryOut: (actor: Actor, input: CarryOutAbsence) => carryOutAbsence(deps, actor, input),
  };
}

import type { ChangePreview } from '../../../shared/contracts/clinic-calendar.ts';
import type {
  AcceptHours,
  DeclineHours,
  HoursProposalDto,
  HoursReview,
  OpenHoursProposals,
  OwnHoursDto,
  PreviewOwnHours,
  ProposeHours,
  ReviewHours,
  WithdrawHours,
} from '../../../shared/contracts/hours.ts';
import type { Db } from '../../db/transact.ts';
import { addMinutes } from '../../../shared/time/instant.ts';
import { authorize, mayByItself } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import { hoursIn } from '../clinic/read-calendar.ts';
import { accept, decline, listProposals, review } from './decide-hours.ts';
import type { HoursDeps } from './hours.deps.ts';
import { momentOf, ownDoctorFor } from './hours.deps.ts';
import { presentProposal } from './hours.presenter.ts';
import * as repo from './hours.repo.ts';
import { previewOwn, propose, withdraw } from './propose-hours.ts';

/** As long as anybody asks what became of it. */
const ANSWERED_KEPT_MIN = 365 * 24 * 60;

export type HoursService = ReturnType<typeof createHours>;

/** The weekly hours doctors propose for themselves, and what the administration answers. */
export function createHours(deps: HoursDeps & { readonly db: Db }) {
  return {
    own: (actor: Actor): Promise<OwnHoursDto> => own(deps, actor),
    previewOwn: (actor: Actor, input: PreviewOwnHours): Promise<ChangePreview> =>
      previewOwn(deps, actor, input),
    propose: (actor: Actor, input: ProposeHours): Promise<HoursProposalDto> => propose(deps, actor, input),
    withdraw: (actor: Actor, input: WithdrawHours): Promise<HoursProposalDto> => withdraw(deps, actor, input),
    listProposals: (actor: Actor): Promise<OpenHoursProposals> => listProposals(deps, actor),
    review: (actor: Actor, input: ReviewHours): Promise<HoursReview> => review(deps, actor, input),
    accept: (actor: Actor, input: AcceptHours): Promise<HoursProposalDto> => accept(deps, actor, input),
    decline: (actor: Actor, input: DeclineHours): Promise<HoursProposalDto> => decline(deps, actor, input),
    forgetOld: (): Promise<void> => {
      const before = addMinutes(deps.clock.now(), -ANSWERED_KEPT_MIN);
      return deps.db.transact(({ q }) => repo.deleteBefore(q, before));
    },
  };
}

async function own(deps: HoursDeps, actor: Actor): Promise<OwnHoursDto> {
  authorize(actor, 'hours.readOwn', { doctorId: actor.doctorId });
  return await deps.db.read(async (q) => {
    const moment = await momentOf(deps, q);
    const doctor = ownDoctorFor(actor, moment);
    const latest = await repo.findLatestOf(q, doctor.id);
    return {
      ...hoursIn(moment.snapshot, doctor.id),
      latest: latest === undefined ? null : presentProposal(latest, moment, actor),
      can: { propose: doctor.isActive && mayByItself(actor, 'hours.propose', { doctorId: doctor.id }) },
    };
  });
}

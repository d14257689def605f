import type {
  AcceptHours,
  DeclineHours,
  HoursProposalDto,
  HoursReview,
  OpenHoursProposals,
  ReviewHours,
} from '../../../shared/contracts/hours.ts';
import { comingPart, type WeekPeriod, withWeek } from '../../../shared/domain/weekly-hours.ts';
import { AppError } from '../../../shared/errors.ts';
import type { HoursProposalId } from '../../../shared/ids.ts';
import type { Query } from '../../db/transact.ts';
import { authorize } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import { hoursIn } from '../clinic/read-calendar.ts';
import { endProposal, getProposal, type HoursDeps, momentOf } from './hours.deps.ts';
import { isMootNow, type Moment, periodOf, presentProposal, weekOf } from './hours.presenter.ts';
import * as repo from './hours.repo.ts';

export async function listProposals(deps: HoursDeps, actor: Actor): Promise<OpenHoursProposals> {
  authorize(actor, 'hours.readProposals');
  return await deps.db.read(async (q) => {
    const moment = await momentOf(deps, q);
    const open = (await repo.listOpen(q)).filter((row) => !isMootNow(row, moment));
    return {
      items: open.map((row) => ({
        ...presentProposal(row, moment, actor),
        doctorName: moment.snapshot.doctors.get(row.doctorId)?.name ?? '',
      })),
    };
  });
}

/** Beside the hours as they are now, whichever it was drawn on: only its own days change. */
export async function review(
  deps: HoursDeps,
  actor: Actor,
  { id, cursor, limit }: ReviewHours,
): Promise<HoursReview> {
  authorize(actor, 'hours.readProposals');
  const looked = await deps.db.read(async (q) => {
    const moment = await momentOf(deps, q);
    const { row, period } = await getOpen(q, id, moment);
    const present = hoursIn(moment.snapshot, row.doctorId);
    return { proposal: presentProposal(row, moment, actor), row, period, present };
  });
  const { proposal, row, period, present } = looked;
  const hours = withWeek(present.weeklyHours, weekOf(row), period);
  const change = { doctorId: row.doctorId, hours };
  const touched = await deps.clinic.lookAhead({ planned: { kind: 'weeklyHours', change }, cursor, limit });
  const isDrawnOnOthers = row.drawnOn !== present.hoursMark;
  return { proposal, present, isDrawnOnOthers, from: period.from, touched };
}

/** Written as the administrator's own change is, with the answer in the same transaction. */
export async function accept(deps: HoursDeps, actor: Actor, input: AcceptHours): Promise<HoursProposalDto> {
  authorize(actor, 'hours.decide');
  const { id, expectedVersion, seenHours, touched } = input;
  const { doctorId } = await deps.db.read((q) => getProposal(q, id));
  await deps.clinic.changeHours({ actor, doctorId, touched }, async (tx, present, at) => {
    const moment = await momentOf(deps, tx.q);
    const { row, period } = await getOpen(tx.q, id, moment);
    // After that: the hours are others because a colleague has accepted it, too.
    const { hoursMark } = hoursIn(moment.snapshot, doctorId);
    if (row.version !== expectedVersion || seenHours !== hoursMark) throw new AppError('stale_version');
    await endProposal(tx, row, { actor, at, status: 'accepted' });
    return withWeek(present, weekOf(row), period);
  });
  return await presentNow(deps, actor, id);
}

export async function decline(
  deps: HoursDeps,
  actor: Actor,
  { id, expectedVersion, reason }: DeclineHours,
): Promise<HoursProposalDto> {
  authorize(actor, 'hours.decide');
  const at = deps.clock.now();
  await deps.db.transact(async (tx) => {
    const { row } = await getOpen(tx.q, id, await momentOf(deps, tx.q));
    if (row.version !== expectedVersion) throw new AppError('stale_version');
    await endProposal(tx, row, { actor, at, status: 'declined', reason });
  });
  return await presentNow(deps, actor, id);
}

function presentNow(deps: HoursDeps, actor: Actor, id: HoursProposalId): Promise<HoursProposalDto> {
  return deps.db.read(async (q) => presentProposal(await getProposal(q, id), await momentOf(deps, q), actor));
}

type Open = { readonly row: repo.ProposalRow; readonly period: WeekPeriod };

/** To decide on; one that is moot is not there any more, and an answered one says what it was answered. */
async function getOpen(q: Query, id: HoursProposalId, moment: Moment): Promise<Open> {
  const row = await getProposal(q, id);
  if (row.status !== 'open') throw new AppError('already_decided', { status: row.status });
  const period = comingPart(periodOf(row), moment.today);
  if (period === undefined || isMootNow(row, moment)) throw new AppError('not_found');
  return { row, period };
}

import type { ChangePreview } from '../../../shared/contracts/clinic-calendar.ts';
import type {
  HoursProposalDto,
  PreviewOwnHours,
  ProposeHours,
  WithdrawHours,
} from '../../../shared/contracts/hours.ts';
import { hasOverlap, withWeek } from '../../../shared/domain/weekly-hours.ts';
import { AppError, invalidField } from '../../../shared/errors.ts';
import type { HoursProposalId } from '../../../shared/ids.ts';
import { toCivilDate } from '../../../shared/time/civil-date.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { once } from '../../db/idempotency.ts';
import type { Transaction } from '../../db/transact.ts';
import { authorize } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import { hoursIn } from '../clinic/read-calendar.ts';
import { endProposal, getProposal, type HoursDeps, momentOf, ownDoctorFor, tell } from './hours.deps.ts';
import { type Moment, presentProposal } from './hours.presenter.ts';
import * as repo from './hours.repo.ts';

/** Which of the own coming visits it would leave outside the hours: hours of one doctor touch no other's. */
export async function previewOwn(
  deps: HoursDeps,
  actor: Actor,
  { cursor, limit, ...proposed }: PreviewOwnHours,
): Promise<ChangePreview> {
  const { doctorId } = actor;
  authorize(actor, 'hours.propose', { doctorId });
  const change = await deps.db.read(async (q) => {
    const moment = await momentOf(deps, q);
    const doctor = requireProposable(ownDoctorFor(actor, moment), proposed, moment);
    const { weeklyHours } = hoursIn(moment.snapshot, doctor.id);
    return { doctorId: doctor.id, hours: withWeek(weeklyHours, proposed.week, periodOf(proposed)) };
  });
  return await deps.clinic.lookAhead({ planned: { kind: 'weeklyHours', change }, cursor, limit });
}

/** It takes the place of one that waits still. */
export async function propose(deps: HoursDeps, actor: Actor, input: ProposeHours): Promise<HoursProposalDto> {
  const { doctorId, userId } = actor;
  authorize(actor, 'hours.propose', { doctorId });
  const at = deps.clock.now();
  const call = { actorId: userId, requestId: input.requestId, operation: 'hours.propose', input, at };
  return await deps.db.transact(async (tx) => {
    const moment = await momentOf(deps, tx.q);
    const doctor = ownDoctorFor(actor, moment);
    // The note is kept with the proposal alone: what is remembered for a second call is the id.
    const id = await once(tx.q, call, async () => {
      requireProposable(doctor, input, moment);
      const { hoursMark } = hoursIn(moment.snapshot, doctor.id);
      if (input.seenHours !== hoursMark) throw new AppError('stale_version');
      const open = await repo.findOpenOf(tx.q, doctor.id);
      if (open !== undefined) await endProposal(tx, open, { actor, at, status: 'replaced' });
      return await insert(deps, tx, { actor, at, doctorId: doctor.id, input });
    });
    return presentProposal(await getProposal(tx.q, id), moment, actor);
  });
}

type Made = {
  readonly actor: Actor;
  readonly at: Instant;
  readonly doctorId: repo.ProposalRow['doctorId'];
  readonly input: ProposeHours;
};

async function insert(
  deps: HoursDeps,
  tx: Transaction,
  { actor, at, doctorId, input }: Made,
): Promise<HoursProposalId> {
  const { week, validFrom, validTo, note, seenHours } = input;
  const row = {
    id: deps.ids.next<HoursProposalId>(),
    doctorId,
    proposedBy: actor.userId,
    week: JSON.stringify(week),
    validFrom: toCivilDate(validFrom),
    validTo: validTo === null ? null : toCivilDate(validTo),
    drawnOn: seenHours,
    note,
    status: 'open',
    version: 1,
    createdAt: at,
  } as const;
  await repo.insertProposal(tx.q, row);
  await tell(tx, row, { actor, at, subtype: 'hours.propose' });
  return row.id;
}

export async function withdraw(
  deps: HoursDeps,
  actor: Actor,
  { id, expectedVersion }: WithdrawHours,
): Promise<HoursProposalDto> {
  authorize(actor, 'hours.propose', { doctorId: actor.doctorId });
  const at = deps.clock.now();
  return await deps.db.transact(async (tx) => {
    const moment = await momentOf(deps, tx.q);
    const row = await getProposal(tx.q, id);
    authorize(actor, 'hours.propose', { doctorId: row.doctorId });
    if (row.status === 'open' && row.version !== expectedVersion) throw new AppError('stale_version');
    await endProposal(tx, row, { actor, at, status: 'withdrawn' });
    return presentProposal(await getProposal(tx.q, id), moment, actor);
  });
}

type Proposed = Pick<ProposeHours, 'week' | 'validFrom' | 'validTo'>;

/** What could not be accepted is not proposed either. */
function requireProposable<T extends { readonly isActive: boolean }>(
  doctor: T,
  proposed: Proposed,
  { today }: Moment,
): T {
  if (!doctor.isActive) throw new AppError('doctor_inactive');
  if (proposed.validFrom < today) throw invalidField('validFrom', 'lies in the past');
  const { validFrom, validTo } = proposed;
  const rows = proposed.week.map((row) => ({ ...row, validFrom, validTo }));
  if (hasOverlap(rows)) throw invalidField('week', 'two openings of one weekday overlap');
  return doctor;
}

function periodOf({ validFrom, validTo }: Proposed) {
  return { from: validFrom, until: validTo };
}

import type {
  DeclineProposal,
  ProposeTimes,
  RequestDto,
  TakeProposal,
} from '../../../shared/contracts/requests.ts';
import { AppError, invalidField } from '../../../shared/errors.ts';
import { addMinutes, type Instant, toInstant } from '../../../shared/time/instant.ts';
import { once } from '../../db/idempotency.ts';
import type { NewRow } from '../../db/schema.ts';
import type { Query, Transaction } from '../../db/transact.ts';
import type { Actor } from '../../trpc/context.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import {
  announce,
  loadRequest,
  presentFresh,
  type RequestDeps,
  requirePending,
  writeDecision,
} from './request-steps.ts';
import { presentRequest, startsOf } from './requests.presenter.ts';
import * as repo from './requests.repo.ts';

/** Two days to answer, and never longer than the last of the times lies ahead. */
const ON_OFFER_MIN = 2 * 24 * 60;
const NO_PROPOSAL = { proposedTypeId: null, proposedStarts: null, proposalEndsAt: null } as const;

/** Other times than the wish. Each is free now; none is held, and who takes one is checked in full again. */
export async function proposeTimes(
  deps: RequestDeps,
  actor: Actor,
  input: ProposeTimes,
): Promise<RequestDto> {
  const now = deps.clock.now();
  const starts = [...new Set(input.startsAt.map(toInstant))].sort();
  if (starts.length < input.startsAt.length) throw invalidField('startsAt', 'names a time twice');
  return await deps.db.transact(async (tx) => {
    const snapshot = await deps.clinic.current(tx.q);
    const row = await loadRequest(tx.q, { actor, now }, { id: input.id, action: 'request.decide' });
    requirePending(row);
    const { doctorId } = row;
    const { appointmentTypeId } = input;
    for (const startsAt of starts) {
      await deps.appointments.requireFree(tx.q, {
        actor,
        now,
        wanted: { doctorId, appointmentTypeId, startsAt },
      });
    }
    const changes = {
      proposedTypeId: appointmentTypeId,
      proposedStarts: JSON.stringify(starts),
      proposalEndsAt: earlier(addMinutes(now, ON_OFFER_MIN), starts.at(-1) ?? now),
      proposalAnswer: null,
    };
    return await writeProposal(tx, actor, {
      row,
      changes,
      input,
      subtype: 'request.proposed',
      at: now,
      snapshot,
    });
  });
}

/** The appointment and the answer in one transaction: both, or neither. */
export async function takeProposal(
  deps: RequestDeps,
  actor: Actor,
  input: TakeProposal,
): Promise<RequestDto> {
  const now = deps.clock.now();
  const load = (q: Query) => loadRequest(q, { actor, now }, { id: input.id, action: 'request.answer' });
  const { doctorId, patientId, urgency, reason, proposedTypeId } = await deps.db.read(load);
  if (proposedTypeId === null) throw new AppError('proposal_over');
  const startsAt = toInstant(input.startsAt);
  const wanted = { doctorId, appointmentTypeId: proposedTypeId, startsAt, isProposed: true };
  const { requestId } = input;
  const call = { actorId: actor.userId, requestId, operation: 'request.takeProposal', input, at: now };
  return await deps.appointments.explainRefusal({ actor, wanted }, () =>
    deps.db.transact((tx) =>
      once(tx.q, call, async () => {
        const row = await load(tx.q);
        requirePending(row);
        requireOnOffer(row, startsAt, now);
        const visit = { ...wanted, patientId, urgency, reason, source: 'request' as const };
        const made = await deps.appointments.makeVisit(tx, { actor, visit, now });
        const changes = { status: 'accepted' as const, appointmentId: made.row.id };
        const { snapshot } = made;
        return await writeDecision(tx, actor, { row, changes, input, at: now, snapshot });
      }),
    ),
  );
}

/** None of them fits: the request waits for another answer, with the patient's words beside it. */
export async function declineProposal(
  deps: RequestDeps,
  actor: Actor,
  input: DeclineProposal,
): Promise<RequestDto> {
  const now = deps.clock.now();
  return await deps.db.transact(async (tx) => {
    const snapshot = await deps.clinic.current(tx.q);
    const row = await loadRequest(tx.q, { actor, now }, { id: input.id, action: 'request.answer' });
    requirePending(row);
    if (row.proposedStarts === null) throw new AppError('proposal_over');
    const changes = { ...NO_PROPOSAL, proposalAnswer: input.reason };
    const subtype = 'request.proposalDeclined';
    return await writeProposal(tx, actor, { row, changes, input, subtype, at: now, snapshot });
  });
}

/** Nobody answered in time: the desk sees the request as open again. */
export async function endProposals(deps: RequestDeps): Promise<void> {
  const at = deps.clock.now();
  await deps.db.transact(async (tx) => {
    for (const row of await repo.listEndedProposals(tx.q, at)) {
      const key = { id: row.id, expectedVersion: row.version };
      await repo.decideRequest(tx.q, key, { ...NO_PROPOSAL, updatedAt: at });
      const open = { ...row, version: row.version + 1 };
      await announce(tx, null, { row: open, subtype: 'request.proposalEnded', action: 'U', at });
    }
  });
}

function requireOnOffer(row: repo.RequestRow, startsAt: Instant, now: Instant): void {
  const { proposedStarts, proposalEndsAt } = row;
  const isOver = proposedStarts === null || proposalEndsAt === null || proposalEndsAt <= now;
  if (isOver) throw new AppError('proposal_over');
  if (!startsOf(proposedStarts).includes(startsAt))
    throw invalidField('startsAt', 'has to be one of the times proposed');
}

async function writeProposal(
  tx: Transaction,
  actor: Actor,
  made: {
    row: repo.RequestRow;
    changes: Partial<NewRow<'appointmentRequest'>>;
    input: { expectedVersion: number };
    subtype: string;
    at: Instant;
    snapshot: ClinicSnapshot;
  },
): Promise<RequestDto> {
  const { row, changes, subtype, at, snapshot } = made;
  const key = { id: row.id, expectedVersion: made.input.expectedVersion };
  if (!(await repo.decideRequest(tx.q, key, { ...changes, updatedAt: at })))
    throw new AppError('stale_version', { current: presentRequest(row, actor, snapshot) });
  await announce(tx, actor, { row: { ...row, version: row.version + 1 }, subtype, action: 'U', at });
  return await presentFresh(tx.q, actor, { id: row.id, snapshot });
}

function earlier(a: Instant, b: Instant): Instant {
  return a < b ? a : b;
}

import type {
  AcceptRequest,
  AcceptedRequest,
  CancelRequest,
  CreateRequest,
  CreateRequestFor,
  DeclineProposal,
  ListOwnRequests,
  ListRequests,
  ProposeTimes,
  RejectRequest,
  RequestDto,
  RequestPage,
  TakeProposal,
} from '../../../shared/contracts/requests.ts';
import type { PolicyAction } from '../../../shared/domain/policy.ts';
import type { RequestStatus } from '../../../shared/domain/request-status.ts';
import { URGENCY_RANK } from '../../../shared/domain/urgency.ts';
import { AppError, invalidField, unknownIn } from '../../../shared/errors.ts';
import type { PatientId, RequestId } from '../../../shared/ids.ts';
import { addDays, type CivilDate } from '../../../shared/time/civil-date.ts';
import { civilDateOf } from '../../../shared/time/clinic-zone.ts';
import { type Instant, toInstant } from '../../../shared/time/instant.ts';
import { once } from '../../db/idempotency.ts';
import type { NewRow } from '../../db/schema.ts';
import type { Query, Transaction } from '../../db/transact.ts';
import { decodeCursor, toPage } from '../../lib/cursor.ts';
import { ownChartFor, requireGrant } from '../../policy/decide.ts';
import { scopeFor } from '../../policy/scope.ts';
import type { Actor } from '../../trpc/context.ts';
import { presentVisit } from '../appointments/appointments.presenter.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import { declineProposal, endProposals, proposeTimes, takeProposal } from './proposals.ts';
import {
  announce,
  loadRequest,
  presentFresh,
  type RequestDeps,
  requirePending,
  writeDecision,
} from './request-steps.ts';
import { presentRequest } from './requests.presenter.ts';
import * as repo from './requests.repo.ts';

export type RequestsService = ReturnType<typeof createRequests>;

/** What patients ask for, and what the desk or the doctor answers. A pending request blocks nothing. */
export function createRequests(deps: RequestDeps) {
  return {
    create(actor: Actor, input: CreateRequest): Promise<RequestDto> {
      const action = 'request.create';
      return createRequest(deps, actor, {
        input: { ...input, patientId: ownChartFor(actor, action) },
        action,
      });
    },
    createFor(actor: Actor, input: CreateRequestFor): Promise<RequestDto> {
      return createRequest(deps, actor, { input, action: 'request.createFor' });
    },
    accept: (actor: Actor, input: AcceptRequest) => acceptRequest(deps, actor, input),
    /** Two charts turned out to be one person's: all requests of the one become the other's. */
    moveToChart: (tx: Transaction, charts: { from: PatientId; to: PatientId }): Promise<void> =>
      moveToChart(deps, tx, charts),
    reject: (actor: Actor, input: RejectRequest) =>
      decide(deps, actor, { ...input, action: 'request.decide', status: 'rejected' }),
    cancel: (actor: Actor, input: CancelRequest) =>
      decide(deps, actor, { ...input, action: 'request.cancel', status: 'cancelled', reason: null }),
    propose: (actor: Actor, input: ProposeTimes) => proposeTimes(deps, actor, input),
    takeProposal: (actor: Actor, input: TakeProposal) => takeProposal(deps, actor, input),
    declineProposal: (actor: Actor, input: DeclineProposal) => declineProposal(deps, actor, input),
    get: (actor: Actor, id: RequestId): Promise<RequestDto> =>
      deps.db.read(async (q) => {
        const row = await loadRequest(q, { actor, now: deps.clock.now() }, { id, action: 'request.open' });
        return presentRequest(row, actor, await deps.clinic.current(q));
      }),
    list: (actor: Actor, input: ListRequests) => listInbox(deps, actor, input),
    listOwn: (actor: Actor, input: ListOwnRequests) => listOwn(deps, actor, input),
    /** What time brings about: proposals nobody answered, requests whose day has gone by. */
    expireOverdue: async (): Promise<number> => {
      await endProposals(deps);
      return expireOverdue(deps);
    },
  };
}

async function createRequest(
  deps: RequestDeps,
  actor: Actor,
  asked: { readonly input: CreateRequestFor; readonly action: PolicyAction },
): Promise<RequestDto> {
  const { input, action } = asked;
  const at = deps.clock.now();
  const call = { actorId: actor.userId, requestId: input.requestId, operation: 'request.create', input, at };
  return await deps.db.transact(async (tx) => {
    await requireGrant(tx.q, { actor, now: at }, { action, subject: input });
    return await once(tx.q, call, async () => {
      const snapshot = await deps.clinic.current(tx.q);
      requireSensible(input, snapshot, at);
      if (!(await repo.patientExists(tx.q, input.patientId))) throw unknownIn('patientId');
      const row = newRequest(deps.ids.next<RequestId>(), input, at);
      await repo.insertRequest(tx.q, row);
      await announce(tx, actor, { row, subtype: 'request.create', action: 'C', at });
      return await presentFresh(tx.q, actor, { id: row.id, snapshot });
    });
  });
}

/** A day that can still come, inside the horizon, with a doctor who works here. */
function requireSensible(input: CreateRequestFor, snapshot: ClinicSnapshot, at: Instant): void {
  const doctor = snapshot.doctors.get(input.doctorId);
  if (doctor === undefined) throw unknownIn('doctorId');
  if (!doctor.isActive) throw new AppError('doctor_inactive');
  const today = civilDateOf(at, snapshot.settings.timeZone);
  if (input.date < today) throw invalidField('date', 'has passed; choose today or later');
  if (input.date > addDays(today, snapshot.settings.horizonDays)) throw new AppError('beyond_horizon');
}

function newRequest(id: RequestId, input: CreateRequestFor, at: Instant): NewRow<'appointmentRequest'> {
  return {
    id,
    patientId: input.patientId,
    doctorId: input.doctorId,
    date: input.date as CivilDate,
    dayPart: input.dayPart,
    urgency: input.urgency,
    urgencyRank: URGENCY_RANK[input.urgency],
    reason: input.reason,
    status: 'pending',
    decidedAt: null,
    decidedBy: null,
    decisionReason: null,
    appointmentId: null,
    proposedTypeId: null,
    proposedStarts: null,
    proposalEndsAt: null,
    proposalAnswer: null,
    version: 1,
    createdAt: at,
    updatedAt: at,
  };
}

/** The appointment and the answer in one transaction: both, or neither. */
async function acceptRequest(
  deps: RequestDeps,
  actor: Actor,
  input: AcceptRequest,
): Promise<AcceptedRequest> {
  const now = deps.clock.now();
  const load = (q: Query) => loadRequest(q, { actor, now }, { id: input.id, action: 'request.decide' });
  const before = await deps.db.read(load);
  const { appointmentTypeId, roomId, overrideReason, requestId } = input;
  const { doctorId, patientId, urgency, reason } = before;
  const wanted = { doctorId, appointmentTypeId, roomId, overrideReason, startsAt: toInstant(input.startsAt) };
  const call = { actorId: actor.userId, requestId, operation: 'request.accept', input, at: now };
  return await deps.appointments.explainRefusal({ actor, wanted }, () =>
    deps.db.transact((tx) =>
      once(tx.q, call, async () => {
        const row = await load(tx.q);
        requirePending(row);
        const visit = { ...wanted, patientId, urgency, reason, source: 'request' as const };
        const made = await deps.appointments.makeVisit(tx, { actor, visit, now });
        const changes = { status: 'accepted' as const, appointmentId: made.row.id };
        const request = await writeDecision(tx, actor, {
          row,
          changes,
          input,
          at: now,
          snapshot: made.snapshot,
        });
        return { request, appointment: presentVisit(made.row, actor, made.snapshot) };
      }),
    ),
  );
}

type Decision = {
  readonly id: RequestId;
  readonly expectedVersion: number;
  readonly action: PolicyAction;
  readonly status: Extract<RequestStatus, 'rejected' | 'cancelled'>;
  readonly reason: string | null;
};

async function decide(deps: RequestDeps, actor: Actor, decision: Decision): Promise<RequestDto> {
  const at = deps.clock.now();
  return await deps.db.transact(async (tx) => {
    const snapshot = await deps.clinic.current(tx.q);
    const row = await loadRequest(tx.q, { actor, now: at }, decision);
    requirePending(row);
    const changes = { status: decision.status, decisionReason: decision.reason };
    return await writeDecision(tx, actor, { row, changes, input: decision, at, snapshot });
  });
}

/** Pending requests of days gone by are over; run at the start of a day. */
async function expireOverdue(deps: RequestDeps): Promise<number> {
  const at = deps.clock.now();
  return await deps.db.transact(async (tx) => {
    const { timeZone } = (await deps.clinic.current(tx.q)).settings;
    const overdue = await repo.listOverdue(tx.q, civilDateOf(at, timeZone));
    for (const row of overdue) {
      const key = { id: row.id, expectedVersion: row.version };
      await repo.decideRequest(tx.q, key, { status: 'expired', decidedAt: at, updatedAt: at });
      const decided = { ...row, version: row.version + 1 };
      await announce(tx, null, { row: decided, subtype: 'request.expired', action: 'U', at });
    }
    return overdue.length;
  });
}

function listInbox(deps: RequestDeps, actor: Actor, input: ListRequests): Promise<RequestPage> {
  const scope = scopeFor({ actor, now: deps.clock.now() }, 'request.read');
  const { status, doctorId, cursor, limit } = input;
  const [rank, createdAt, id] = cursor === undefined ? [] : decodeCursor(cursor, 3);
  const after =
    createdAt === undefined || id === undefined ? undefined : { rank: Number(rank), createdAt, id };
  return deps.db.read(async (q) => {
    const snapshot = await deps.clinic.current(q);
    const rows = await repo.listInbox(q, { scope, status, doctorId, after, limit: limit + 1 });
    return toPage(rows, limit, {
      item: (row) => presentRequest(row, actor, snapshot),
      keys: (row) => [row.urgencyRank, row.createdAt, row.id],
    });
  });
}

function listOwn(deps: RequestDeps, actor: Actor, input: ListOwnRequests): Promise<RequestPage> {
  const scope = scopeFor({ actor, now: deps.clock.now() }, 'request.readOwn');
  const [createdAt, id] = input.cursor === undefined ? [] : decodeCursor(input.cursor, 2);
  const after = createdAt === undefined || id === undefined ? undefined : { createdAt, id };
  return deps.db.read(async (q) => {
    const snapshot = await deps.clinic.current(q);
    const rows = await repo.listOwnRequests(q, { scope, after, limit: input.limit + 1 });
    return toPage(rows, input.limit, {
      item: (row) => presentRequest(row, actor, snapshot),
      keys: (row) => [row.createdAt, row.id],
    });
  });
}

async function moveToChart(
  deps: RequestDeps,
  { q, emit }: Transaction,
  { from, to }: { from: PatientId; to: PatientId },
): Promise<void> {
  const updatedAt = deps.clock.now();
  for (const { id, version: before, doctorId } of await repo.listAllOfPatient(q, from)) {
    const version = before + 1;
    await repo.setPatient(q, id, { patientId: to, version, updatedAt });
    emit({ type: 'request.changed', id, version, doctorId, patientId: to });
  }
}

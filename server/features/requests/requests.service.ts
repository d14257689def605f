import type {
  AcceptRequest,
  AcceptedRequest,
  CancelRequest,
  CreateRequest,
  CreateRequestFor,
  ListOwnRequests,
  ListRequests,
  RejectRequest,
  ReopenRequest,
  RequestDto,
  RequestPage,
} from '../../../shared/contracts/requests.ts';
import type { PolicyAction } from '../../../shared/domain/policy.ts';
import { canDecide, type RequestStatus } from '../../../shared/domain/request-status.ts';
import { UNDO_MIN } from '../../../shared/domain/undo.ts';
import { URGENCY_RANK } from '../../../shared/domain/urgency.ts';
import { AppError, unknownIn } from '../../../shared/errors.ts';
import type { AppointmentId, PatientId, RequestId } from '../../../shared/ids.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import { civilDateOf } from '../../../shared/time/clinic-zone.ts';
import { addMinutes, type Instant, toInstant } from '../../../shared/time/instant.ts';
import { once } from '../../db/idempotency.ts';
import { isKnownPatient } from '../../db/known-patient.ts';
import type { NewRow } from '../../db/schema.ts';
import type { Db, Query, Transaction } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import { decodeCursor, toPage } from '../../lib/cursor.ts';
import type { Ids } from '../../lib/ids.ts';
import { ownChartFor, requireGrant } from '../../policy/decide.ts';
import { scopeFor } from '../../policy/scope.ts';
import type { Asker } from '../../policy/ties.ts';
import type { Actor } from '../../trpc/context.ts';
import type { AppointmentsService } from '../appointments/appointments.service.ts';
import { presentVisit } from '../appointments/appointments.presenter.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { ClinicService } from '../clinic/clinic.service.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import { presentRequest } from './requests.presenter.ts';
import * as repo from './requests.repo.ts';
import { doctorOf, requireAsked, requireSensible } from './whom-asked.ts';

type Deps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly clinic: ClinicService;
  readonly appointments: AppointmentsService;
};
/** Of one patient waiting for an answer: nobody fills the inbox alone. */
const MOST_OPEN = 50;

export type RequestsService = ReturnType<typeof createRequests>;

/** What patients ask for, and what the desk or the doctor answers. A pending request blocks nothing. */
export function createRequests(deps: Deps) {
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
    /** The visit it was accepted into is taken back: it waits for an answer again. */
    reopenFor,
    reject: (actor: Actor, input: RejectRequest) =>
      decide(deps, actor, { ...input, action: 'request.decide', status: 'rejected' }),
    reopen: (actor: Actor, input: ReopenRequest): Promise<RequestDto> => reopenDeclined(deps, actor, input),
    cancel: (actor: Actor, input: CancelRequest) =>
      decide(deps, actor, { ...input, action: 'request.cancel', status: 'cancelled', reason: null }),
    get: (actor: Actor, id: RequestId): Promise<RequestDto> =>
      deps.db.transact(async ({ q }) => {
        const now = deps.clock.now();
        const row = await loadRequest(q, { actor, now }, { id, action: 'request.open' });
        const { patientId, version } = row;
        const what = { patientId, objectType: 'appointment_request', objectId: id, objectVersion: version };
        await recordAudit(q, { who: actor, at: now }, { action: 'R', subtype: 'request.get', ...what });
        return presentRequest(row, actor, await deps.clinic.current(q));
      }),
    list: (actor: Actor, input: ListRequests) => listInbox(deps, actor, input),
    listOwn: (actor: Actor, input: ListOwnRequests) => listOwn(deps, actor, input),
    expireOverdue: () => expireOverdue(deps),
  };
}

async function createRequest(
  deps: Deps,
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
      if (!(await isKnownPatient(tx.q, input.patientId))) throw unknownIn('patientId');
      // The desk knows what it writes down for somebody.
      const isTooMany = (await repo.countPending(tx.q, input.patientId)) >= MOST_OPEN;
      if (action === 'request.create' && isTooMany) throw new AppError('too_many_requests_open');
      const row = newRequest(deps.ids.next<RequestId>(), input, at);
      await repo.insertRequest(tx.q, row);
      await announce(tx, actor, { row, subtype: 'request.create', action: 'C', at });
      return await presentFresh(tx.q, actor, { id: row.id, snapshot });
    });
  });
}

function newRequest(id: RequestId, input: CreateRequestFor, at: Instant): NewRow<'appointmentRequest'> {
  return {
    id,
    patientId: input.patientId,
    doctorId: input.doctorId,
    specializationId: input.specializationId,
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
    version: 1,
    createdAt: at,
    updatedAt: at,
  };
}

/** The appointment and the answer in one transaction: both, or neither. */
async function acceptRequest(deps: Deps, actor: Actor, input: AcceptRequest): Promise<AcceptedRequest> {
  const now = deps.clock.now();
  const load = (q: Query) => loadRequest(q, { actor, now }, { id: input.id, action: 'request.decide' });
  const before = await deps.db.read(load);
  const { appointmentTypeId, roomId, overrideReason, requestId } = input;
  const { patientId, urgency, reason } = before;
  const doctorId = doctorOf(before, input);
  const wanted = { doctorId, appointmentTypeId, roomId, overrideReason, startsAt: toInstant(input.startsAt) };
  const call = { actorId: actor.userId, requestId, operation: 'request.accept', input, at: now };
  return await deps.appointments.explainRefusal({ actor, wanted }, () =>
    deps.db.transact((tx) =>
      once(tx.q, call, async () => {
        const row = await load(tx.q);
        requirePending(row);
        requireAsked(row, input, await deps.clinic.current(tx.q));
        const visit = { ...wanted, patientId, urgency, reason, source: 'request' as const };
        const made = await deps.appointments.makeVisit(tx, { actor, visit, now });
        const parts = [{ id: made.row.id, from: 0, version: made.row.version, before: null }];
        await deps.appointments.recordUndo(tx.q, { actor, at: now, kind: 'book', parts });
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

/** Their own no, within the time in which any act can be taken back, and as long as its day can still come. */
async function reopenDeclined(deps: Deps, actor: Actor, input: ReopenRequest): Promise<RequestDto> {
  const { id, expectedVersion } = input;
  const at = deps.clock.now();
  return await deps.db.transact(async (tx) => {
    const snapshot = await deps.clinic.current(tx.q);
    const row = await loadRequest(tx.q, { actor, now: at }, { id, action: 'request.decide' });
    if (row.version !== expectedVersion)
      throw new AppError('stale_version', { current: presentRequest(row, actor, snapshot) });
    const isOwnNo = row.status === 'rejected' && row.decidedBy === actor.userId;
    const isRecent = row.decidedAt !== null && row.decidedAt > addMinutes(at, -UNDO_MIN);
    const isOver = row.date < civilDateOf(at, snapshot.settings.timeZone);
    if (!isOwnNo || !isRecent || isOver) throw new AppError('nothing_to_undo');
    if (!(await repo.reopen(tx.q, { id, expectedVersion }, at))) throw new AppError('stale_version');
    const reopened = { ...row, version: row.version + 1 };
    const changedFields = ['status', 'decidedAt', 'decidedBy', 'decisionReason'];
    await announce(tx, actor, { row: reopened, subtype: 'request.reopened', action: 'U', at, changedFields });
    return await presentFresh(tx.q, actor, { id, snapshot });
  });
}

async function reopenFor(
  tx: Transaction,
  { actor, appointmentId, at }: { actor: Actor; appointmentId: AppointmentId; at: Instant },
): Promise<void> {
  const row = await repo.reopenFor(tx.q, appointmentId, at);
  if (row === undefined) return;
  const changedFields = ['status', 'decidedAt', 'decidedBy', 'appointmentId'];
  await announce(tx, actor, { row, subtype: 'request.reopened', action: 'U', at, changedFields });
}

type Decision = {
  readonly id: RequestId;
  readonly expectedVersion: number;
  readonly action: PolicyAction;
  readonly status: Extract<RequestStatus, 'rejected' | 'cancelled'>;
  readonly reason: string | null;
};

async function decide(deps: Deps, actor: Actor, decision: Decision): Promise<RequestDto> {
  const at = deps.clock.now();
  return await deps.db.transact(async (tx) => {
    const snapshot = await deps.clinic.current(tx.q);
    const row = await loadRequest(tx.q, { actor, now: at }, decision);
    requirePending(row);
    const changes = { status: decision.status, decisionReason: decision.reason };
    return await writeDecision(tx, actor, { row, changes, input: decision, at, snapshot });
  });
}

async function writeDecision(
  tx: Transaction,
  actor: Actor,
  made: {
    row: repo.RequestRow;
    changes: Partial<NewRow<'appointmentRequest'>> & { status: RequestStatus };
    input: { expectedVersion: number };
    at: Instant;
    snapshot: ClinicSnapshot;
  },
): Promise<RequestDto> {
  const { row, changes, at, snapshot } = made;
  const key = { id: row.id, expectedVersion: made.input.expectedVersion };
  const columns = { ...changes, decidedAt: at, decidedBy: actor.userId, updatedAt: at };
  if (!(await repo.decideRequest(tx.q, key, columns))) {
    throw new AppError('stale_version', { current: presentRequest(row, actor, snapshot) });
  }
  const decided = { ...row, version: row.version + 1 };
  const changedFields = Object.keys(columns);
  await announce(tx, actor, {
    row: decided,
    subtype: `request.${changes.status}`,
    action: 'U',
    at,
    changedFields,
  });
  return await presentFresh(tx.q, actor, { id: row.id, snapshot });
}

/** Pending requests of days gone by are over; run at the start of a day. */
async function expireOverdue(deps: Deps): Promise<number> {
  const at = deps.clock.now();
  return await deps.db.transact(async (tx) => {
    const { timeZone } = (await deps.clinic.current(tx.q)).settings;
    const overdue = await repo.listOverdue(tx.q, civilDateOf(at, timeZone));
    for (const row of overdue) {
      const key = { id: row.id, expectedVersion: row.version };
      await repo.decideRequest(tx.q, key, { status: 'expired', decidedAt: at, updatedAt: at });
      const decided = { ...row, version: row.version + 1 };
      const what = { row: decided, subtype: 'request.expired', changedFields: ['status', 'decidedAt'] };
      await announce(tx, null, { ...what, action: 'U', at });
    }
    return overdue.length;
  });
}

function listInbox(deps: Deps, actor: Actor, input: ListRequests): Promise<RequestPage> {
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

function listOwn(deps: Deps, actor: Actor, input: ListOwnRequests): Promise<RequestPage> {
  const now = deps.clock.now();
  const scope = scopeFor({ actor, now }, 'request.readOwn');
  const [createdAt, id] = input.cursor === undefined ? [] : decodeCursor(input.cursor, 2);
  const after = createdAt === undefined || id === undefined ? undefined : { createdAt, id };
  return deps.db.transact(async ({ q }) => {
    const snapshot = await deps.clinic.current(q);
    const rows = await repo.listOwnRequests(q, { scope, after, limit: input.limit + 1 });
    const entry = { action: 'R', subtype: 'request.listOwn', patientId: actor.patientId } as const;
    await recordAudit(q, { who: actor, at: now }, entry);
    return toPage(rows, input.limit, {
      item: (row) => presentRequest(row, actor, snapshot),
      keys: (row) => [row.createdAt, row.id],
    });
  });
}

async function loadRequest(
  q: Query,
  asker: Asker,
  wanted: { readonly id: RequestId; readonly action: PolicyAction },
): Promise<repo.RequestRow> {
  const { id, action } = wanted;
  const row = await repo.findRequest(q, id);
  if (row === undefined) throw new AppError('not_found');
  await requireGrant(q, asker, { action, subject: row });
  return row;
}

function requirePending(row: repo.RequestRow): void {
  if (!canDecide(row.status)) throw new AppError('request_not_pending', { status: row.status });
}

async function presentFresh(
  q: Query,
  actor: Actor,
  at: { id: RequestId; snapshot: ClinicSnapshot },
): Promise<RequestDto> {
  const row = await repo.findRequest(q, at.id);
  if (row === undefined) throw new AppError('not_found');
  return presentRequest(row, actor, at.snapshot);
}

async function announce(
  tx: Transaction,
  actor: Actor | null,
  made: {
    row: NewRow<'appointmentRequest'>;
    subtype: string;
    action: 'C' | 'U';
    at: Instant;
    changedFields?: readonly string[];
  },
): Promise<void> {
  const { id, version, doctorId = null, patientId } = made.row;
  await recordAudit(
    tx.q,
    { who: actor, at: made.at },
    {
      action: made.action,
      subtype: made.subtype,
      patientId,
      objectType: 'appointment_request',
      objectId: id,
      objectVersion: version,
      changedFields: made.changedFields,
    },
  );
  tx.emit({ type: 'request.changed', id, version, doctorId, patientId });
}

async function moveToChart(
  deps: Deps,
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

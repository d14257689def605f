import type {
  AdminPrivacyRequest,
  AskErasure,
  DeclinePrivacyRequest,
  ErasePerson,
  ErasureCheck,
  ListPrivacyRequests,
  NotePrivacyRequest,
  OwnPrivacyRequests,
  PatientPrivacy,
  LiftHold,
  PlaceHold,
  PrivacyRequestDto,
  PrivacyRequestPage,
  WithdrawPrivacyRequest,
} from '../../../shared/contracts/privacy.ts';
import { AppError } from '../../../shared/errors.ts';
import type { PatientId, PrivacyRequestId } from '../../../shared/ids.ts';
import { once } from '../../db/idempotency.ts';
import { openChartOf } from '../../db/merged-charts.ts';
import type { NewRow } from '../../db/schema.ts';
import { isKnownPatient } from '../../db/known-patient.ts';
import type { Query, Transaction } from '../../db/transact.ts';
import { decodeCursor, toPage } from '../../lib/cursor.ts';
import { authorize, ownChartFor } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import { decideRequest, loadRequest, type PrivacyDeps, record } from './privacy.deps.ts';
import { presentForAdmin, presentRequest } from './privacy.presenter.ts';
import * as repo from './privacy.repo.ts';
import type { PrivacyRow } from './privacy.repo.ts';

export type PrivacyService = ReturnType<typeof createPrivacy>;

/** More than anybody asks for; a person's list needs no pages. */
const MAX_OWN = 100;

/**
 * What people ask about their data as a whole. Two pairs of eyes: the desk sees who asks and what must not
 * go, the admin, who knows no charts, does what was asked.
 */
export function createPrivacy(deps: PrivacyDeps) {
  return {
    askErasure: (actor: Actor, input: AskErasure): Promise<PrivacyRequestDto> => {
      const patientId = ownChartFor(actor, 'privacy.askErasure');
      const made = { patientId, kind: 'erasure', via: 'portal', note: input.note } as const;
      return make(deps, actor, { made, input, operation: 'privacy.askErasure' });
    },
    note: (actor: Actor, input: NotePrivacyRequest): Promise<PrivacyRequestDto> => {
      const { requestId: _, ...fields } = input;
      authorize(actor, 'privacy.note', input);
      return make(deps, actor, { made: { ...fields, via: 'desk' }, input, operation: 'privacy.note' });
    },
    /** Two charts turned out to be one person's. */
    moveToChart: (q: Query, charts: { from: PatientId; to: PatientId }): Promise<void> =>
      repo.moveToChart(q, { ...charts, at: deps.clock.now() }),
    withdraw: (actor: Actor, input: WithdrawPrivacyRequest): Promise<PrivacyRequestDto> =>
      deps.db.transact(async (tx) => {
        const row = await loadRequest(deps, tx.q, { actor, id: input.id, action: 'privacy.withdraw' });
        const changes = { status: 'withdrawn' } as const;
        return presentRequest(await decideRequest(deps, tx, { actor, row, ...input, changes }), actor);
      }),
    listOwn: (actor: Actor): Promise<OwnPrivacyRequests> => {
      const patientId = ownChartFor(actor, 'privacy.readOwn');
      return deps.db.read(async (q) => ({ items: await requestsOf(q, actor, patientId) }));
    },
    ofPatient: (actor: Actor, patientId: PatientId): Promise<PatientPrivacy> => {
      authorize(actor, 'privacy.readOfPatient', { patientId });
      return deps.db.transact(async ({ q }) => {
        const shown = await ofPatient(q, actor, patientId);
        const line = { action: 'R', subtype: 'privacy.readOfPatient', patientId } as const;
        const object = { objectType: 'patient', objectId: patientId };
        await recordAudit(q, { who: actor, at: deps.clock.now() }, { ...line, ...object });
        return shown;
      });
    },
    placeHold: (actor: Actor, input: PlaceHold): Promise<PatientPrivacy> => placeHold(deps, actor, input),
    liftHold: (actor: Actor, input: LiftHold): Promise<PatientPrivacy> => liftHold(deps, actor, input),
    list: (actor: Actor, input: ListPrivacyRequests): Promise<PrivacyRequestPage> => list(deps, actor, input),
    check: (actor: Actor, id: PrivacyRequestId): Promise<ErasureCheck> => check(deps, actor, id),
    decline: (actor: Actor, input: DeclinePrivacyRequest): Promise<AdminPrivacyRequest> =>
      deps.db.transact(async (tx) => {
        const row = await loadRequest(deps, tx.q, { actor, id: input.id, action: 'privacy.decide' });
        const changes = { status: 'declined', decisionReason: input.reason } as const;
        return presentForAdmin(await decideRequest(deps, tx, { actor, row, ...input, changes }), actor);
      }),
    /** Somebody's open wish for a copy, asked in the caller's transaction. */
    getCopyRequest: (q: Query, actor: Actor, id: PrivacyRequestId): Promise<PrivacyRow> =>
      getCopyRequest(deps, q, { actor, id }),
    finishCopyRequest: async (tx: Transaction, actor: Actor, id: PrivacyRequestId): Promise<void> => {
      const row = await getCopyRequest(deps, tx.q, { actor, id });
      const changes = { status: 'done' } as const;
      await decideRequest(deps, tx, { actor, row, expectedVersion: row.version, changes });
    },
    erase: (actor: Actor, input: ErasePerson): Promise<AdminPrivacyRequest> => erase(deps, actor, input),
  };
}

type Make = {
  readonly made: Pick<NewRow<'privacyRequest'>, 'patientId' | 'kind' | 'via' | 'note'> &
    Partial<Pick<NewRow<'privacyRequest'>, 'idDocument'>>;
  readonly input: { readonly requestId: string };
  readonly operation: string;
};

function make(deps: PrivacyDeps, actor: Actor, { made, input, operation }: Make): Promise<PrivacyRequestDto> {
  const at = deps.clock.now();
  const call = { actorId: actor.userId, requestId: input.requestId, operation, input, at };
  return deps.db.transact((tx) =>
    once(tx.q, call, async () => {
      await requirePatient(tx.q, made.patientId);
      const id = deps.ids.next<PrivacyRequestId>();
      const stamps = { version: 1, createdBy: actor.userId, createdAt: at, updatedAt: at };
      await repo.insertRequest(tx.q, { id, ...made, status: 'open', ...stamps });
      await record(deps, tx, { actor, subtype: operation, action: 'C', id, version: 1, ...made });
      const row = await repo.findRequest(tx.q, id);
      if (row === undefined) throw new AppError('not_found');
      return presentRequest(row, actor);
    }),
  );
}

async function requestsOf(q: Query, actor: Actor, patientId: PatientId): Promise<PrivacyRequestDto[]> {
  const rows = await repo.listRequestsOf(q, patientId, MAX_OWN);
  return rows.map((row) => presentRequest(row, actor));
}

async function ofPatient(q: Query, actor: Actor, patientId: PatientId): Promise<PatientPrivacy> {
  await requirePatient(q, patientId);
  const chart = await openChartOf(q, patientId);
  const hold = (await repo.findHold(q, chart)) ?? null;
  const lifted = await repo.listLiftedHolds(q, chart, MAX_OWN);
  return { hold, lifted, requests: await requestsOf(q, actor, patientId) };
}

/** Two desks that forbid at once forbid the same: the first one's reason stands. */
function placeHold(deps: PrivacyDeps, actor: Actor, input: PlaceHold): Promise<PatientPrivacy> {
  authorize(actor, 'privacy.hold', input);
  const { reason } = input;
  return deps.db.transact(async (tx) => {
    await requirePatient(tx.q, input.patientId);
    const patientId = await openChartOf(tx.q, input.patientId);
    const hold = { patientId, reason, placedBy: actor.userId, placedAt: deps.clock.now() };
    if (await repo.placeHold(tx.q, hold)) {
      await record(deps, tx, { actor, subtype: 'privacy.placeHold', action: 'C', patientId });
    }
    return ofPatient(tx.q, actor, patientId);
  });
}

/** What was forbidden for a reason is allowed for one, by somebody who is really there. */
async function liftHold(deps: PrivacyDeps, actor: Actor, input: LiftHold): Promise<PatientPrivacy> {
  authorize(actor, 'privacy.hold', input);
  const { reason, password } = input;
  const confirmed = await deps.auth.confirmPassword(actor, password);
  return confirmed.transact(async (tx: Transaction) => {
    await requirePatient(tx.q, input.patientId);
    const patientId = await openChartOf(tx.q, input.patientId);
    const lifting = { liftedBy: actor.userId, liftedAt: deps.clock.now(), liftReason: reason };
    if (!(await repo.liftHold(tx.q, patientId, lifting))) throw new AppError('not_found');
    await record(deps, tx, { actor, subtype: 'privacy.liftHold', action: 'D', patientId });
    return ofPatient(tx.q, actor, patientId);
  });
}

function list(deps: PrivacyDeps, actor: Actor, input: ListPrivacyRequests): Promise<PrivacyRequestPage> {
  authorize(actor, 'privacy.read');
  const after = input.cursor === undefined ? undefined : decodeCursor(input.cursor, 2);
  return deps.db.read(async (q) => {
    const rows = await repo.listRequests(q, { status: input.status, after, limit: input.limit + 1 });
    return toPage(rows, input.limit, {
      item: (row) => presentForAdmin(row, actor),
      keys: (row) => [row.createdAt, row.id],
    });
  });
}

/** Tells how often somebody came and when last: a line in the audit. */
async function check(deps: PrivacyDeps, actor: Actor, id: PrivacyRequestId): Promise<ErasureCheck> {
  const rows = await deps.db.transact(async ({ q }) => {
    const { patientId } = await loadRequest(deps, q, { actor, id, action: 'privacy.decide' });
    const what = { objectType: 'privacy_request', objectId: id, patientId };
    const at = deps.clock.now();
    await recordAudit(q, { who: actor, at }, { action: 'R', subtype: 'privacy.check', ...what });
    return deps.erasure.check(q, await openChartOf(q, patientId));
  });
  return { ...rows, ...(await deps.erasure.checkFiles()) };
}

async function erase(deps: PrivacyDeps, actor: Actor, input: ErasePerson): Promise<AdminPrivacyRequest> {
  authorize(actor, 'privacy.decide');
  const confirmed = await deps.auth.confirmPassword(actor, input.password);
  const erased = await confirmed.transact(async (tx) => {
    const row = await loadRequest(deps, tx.q, { actor, id: input.id, action: 'privacy.decide' });
    if (row.kind !== 'erasure') throw new AppError('not_found');
    const patientId = await openChartOf(tx.q, row.patientId);
    const changes = { status: 'done' } as const;
    // First: of two admins only one goes on to the person.
    const decided = await decideRequest(deps, tx, { actor, row, ...input, changes });
    const { keepUntil } = await deps.erasure.erase(tx, { patientId, who: actor, subtype: 'privacy.erase' });
    await repo.setKeepUntil(tx.q, row.id, keepUntil);
    // As the admin knew it a moment ago: the rows say nobody's name any more.
    return { ...decided, keepUntil };
  });
  await deps.erasure.wipeLog();
  await deps.erasure.renewFiles(actor);
  return presentForAdmin(erased, actor);
}

async function getCopyRequest(
  deps: PrivacyDeps,
  q: Query,
  wanted: { actor: Actor; id: PrivacyRequestId },
): Promise<PrivacyRow> {
  const row = await loadRequest(deps, q, { ...wanted, action: 'privacy.decide' });
  if (row.kind !== 'copy') throw new AppError('not_found');
  if (row.status !== 'open') throw new AppError('already_decided', { status: row.status });
  return row;
}

async function requirePatient(q: Query, id: PatientId): Promise<void> {
  if (!(await isKnownPatient(q, id))) throw new AppError('not_found');
}

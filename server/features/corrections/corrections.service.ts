import type {
  AcceptCorrection,
  AskCorrection,
  CorrectionDto,
  CorrectionPage,
  DeclineCorrection,
  DeskCorrectionDto,
  ListCorrections,
  OwnCorrections,
  WithdrawCorrection,
} from '../../../shared/contracts/corrections.ts';
import { EditPatient } from '../../../shared/contracts/patients.ts';
import type { PolicyAction } from '../../../shared/domain/policy.ts';
import { AppError, invalidField } from '../../../shared/errors.ts';
import type { CorrectionId, PatientId } from '../../../shared/ids.ts';
import { once } from '../../db/idempotency.ts';
import { requireOpenChart } from '../../db/known-patient.ts';
import type { NewRow } from '../../db/schema.ts';
import type { Db, Query, Transaction } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import { decodeCursor, toPage } from '../../lib/cursor.ts';
import type { Ids } from '../../lib/ids.ts';
import { authorize, ownChartFor, requireGrant } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { PatientsService } from '../patients/patients.service.ts';
import { currentValueOf, presentCorrection, presentForDesk } from './corrections.presenter.ts';
import * as repo from './corrections.repo.ts';

type Deps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly patients: Pick<PatientsService, 'correct'>;
};
export type CorrectionsService = ReturnType<typeof createCorrections>;

/** More than anybody asks for; a person's list needs no pages. */
const MAX_OWN = 100;
/** A chart has fewer fields; nobody fills the desk's list. */
const MOST_OPEN = 20;
const Chart = EditPatient.shape.changes;

/** What patients want put right in their charts; the desk looks, then writes it or says why not. */
export function createCorrections(deps: Deps) {
  return {
    ask: (actor: Actor, input: AskCorrection): Promise<CorrectionDto> => ask(deps, actor, input),
    withdraw: (actor: Actor, input: WithdrawCorrection): Promise<CorrectionDto> =>
      withdraw(deps, actor, input),
    listOwn: (actor: Actor): Promise<OwnCorrections> => {
      const patientId = ownChartFor(actor, 'correction.readOwn');
      return deps.db.read(async (q) => {
        const rows = await repo.listCorrectionsOf(q, patientId, MAX_OWN);
        return { items: rows.map((row) => presentCorrection(row, actor)) };
      });
    },
    list: (actor: Actor, input: ListCorrections): Promise<CorrectionPage> => list(deps, actor, input),
    accept: (actor: Actor, input: AcceptCorrection): Promise<DeskCorrectionDto> => accept(deps, actor, input),
    decline: (actor: Actor, input: DeclineCorrection): Promise<DeskCorrectionDto> =>
      decline(deps, actor, input),
    /** Two charts turned out to be one person's. */
    moveToChart: (q: Query, charts: { from: PatientId; to: PatientId }): Promise<void> =>
      repo.moveToChart(q, { ...charts, at: deps.clock.now() }),
  };
}

async function ask(deps: Deps, actor: Actor, input: AskCorrection): Promise<CorrectionDto> {
  const patientId = ownChartFor(actor, 'correction.ask');
  const { field, note } = input;
  const wanted = readWanted(input);
  const at = deps.clock.now();
  const call = { actorId: actor.userId, requestId: input.requestId, operation: 'correction.ask', input, at };
  return deps.db.transact((tx) =>
    once(tx.q, call, async () => {
      if ((await repo.countOpen(tx.q, patientId)) >= MOST_OPEN) {
        throw invalidField('field', 'is one too many: wait until the desk has looked at the others');
      }
      const id = deps.ids.next<CorrectionId>();
      await repo.insertCorrection(tx.q, {
        id,
        patientId,
        field,
        wanted,
        note,
        status: 'open',
        version: 1,
        createdAt: at,
        updatedAt: at,
      });
      await announce(deps, tx, { actor, id, patientId, version: 1, subtype: 'correction.ask' });
      return presentCorrection(await getCorrection(tx.q, id), actor);
    }),
  );
}

/** As the chart would take it: a date that is none is refused when asked for, not when accepted. */
function readWanted({ field, wanted }: AskCorrection): string {
  if (field === 'other') return wanted;
  const read = Chart.safeParse({ [field]: wanted });
  if (!read.success) throw invalidField('wanted', read.error.issues[0]?.message ?? 'cannot be read');
  return read.data[field] ?? wanted;
}

async function withdraw(deps: Deps, actor: Actor, input: WithdrawCorrection): Promise<CorrectionDto> {
  return deps.db.transact(async (tx) => {
    const row = await load(deps, tx.q, { actor, id: input.id, action: 'correction.withdraw' });
    const subtype = 'correction.withdraw';
    return presentCorrection(
      await decide(deps, tx, { actor, row, input, changes: { status: 'withdrawn' }, subtype }),
      actor,
    );
  });
}

function list(deps: Deps, actor: Actor, input: ListCorrections): Promise<CorrectionPage> {
  authorize(actor, 'correction.read');
  const after = input.cursor === undefined ? undefined : decodeCursor(input.cursor, 2);
  return deps.db.read(async (q) => {
    const rows = await repo.listCorrections(q, { status: input.status, after, limit: input.limit + 1 });
    return toPage(rows, input.limit, {
      item: (row) => presentForDesk(row, actor),
      keys: (row) => [row.createdAt, row.id],
    });
  });
}

/** The chart's new value and the answer in one transaction; the old value stays with the correction. */
function accept(deps: Deps, actor: Actor, input: AcceptCorrection): Promise<DeskCorrectionDto> {
  return deps.db.transact(async (tx) => {
    const row = await load(deps, tx.q, { actor, id: input.id, action: 'correction.decide' });
    requireOpen(row);
    const { patientId: id, field, wanted } = row;
    if (field !== 'other') {
      const changes = Chart.parse({ [field]: wanted });
      const expectedVersion = input.expectedChartVersion;
      await deps.patients.correct(tx, { actor, subtype: 'patient.correct', id, expectedVersion, changes });
    }
    const changes = { status: 'accepted', oldValue: currentValueOf(row) } as const;
    const decided = await decide(deps, tx, { actor, row, input, changes, subtype: 'correction.accept' });
    return presentForDesk(decided, actor);
  });
}

function decline(deps: Deps, actor: Actor, input: DeclineCorrection): Promise<DeskCorrectionDto> {
  return deps.db.transact(async (tx) => {
    const row = await load(deps, tx.q, { actor, id: input.id, action: 'correction.decide' });
    const changes = { status: 'declined', decisionReason: input.reason } as const;
    const decided = await decide(deps, tx, { actor, row, input, changes, subtype: 'correction.decline' });
    return presentForDesk(decided, actor);
  });
}

type Decision = {
  readonly actor: Actor;
  readonly row: repo.CorrectionRow;
  readonly input: { readonly expectedVersion: number };
  readonly changes: Partial<NewRow<'correction'>>;
  readonly subtype: string;
};

async function decide(deps: Deps, tx: Transaction, decision: Decision): Promise<repo.CorrectionRow> {
  const { actor, row, input, changes, subtype } = decision;
  requireOpen(row);
  await requireOpenChart(tx.q, row.patientId);
  const at = deps.clock.now();
  const key = { id: row.id, expectedVersion: input.expectedVersion };
  const decided = { ...changes, decidedAt: at, decidedBy: actor.userId, updatedAt: at };
  if (!(await repo.decideCorrection(tx.q, key, decided))) throw new AppError('stale_version');
  const { id, patientId } = row;
  await announce(deps, tx, { actor, id, patientId, version: row.version + 1, subtype });
  return getCorrection(tx.q, id);
}

function requireOpen({ status }: repo.CorrectionRow): void {
  if (status !== 'open') throw new AppError('already_decided', { status });
}

async function load(
  deps: Deps,
  q: Query,
  wanted: { actor: Actor; id: CorrectionId; action: PolicyAction },
): Promise<repo.CorrectionRow> {
  const { actor, id, action } = wanted;
  const row = await getCorrection(q, id);
  await requireGrant(q, { actor, now: deps.clock.now() }, { action, subject: { patientId: row.patientId } });
  return row;
}

async function getCorrection(q: Query, id: CorrectionId): Promise<repo.CorrectionRow> {
  const row = await repo.findCorrection(q, id);
  if (row === undefined) throw new AppError('not_found');
  return row;
}

async function announce(
  deps: Deps,
  tx: Transaction,
  made: { actor: Actor; id: CorrectionId; patientId: PatientId; version: number; subtype: string },
): Promise<void> {
  const { actor, id, patientId, version, subtype } = made;
  await recordAudit(
    tx.q,
    { who: actor, at: deps.clock.now() },
    {
      action: version === 1 ? 'C' : 'U',
      subtype,
      patientId,
      objectType: 'correction',
      objectId: id,
      objectVersion: version,
    },
  );
  tx.emit({ type: 'correction.changed', id, version, patientId });
}

import type {
  AddRecall,
  EditRecall,
  EndRecall,
  ListRecalls,
  LogRecallContact,
  RecallDto,
  RecallPage,
  ReopenRecall,
  TakeRecallBack,
} from '../../../shared/contracts/recalls.ts';
import { invalidField } from '../../../shared/errors.ts';
import type { AppointmentId, PatientId, RecallId } from '../../../shared/ids.ts';
import { isOpenRecall } from '../../../shared/domain/recalls.ts';
import { addMinutes, type Instant } from '../../../shared/time/instant.ts';
import type { Query, Transaction } from '../../db/transact.ts';
import { decodeCursor, toPage } from '../../lib/cursor.ts';
import { scopeFor } from '../../policy/scope.ts';
import type { Actor } from '../../trpc/context.ts';
import { noteRecall, type RecallDeps } from './recalls.deps.ts';
import { presentRecall } from './recalls.presenter.ts';
import * as repo from './recalls.repo.ts';
import { takeBackAdd, takeBackContact } from './take-back-recall.ts';
import {
  addRecall,
  editRecall,
  endRecall,
  loadRecall,
  logContact,
  reopenRecall,
  requireOpen,
} from './write-recall.ts';

/** What is settled is needed a year more, to see whether somebody was asked. */
const SETTLED_KEPT_MIN = 365 * 24 * 60;

export type RecallsService = ReturnType<typeof createRecalls>;

/** Who is due for a visit again, and what the desk has done so that they come. */
export function createRecalls(deps: RecallDeps) {
  return {
    add: (actor: Actor, input: AddRecall) => addRecall(deps, actor, input),
    edit: (actor: Actor, input: EditRecall) => editRecall(deps, actor, input),
    logContact: (actor: Actor, input: LogRecallContact) => logContact(deps, actor, input),
    end: (actor: Actor, input: EndRecall) => endRecall(deps, actor, input),
    reopen: (actor: Actor, input: ReopenRecall) => reopenRecall(deps, actor, input),
    takeBackAdd: (actor: Actor, input: TakeRecallBack) => takeBackAdd(deps, actor, input),
    takeBackContact: (actor: Actor, input: TakeRecallBack) => takeBackContact(deps, actor, input),
    list: (actor: Actor, input: ListRecalls) => listRecalls(deps, actor, input),
    claim,
    /** Those of them who are still to be reached, for the pinboard. */
    listOpen: (q: Query, actor: Actor, ids: readonly RecallId[]) => listOpen(deps, q, { actor, ids }),
    forgetOld: async (): Promise<void> => {
      const before = addMinutes(deps.clock.now(), -SETTLED_KEPT_MIN);
      await deps.db.transact(({ q }) => repo.deleteSettledBefore(q, before));
    },
    /** Two charts turned out to be one person's. */
    async moveToChart(tx: Transaction, charts: { from: PatientId; to: PatientId }): Promise<void> {
      const moved = await repo.moveRecalls(tx.q, charts, deps.clock.now());
      for (const row of moved) tx.emit({ type: 'recall.changed', ...row, patientId: charts.to });
    },
  };
}

/**
 * Takes a recall for a visit that is made in this transaction, and answers how to tie the two once it is. Of two
 * who book the same recall the second is refused (`recall_closed`), whatever time each has chosen.
 */
async function claim(
  tx: Transaction,
  asked: { actor: Actor; id: RecallId; patientId: PatientId; at: Instant },
): Promise<(appointmentId: AppointmentId) => Promise<void>> {
  const { actor, id, at } = asked;
  const before = await loadRecall(tx.q, actor, { id, at, action: 'recall.write' });
  requireOpen(before);
  if (before.patientId !== asked.patientId)
    throw invalidField('patientId', 'is not whom the recall is about');
  return async (appointmentId) => {
    await repo.updateRecall(tx.q, { id, expectedVersion: before.version }, { appointmentId, updatedAt: at });
    const row = { ...before, version: before.version + 1 };
    await noteRecall(tx, actor, { row, subtype: 'recall.book', at });
  };
}

async function listRecalls(deps: RecallDeps, actor: Actor, input: ListRecalls): Promise<RecallPage> {
  // Of doctors it lists who is to come to them.
  const scope = scopeFor({ actor, now: deps.clock.now() }, 'recall.read');
  const { cursor, limit, state, dueMonth, doctorId, appointmentTypeId } = input;
  const [dueOn, id] = cursor === undefined ? [] : decodeCursor(cursor, 2);
  const after = dueOn === undefined || id === undefined ? undefined : { dueOn, id };
  const filter = { scope, state, dueMonth, doctorId, appointmentTypeId, after, limit: limit + 1 };
  return await deps.db.read(async (q) => {
    const snapshot = await deps.clinic.current(q);
    const rows = await repo.listRecalls(q, deps.clock.now(), filter);
    const contacts = await repo.listContacts(
      q,
      rows.map((row) => row.id),
    );
    return toPage(rows, limit, {
      item: (row) => presentRecall(row, contacts.get(row.id) ?? [], { actor, snapshot }),
      keys: (row) => [row.dueOn, row.id],
    });
  });
}

async function listOpen(
  deps: RecallDeps,
  q: Query,
  { actor, ids }: { actor: Actor; ids: readonly RecallId[] },
): Promise<RecallDto[]> {
  const snapshot = await deps.clinic.current(q);
  const rows = await repo.findRecalls(q, ids, deps.clock.now());
  const contacts = await repo.listContacts(q, ids);
  return rows
    .map((row) => presentRecall(row, contacts.get(row.id) ?? [], { actor, snapshot }))
    .filter(({ state }) => isOpenRecall(state));
}

import type {
  AddRecall,
  EditRecall,
  EndRecall,
  LogRecallContact,
  RecallDto,
  ReopenRecall,
} from '../../../shared/contracts/recalls.ts';
import { isOpenRecall, isReopenable } from '../../../shared/domain/recalls.ts';
import { AppError, unknownIn } from '../../../shared/errors.ts';
import type { RecallId } from '../../../shared/ids.ts';
import { addMonths, toCivilDate } from '../../../shared/time/civil-date.ts';
import { civilDateOf } from '../../../shared/time/clinic-zone.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { once } from '../../db/idempotency.ts';
import { isKnownPatient } from '../../db/known-patient.ts';
import type { NewRow } from '../../db/schema.ts';
import type { Query, Transaction } from '../../db/transact.ts';
import { requireGrant } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import { noteRecall, type RecallDeps } from './recalls.deps.ts';
import { presentRecall, stateOf } from './recalls.presenter.ts';
import * as repo from './recalls.repo.ts';

export async function addRecall(deps: RecallDeps, actor: Actor, input: AddRecall): Promise<RecallDto> {
  const at = deps.clock.now();
  const call = { actorId: actor.userId, requestId: input.requestId, operation: 'recall.add', input, at };
  return await deps.db.transact(async (tx) => {
    await requireGrant(tx.q, { actor, now: at }, { action: 'recall.add', subject: input });
    return await once(tx.q, call, async () => {
      const snapshot = await deps.clinic.current(tx.q);
      const { patientId, appointmentTypeId, doctorId } = input;
      if (!(await isKnownPatient(tx.q, patientId))) throw unknownIn('patientId');
      requireOffered(input, snapshot);
      if (await repo.isRecalled(tx.q, input)) throw new AppError('already_recalled');
      const id = deps.ids.next<RecallId>();
      const dueOn = addMonths(civilDateOf(at, snapshot.settings.timeZone), input.dueInMonths);
      await repo.insertRecall(tx.q, {
        id,
        patientId,
        appointmentTypeId,
        doctorId,
        dueOn,
        endedAs: null,
        appointmentId: null,
        version: 1,
        createdBy: actor.userId,
        createdAt: at,
        updatedAt: at,
      });
      await noteRecall(tx, actor, {
        row: { id, patientId, version: 1 },
        subtype: 'recall.add',
        action: 'C',
        at,
      });
      return await shown(tx.q, await getRecall(tx.q, id, at), { actor, snapshot });
    });
  });
}

export async function editRecall(deps: RecallDeps, actor: Actor, input: EditRecall): Promise<RecallDto> {
  const { appointmentTypeId, doctorId } = input;
  return await changeRecall(deps, actor, {
    input,
    subtype: 'recall.edit',
    decide: async (q, { before, snapshot }) => {
      requireOpen(before);
      requireOffered(input, snapshot);
      const same = { patientId: before.patientId, appointmentTypeId, exceptId: before.id };
      if (await repo.isRecalled(q, same)) throw new AppError('already_recalled');
      return { appointmentTypeId, doctorId, dueOn: toCivilDate(input.dueOn) };
    },
  });
}

/** The desk has tried to reach the patient. A second press of the same button is the same try. */
export async function logContact(
  deps: RecallDeps,
  actor: Actor,
  input: LogRecallContact,
): Promise<RecallDto> {
  const at = deps.clock.now();
  const call = { actorId: actor.userId, requestId: input.requestId, operation: 'recall.contact', input, at };
  return await deps.db.transact(async (tx) => {
    await loadRecall(tx.q, actor, { id: input.id, at, action: 'recall.write' });
    return await once(tx.q, call, () =>
      writeChange(deps, tx, {
        actor,
        at,
        input,
        subtype: 'recall.contact',
        decide: async (q, { before }) => {
          requireOpen(before);
          const contact = { id: deps.ids.next<string>(), recallId: before.id, kind: input.kind };
          await repo.insertContact(q, { ...contact, at, byUser: actor.userId });
          return {};
        },
      }),
    );
  });
}

/** The patient does not want to come, or the desk stops trying. */
export async function endRecall(deps: RecallDeps, actor: Actor, input: EndRecall): Promise<RecallDto> {
  return await changeRecall(deps, actor, {
    input,
    subtype: 'recall.end',
    decide: async (_, { before }) => {
      requireOpen(before);
      return { endedAs: input.as };
    },
  });
}

export async function reopenRecall(deps: RecallDeps, actor: Actor, input: ReopenRecall): Promise<RecallDto> {
  return await changeRecall(deps, actor, {
    input,
    subtype: 'recall.reopen',
    decide: async (q, { before }) => {
      if (!isReopenable(stateOf(before))) throw new AppError('recall_closed', { state: stateOf(before) });
      if (await repo.isRecalled(q, before)) throw new AppError('already_recalled');
      return { endedAs: null };
    },
  });
}

export function requireOpen(row: repo.RecallRow): void {
  const state = stateOf(row);
  if (!isOpenRecall(state)) throw new AppError('recall_closed', { state });
}

export async function loadRecall(
  q: Query,
  actor: Actor,
  wanted: { id: RecallId; at: Instant; action: 'recall.add' | 'recall.write' },
): Promise<repo.RecallRow> {
  const { id, at, action } = wanted;
  const row = await getRecall(q, id, at);
  await requireGrant(q, { actor, now: at }, { action, subject: { patientId: row.patientId } });
  return row;
}

async function getRecall(q: Query, id: RecallId, now: Instant): Promise<repo.RecallRow> {
  const row = await repo.findRecall(q, id, now);
  if (row === undefined) throw new AppError('not_found');
  return row;
}

type Change = {
  readonly input: { readonly id: RecallId; readonly expectedVersion: number };
  readonly subtype: `recall.${string}`;
  /** Refuses, or answers what is written. */
  readonly decide: (
    q: Query,
    at: { before: repo.RecallRow; snapshot: ClinicSnapshot },
  ) => Promise<Partial<NewRow<'recall'>>>;
};

async function changeRecall(deps: RecallDeps, actor: Actor, change: Change): Promise<RecallDto> {
  const at = deps.clock.now();
  return await deps.db.transact((tx) => writeChange(deps, tx, { actor, at, ...change }));
}

async function writeChange(
  deps: RecallDeps,
  tx: Transaction,
  change: Change & { actor: Actor; at: Instant },
): Promise<RecallDto> {
  const { actor, at, input, subtype } = change;
  const snapshot = await deps.clinic.current(tx.q);
  const before = await loadRecall(tx.q, actor, { id: input.id, at, action: 'recall.write' });
  // What no longer is open says so, to whoever comes second, before its version does.
  const changes = await change.decide(tx.q, { before, snapshot });
  const key = { id: before.id, expectedVersion: input.expectedVersion };
  if (!(await repo.updateRecall(tx.q, key, { ...changes, updatedAt: at }))) {
    throw await staleRecall(tx.q, before, { actor, snapshot });
  }
  const row = await getRecall(tx.q, before.id, at);
  await noteRecall(tx, actor, { row, subtype, at });
  return await shown(tx.q, row, { actor, snapshot });
}

/** Somebody was quicker: with what is there now. */
export async function staleRecall(
  q: Query,
  row: repo.RecallRow,
  by: { actor: Actor; snapshot: ClinicSnapshot },
): Promise<AppError> {
  return new AppError('stale_version', { current: await shown(q, row, by) });
}

export async function shown(
  q: Query,
  row: repo.RecallRow,
  by: { actor: Actor; snapshot: ClinicSnapshot },
): Promise<RecallDto> {
  const contacts = await repo.listContacts(q, [row.id]);
  return presentRecall(row, contacts.get(row.id) ?? [], by);
}

/** A kind of visit the clinic has, from a doctor, if one is named, who offers it. */
function requireOffered(
  wanted: Pick<AddRecall, 'appointmentTypeId' | 'doctorId'>,
  snapshot: ClinicSnapshot,
): void {
  const type = snapshot.types.get(wanted.appointmentTypeId);
  if (type === undefined) throw unknownIn('appointmentTypeId');
  if (!type.isActive) throw new AppError('type_inactive');
  if (wanted.doctorId === null) return;
  const doctor = snapshot.doctors.get(wanted.doctorId);
  if (doctor === undefined) throw unknownIn('doctorId');
  if (!doctor.isActive) throw new AppError('doctor_inactive');
  if (!type.doctorIds.includes(doctor.id)) throw new AppError('type_not_offered');
}

import type { Pinboard, PinDto, PinToBoard, UnpinFromBoard } from '../../../shared/contracts/pins.ts';
import type { RecallDto } from '../../../shared/contracts/recalls.ts';
import { canReschedule } from '../../../shared/domain/appointment-status.ts';
import { AppError, unknownIn } from '../../../shared/errors.ts';
import type { AppointmentId, DoctorId, PatientId, PinId, RecallId } from '../../../shared/ids.ts';
import { addMinutes, type Instant } from '../../../shared/time/instant.ts';
import { once } from '../../db/idempotency.ts';
import type { Db, Query, Transaction } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Ids } from '../../lib/ids.ts';
import { authorize } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import { presentVisit } from '../appointments/appointments.presenter.ts';
import type { AppointmentsService, VisitRow } from '../appointments/appointments.service.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { ClinicService } from '../clinic/clinic.service.ts';
import type { RecallsService } from '../recalls/recalls.service.ts';
import * as repo from './pins.repo.ts';

type Deps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly clinic: Pick<ClinicService, 'current'>;
  readonly appointments: Pick<AppointmentsService, 'find' | 'findAll'>;
  readonly recalls: Pick<RecallsService, 'listOpen'>;
};
export type PinsService = ReturnType<typeof createPins>;

const MOST_SHOWN = 100;
/** Nobody looks for a time any longer than that. */
const KEPT_MIN = 30 * 24 * 60;

/**
 * What the desks look for a time for, on one board for all of them. A pin frees nothing and holds nothing: a visit
 * stands where it stood until the ordinary move says yes, and with that move, or its cancellation, it is off the
 * board. Nobody takes it off: whether a pin is one follows from where its visit stands, so that an undone move
 * brings it back, too.
 */
export function createPins(deps: Deps) {
  return {
    list: (actor: Actor) => listPins(deps, actor),
    pin: (actor: Actor, input: PinToBoard) => pin(deps, actor, input),
    unpin: (actor: Actor, input: UnpinFromBoard) => unpin(deps, actor, input),
    forgetOld: async (): Promise<void> => {
      const before = addMinutes(deps.clock.now(), -KEPT_MIN);
      await deps.db.transact(async (tx) => {
        for (const id of await repo.deletePinsBefore(tx.q, before)) tx.emit({ type: 'pin.changed', id });
      });
    },
  };
}

async function listPins(deps: Deps, actor: Actor): Promise<Pinboard> {
  authorize(actor, 'pin.read');
  return await deps.db.read(async (q) => {
    const rows = await repo.listPins(q, MOST_SHOWN);
    return { items: await present(deps, q, { actor, rows }) };
  });
}

async function pin(deps: Deps, actor: Actor, input: PinToBoard): Promise<PinDto> {
  authorize(actor, 'pin.write');
  const at = deps.clock.now();
  const call = { actorId: actor.userId, requestId: input.requestId, operation: 'pin.add', input, at };
  return await deps.db.transact((tx) =>
    once(tx.q, call, async () => {
      const thing = await requirePinnable(deps, tx.q, { actor, input });
      // Who pins what a colleague has pinned already finds it there.
      const known = await repo.findPinOf(tx.q, thing.of);
      if (known !== undefined) return await presentOne(deps, tx.q, { actor, row: known });
      await repo.deletePinsOf(tx.q, thing.of);
      const id = deps.ids.next<PinId>();
      const { doctorId, startsAt, patientId } = thing;
      await repo.insertPin(tx.q, {
        id,
        appointmentId: input.appointmentId ?? null,
        recallId: input.recallId ?? null,
        doctorId,
        startsAt,
        pinnedBy: actor.userId,
        pinnedAt: at,
      });
      await note(tx, { actor, at, id, subtype: 'pin.add', patientId });
      const row = await repo.findPinOf(tx.q, thing.of);
      if (row === undefined) throw new AppError('not_found');
      return await presentOne(deps, tx.q, { actor, row });
    }),
  );
}

async function unpin(deps: Deps, actor: Actor, { id }: UnpinFromBoard): Promise<{ ok: true }> {
  authorize(actor, 'pin.write');
  const at = deps.clock.now();
  return await deps.db.transact(async (tx) => {
    const patientId = await repo.findPatientOf(tx.q, id);
    if (patientId === undefined) throw new AppError('not_found');
    await repo.deletePin(tx.q, id);
    await note(tx, { actor, at, id, subtype: 'pin.drop', patientId });
    return { ok: true };
  });
}

type Thing = {
  readonly of: repo.Pinned;
  readonly doctorId: DoctorId | null;
  readonly startsAt: Instant | null;
  readonly patientId: PatientId;
};

/** A visit that can be moved, or a recall that is open. */
async function requirePinnable(
  deps: Deps,
  q: Query,
  { actor, input }: { actor: Actor; input: PinToBoard },
): Promise<Thing> {
  const { appointmentId, recallId } = input;
  if (recallId !== undefined) {
    const [recall] = await deps.recalls.listOpen(q, actor, [recallId]);
    if (recall === undefined) throw new AppError('recall_closed');
    return { of: { recallId }, doctorId: null, startsAt: null, patientId: recall.patient.id };
  }
  const visit = appointmentId && (await deps.appointments.find(q, appointmentId));
  if (!visit) throw unknownIn('appointmentId');
  if (!canReschedule(visit.status)) throw new AppError('illegal_transition', { from: visit.status });
  const { doctorId, startsAt, patientId } = visit;
  return { of: { appointmentId: visit.id }, doctorId, startsAt, patientId };
}

async function presentOne(
  deps: Deps,
  q: Query,
  { actor, row }: { actor: Actor; row: repo.PinRow },
): Promise<PinDto> {
  const [shown] = await present(deps, q, { actor, rows: [row] });
  if (shown === undefined) throw new AppError('not_found');
  return shown;
}

async function present(
  deps: Deps,
  q: Query,
  { actor, rows }: { actor: Actor; rows: readonly repo.PinRow[] },
): Promise<PinDto[]> {
  const snapshot = await deps.clinic.current(q);
  const recallIds = rows.flatMap(({ recallId }) => recallId ?? []);
  const recalls = new Map<RecallId, RecallDto>(
    (await deps.recalls.listOpen(q, actor, recallIds)).map((recall) => [recall.id, recall]),
  );
  const visitIds = rows.flatMap(({ appointmentId }) => appointmentId ?? []);
  const visits = new Map<AppointmentId, VisitRow>(
    (await deps.appointments.findAll(q, visitIds)).map((visit) => [visit.id, visit]),
  );
  return rows.flatMap(({ id, appointmentId, recallId, pinnedAt, pinnedByName }) => {
    const visit = appointmentId === null ? undefined : visits.get(appointmentId);
    const recall = recallId === null ? undefined : recalls.get(recallId);
    if (visit === undefined && recall === undefined) return [];
    const shown = visit === undefined ? null : presentVisit(visit, actor, snapshot);
    return [{ id, visit: shown, recall: recall ?? null, pinnedAt, pinnedByName: pinnedByName ?? '' }];
  });
}

async function note(
  tx: Transaction,
  made: {
    actor: Actor;
    at: Instant;
    id: PinId;
    subtype: 'pin.add' | 'pin.drop';
    patientId: PatientId;
  },
): Promise<void> {
  const { actor, at, id, subtype, patientId } = made;
  const action = subtype === 'pin.add' ? 'C' : 'D';
  await recordAudit(
    tx.q,
    { who: actor, at },
    { action, subtype, patientId, objectType: 'pin', objectId: id },
  );
  tx.emit({ type: 'pin.changed', id });
}

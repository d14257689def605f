import type {
  AppointmentDto,
  ListSlotsToMoveOwn,
  MoveAppointment,
  MoveOwnAppointment,
  OwnAppointmentDto,
} from '../../../shared/contracts/appointments.ts';
import type { SlotList } from '../../../shared/contracts/schedule.ts';
import { canReschedule } from '../../../shared/domain/appointment-status.ts';
import type { PolicyAction } from '../../../shared/domain/policy.ts';
import { AppError } from '../../../shared/errors.ts';
import { civilDaysOf } from '../../../shared/time/clinic-zone.ts';
import { type Instant, minutesBetween, toInstant } from '../../../shared/time/instant.ts';
import { once } from '../../db/idempotency.ts';
import type { Transaction } from '../../db/transact.ts';
import { authorize, mayByItself } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import type { AppointmentDeps } from './appointments.deps.ts';
import { presentOwnVisit, presentVisit } from './appointments.presenter.ts';
import * as repo from './appointments.repo.ts';
import { explainRefusal } from './explain-refusal.ts';
import { loadVisit, openVisit, requireVersion } from './load-visit.ts';
import {
  keptRoom,
  occupancyOf,
  type Place,
  placeVisit,
  requireNotHeld,
  type Wanted,
  tellFreed,
} from './place-visit.ts';
import { columnsBefore, recordUndo, type UndoPart } from './undo.ts';

type Move = Pick<
  MoveAppointment,
  'id' | 'doctorId' | 'roomId' | 'durationMin' | 'reason' | 'overrideReason' | 'expectedVersion'
> & {
  readonly startsAt: Instant;
  readonly action: PolicyAction;
};
type Asked = { readonly actor: Actor; readonly move: Move; readonly now: Instant };

/** A reschedule keeps the visit's identity and history. */
export function moveAppointment(
  deps: AppointmentDeps,
  actor: Actor,
  input: MoveAppointment,
): Promise<AppointmentDto> {
  // To someone who may not know of a doctor's calendar, that doctor is not there to be moved to.
  if (input.doctorId !== undefined) authorize(actor, 'appointment.book', { doctorId: input.doctorId });
  const { requestId, ...fields } = input;
  const move: Move = { ...fields, startsAt: toInstant(input.startsAt), action: 'appointment.move' };
  const asked = { actor, move, now: deps.clock.now() };
  return runMove(deps, asked, {
    requestId,
    input,
    present: (row, snapshot) => presentVisit(row, actor, snapshot),
  });
}

/** A patient moves an own visit to another offered slot of the same doctor. */
export function moveOwnAppointment(
  deps: AppointmentDeps,
  actor: Actor,
  input: MoveOwnAppointment,
): Promise<OwnAppointmentDto> {
  const { requestId, ...fields } = input;
  const move: Move = {
    ...fields,
    startsAt: toInstant(input.startsAt),
    reason: '',
    action: 'appointment.moveOwn',
  };
  const now = deps.clock.now();
  const present = (row: repo.VisitRow, snapshot: ClinicSnapshot) => presentOwnVisit(row, snapshot, now);
  return runMove(deps, { actor, move, now }, { requestId, input, present });
}

/** Where a patient may move an own visit: by the rules of that move. */
export function slotsToMoveOwn(
  deps: AppointmentDeps,
  actor: Actor,
  { id, from, to }: ListSlotsToMoveOwn,
): Promise<SlotList> {
  const now = deps.clock.now();
  return deps.db.read(async (q) => {
    const { row: before } = await openVisit(q, { actor, now }, { id, action: 'appointment.readOwn' });
    requireMovable(before, actor, now);
    const { doctorId, appointmentTypeId, startsAt, endsAt } = before;
    const roomId = keptRoom(before, await deps.clinic.current(q));
    const durationMin = minutesBetween(startsAt, endsAt);
    const visit = { exceptId: before.id, roomId, doctorId, appointmentTypeId, startsAt, durationMin };
    return await deps.schedule.slotsToMove(q, actor, { ...visit, from, to });
  });
}

async function runMove<T>(
  deps: AppointmentDeps,
  asked: Asked,
  call: { requestId: string; input: unknown; present: (row: repo.VisitRow, snapshot: ClinicSnapshot) => T },
): Promise<T> {
  const { actor, move, now } = asked;
  const idempotent = {
    actorId: actor.userId,
    requestId: call.requestId,
    operation: move.action,
    input: call.input,
    at: now,
  };
  let wanted: Wanted | undefined;
  const act = () =>
    deps.db.transact((tx) =>
      once(tx.q, idempotent, async () => {
        const snapshot = await deps.clinic.current(tx.q);
        const before = await loadVisit(tx.q, { actor, now }, move);
        requireVersion(before, move.expectedVersion, (row) => call.present(row, snapshot));
        requireMovable(before, actor, now);
        wanted = wantedPlace(move, before, snapshot);
        const { row, undo } = await moveVisit(deps, tx, { ...asked, before, snapshot });
        if (move.action === 'appointment.move') {
          await recordUndo(deps, tx.q, { actor, at: now, kind: 'move', parts: [undo] });
        }
        return call.present(row, snapshot);
      }),
    );
  try {
    return await act();
  } catch (error) {
    if (wanted === undefined) throw error;
    return await explainRefusal(deps, { actor, wanted }, () => Promise.reject(error));
  }
}

/**
 * Moves a loaded visit inside the caller's transaction: the one way, by itself or with its series. Refuses with the
 * code of the rule that is broken.
 */
export async function moveVisit(
  deps: Pick<AppointmentDeps, 'holds'>,
  tx: Transaction,
  asked: Asked & { readonly before: repo.VisitRow; readonly snapshot: ClinicSnapshot },
): Promise<{ row: repo.VisitRow; undo: UndoPart }> {
  const { actor, move, now, before, snapshot } = asked;
  requireMovable(before, actor, now);
  const wanted = wantedPlace(move, before, snapshot);
  const place = await placeVisit(tx.q, actor, { snapshot, now, wanted });
  requireNotHeld(deps, actor, place);
  const row = await writeMove(tx, asked, { before, place, snapshot });
  const columns = columnsBefore(before, Object.keys(place));
  return { row, undo: { id: row.id, from: before.version, version: row.version, before: columns } };
}

function requireMovable(before: repo.VisitRow, actor: Actor, now: Instant): void {
  if (!canReschedule(before.status)) throw new AppError('illegal_transition', { from: before.status });
  if (before.startsAt <= now && !mayByItself(actor, 'appointment.staffRules', before))
    throw new AppError('in_the_past');
}

function wantedPlace(move: Move, before: repo.VisitRow, snapshot: ClinicSnapshot): Wanted {
  const isOtherDoctor = move.doctorId !== undefined && move.doctorId !== before.doctorId;
  return {
    doctorId: move.doctorId ?? before.doctorId,
    appointmentTypeId: before.appointmentTypeId,
    startsAt: move.startsAt,
    durationMin: move.durationMin ?? minutesBetween(before.startsAt, before.endsAt),
    // With another doctor the visit goes to that doctor's room, unless one is named.
    roomId: move.roomId !== undefined ? move.roomId : isOtherDoctor ? undefined : keptRoom(before, snapshot),
    overrideReason: move.overrideReason,
    exceptId: before.id,
  };
}

async function writeMove(
  tx: Transaction,
  asked: Asked,
  moved: { before: repo.VisitRow; place: Place; snapshot: ClinicSnapshot },
): Promise<repo.VisitRow> {
  const { actor, move, now } = asked;
  const { before, place } = moved;
  const { id, patientId } = before;
  const changes = { ...place, sequence: before.sequence + 1, updatedAt: now };
  const isWritten = await repo.updateAppointment(tx.q, { id, expectedVersion: before.version }, changes);
  if (!isWritten) throw new AppError('stale_version');
  const version = before.version + 1;
  await repo.insertChange(tx.q, {
    appointmentId: id,
    at: now,
    byUser: actor.userId,
    kind: 'moved',
    fromStatus: null,
    toStatus: null,
    fromStartsAt: before.startsAt,
    toStartsAt: place.startsAt,
    fromDoctorId: before.doctorId,
    toDoctorId: place.doctorId,
    reason: place.overrideReason ?? move.reason,
  });
  await recordAudit(
    tx.q,
    { who: actor, at: now },
    {
      action: 'U',
      subtype: place.overrideReason === null ? 'appointment.move' : 'appointment.moveOver',
      patientId,
      objectType: 'appointment',
      objectId: id,
      objectVersion: version,
      changedFields: changedFields(before, place),
    },
  );
  const { timeZone } = moved.snapshot.settings;
  const spans = [place, before].map(({ startsAt, endsAt }) => ({ start: startsAt, end: endsAt }));
  const days = [...new Set(spans.flatMap((span) => civilDaysOf(span, timeZone)))];
  for (const doctorId of new Set([place.doctorId, before.doctorId])) {
    tx.emit({ type: 'appointment.changed', id, version, doctorId, patientId, days });
  }
  tx.emit(occupancyOf(before));
  tx.emit(occupancyOf(place));
  if (place.startsAt !== before.startsAt || place.doctorId !== before.doctorId) tellFreed(tx, before, now);
  return { ...before, ...changes, version };
}

function changedFields(before: repo.VisitRow, place: Place): string[] {
  const fields = Object.keys(place) as (keyof Place)[];
  return fields.filter((field) => before[field] !== place[field]);
}

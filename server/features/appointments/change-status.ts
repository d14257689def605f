import type {
  AppointmentDto,
  CancelAppointment,
  CancelOwnAppointment,
  OwnAppointmentDto,
  SetAppointmentStatus,
} from '../../../shared/contracts/appointments.ts';
import {
  type AppointmentStatus,
  type StatusMove,
  statusMove,
} from '../../../shared/domain/appointment-status.ts';
import { isCalledOff } from '../../../shared/domain/visit-calendar.ts';
import type { ArrivalWay } from '../../../shared/domain/displays.ts';
import { isInHouse } from '../../../shared/domain/waiting.ts';
import { isInRoom } from '../../../shared/domain/rooms.ts';
import type { PolicyAction } from '../../../shared/domain/policy.ts';
import { AppError } from '../../../shared/errors.ts';
import type { AppointmentId, RoomId } from '../../../shared/ids.ts';
import { civilDateOf } from '../../../shared/time/clinic-zone.ts';
import { addMinutes, type Instant, minutesBetween } from '../../../shared/time/instant.ts';
import type { Transaction } from '../../db/transact.ts';
import { mayByItself } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import type { AppointmentDeps } from './appointments.deps.ts';
import { presentOwnVisit, presentVisit } from './appointments.presenter.ts';
import type * as repo from './appointments.repo.ts';
import { roomToGoIn } from './go-in.ts';
import { explainRefusal } from './explain-refusal.ts';
import { loadVisit, requireVersion } from './load-visit.ts';
import { keptRoom, placeVisit } from './place-visit.ts';
import { columnsBefore, recordUndo, type UndoPart } from './undo.ts';
import { statusNow } from './status-stamps.ts';
import { type Columns, statusColumns, writeStatus } from './write-status.ts';

/** What a change of status is, whichever visit it is done to. */
type Step = {
  readonly action: PolicyAction;
  readonly to: AppointmentStatus;
  readonly cancel?: { code: CancelAppointment['code']; note: string };
  readonly overrideReason?: string;
  /** The room to go into. */
  readonly roomId?: RoomId;
};
export type Change = Step & {
  readonly id: AppointmentId;
  readonly expectedVersion: number;
  /** Where somebody says to have come; at the desk unless it says otherwise. */
  readonly via?: ArrivalWay;
  /** Looked at first: refuses, or answers that nothing is left to do. */
  readonly isAsked?: (row: repo.VisitRow) => boolean;
  /** What is written with it, or not at all. */
  readonly also?: (tx: Transaction, after: repo.VisitRow) => Promise<void>;
  /** How the visit is shown to the one who changes it. */
  readonly present: (row: repo.VisitRow, snapshot: ClinicSnapshot) => AppointmentDto | OwnAppointmentDto;
};
/** For good: patients take nothing back. */
const BY_PATIENTS: readonly PolicyAction[] = ['appointment.cancelOwn', 'appointment.arriveOwn'];
type Changed = { row: repo.VisitRow; snapshot: ClinicSnapshot };

export async function setAppointmentStatus(
  deps: AppointmentDeps,
  actor: Actor,
  input: SetAppointmentStatus,
): Promise<AppointmentDto> {
  const present = forStaff(actor);
  const { status, ...fields } = input;
  const { row, snapshot } = await changeStatus(deps, actor, {
    ...fields,
    to: status,
    action: 'appointment.setStatus',
    present,
  });
  return present(row, snapshot);
}

export async function cancelAppointment(
  deps: AppointmentDeps,
  actor: Actor,
  input: CancelAppointment,
): Promise<AppointmentDto> {
  const present = forStaff(actor);
  const change = { ...cancellation(input), action: 'appointment.cancel', present } as const;
  const { row, snapshot } = await changeStatus(deps, actor, change);
  return present(row, snapshot);
}

export async function cancelOwnAppointment(
  deps: AppointmentDeps,
  actor: Actor,
  input: CancelOwnAppointment,
): Promise<OwnAppointmentDto> {
  const now = deps.clock.now();
  const present = (row: repo.VisitRow, snapshot: ClinicSnapshot) => presentOwnVisit(row, snapshot, now);
  const change = { ...cancellation(input), action: 'appointment.cancelOwn', present } as const;
  const { row, snapshot } = await changeStatus(deps, actor, change);
  return present(row, snapshot);
}

function cancellation(input: CancelAppointment): Omit<Change, 'action' | 'present'> {
  const { id, expectedVersion, code, note } = input;
  return { id, expectedVersion, to: 'cancelled', cancel: { code, note } };
}

function forStaff(actor: Actor) {
  return (row: repo.VisitRow, snapshot: ClinicSnapshot) => presentVisit(row, actor, snapshot);
}

/** One step of a visit, with all that hangs on it. */
export async function changeStatus(deps: AppointmentDeps, actor: Actor, change: Change): Promise<Changed> {
  const now = deps.clock.now();
  let before: repo.VisitRow | undefined;
  try {
    return await deps.db.transact(async (tx) => {
      const snapshot = await deps.clinic.current(tx.q);
      before = await loadVisit(tx.q, { actor, now }, change);
      if (change.isAsked?.(before) === false) return { row: before, snapshot };
      requireVersion(before, change.expectedVersion, (row) => change.present(row, snapshot));
      const { row, undo } = await changeVisit(tx, { actor, change, now }, { before, snapshot });
      await change.also?.(tx, row);
      await noteFlow(deps, tx, { before, row, now, via: change.via ?? 'desk' });
      await noteLeftRoom(deps, tx, { actor, now, before, change, snapshot });
      if (!BY_PATIENTS.includes(change.action)) {
        const kind = change.action === 'appointment.cancel' ? 'cancel' : 'status';
        await recordUndo(deps, tx.q, { actor, at: now, kind, parts: [undo] });
      }
      return { row, snapshot };
    });
  } catch (error) {
    if (before === undefined) throw error;
    const durationMin = minutesBetween(before.startsAt, before.endsAt);
    const wanted = { ...before, durationMin, exceptId: before.id, overrideReason: undefined };
    return await explainRefusal(deps, { actor, wanted }, () => Promise.reject(error));
  }
}

/** Who has come is given a number for the day, and who goes in is called there. */
async function noteFlow(
  { calls }: AppointmentDeps,
  tx: Transaction,
  { before, row, now, via }: { before: repo.VisitRow; row: repo.VisitRow; now: Instant; via: ArrivalWay },
): Promise<void> {
  const { id, status, roomId } = row;
  if (isInHouse(status)) await calls.noteArrival(tx, { appointmentId: id, via, at: now });
  // Whoever goes a step back, from the doctor to the room, is there already.
  if (status === 'in_room' && !isInRoom(before.status)) {
    await calls.noteCall(tx, { appointmentId: id, roomId, at: now });
  }
}

/** Where the clinic wants it: a room somebody has been in is to be cleaned. A mis-click was in none. */
async function noteLeftRoom(
  deps: AppointmentDeps,
  tx: Transaction,
  at: { actor: Actor; now: Instant; before: repo.VisitRow; change: Change; snapshot: ClinicSnapshot },
): Promise<void> {
  const { actor, now, before, change, snapshot } = at;
  const hasLeft = isInRoom(before.status) && (change.to === 'completed' || change.to === 'left');
  if (!hasLeft || before.roomId === null || !snapshot.settings.isRoomCleaningNoted) return;
  await deps.rooms.noteLeft(tx, { id: before.roomId, actor, at: now });
}

/** Cancels a loaded visit inside the caller's transaction, as one of several. */
export function cancelVisit(
  tx: Transaction,
  asked: { actor: Actor; now: Instant; code: CancelAppointment['code']; note: string },
  at: Loaded,
): Promise<Done> {
  const { actor, now, ...cancel } = asked;
  const change = { to: 'cancelled', cancel, action: 'appointment.cancel' } as const;
  return changeVisit(tx, { actor, now, change }, at);
}

/** Calendar programs take a change only with a higher sequence. */
function isOtherInCalendars(before: repo.VisitRow, columns: Columns): boolean {
  const { status = before.status, roomId = before.roomId } = columns;
  return isCalledOff(before.status) !== isCalledOff(status) || roomId !== before.roomId;
}

type Loaded = { readonly before: repo.VisitRow; readonly snapshot: ClinicSnapshot };
type Done = { readonly row: repo.VisitRow; readonly undo: UndoPart };

async function changeVisit(
  tx: Transaction,
  { actor, now, change }: { actor: Actor; now: Instant; change: Step },
  { before, snapshot }: Loaded,
): Promise<Done> {
  const move = allowedMove(before, change, { actor, now, snapshot });
  const again = move === 'reopen' ? await placeAgain(tx, actor, { before, change, snapshot, now }) : {};
  const room = await roomToGoIn(tx.q, { before, to: change.to, roomId: change.roomId, snapshot, now });
  const columns = { ...statusColumns(before, change, { move, now, snapshot }), ...again, ...room };
  if (isOtherInCalendars(before, columns)) columns.sequence = before.sequence + 1;
  const { to, action, cancel, overrideReason } = change;
  const reason = cancel?.note ?? overrideReason ?? '';
  const step = { to, subtype: action, reason, columns };
  const row = await writeStatus(tx, { actor, now, snapshot }, { before, step });
  const changed = Object.keys(columns).filter((name) => name !== 'updatedAt' && name !== 'sequence');
  const was = columnsBefore(before, changed);
  return { row, undo: { id: row.id, from: before.version, version: row.version, before: was } };
}

/** The kind of move, or a refusal naming where the visit is now. */
function allowedMove(
  before: repo.VisitRow,
  change: Step,
  at: { actor: Actor; now: Instant; snapshot: ClinicSnapshot },
): StatusMove {
  const { now } = at;
  const move = statusMove(statusNow(before), change.to);
  const refusal = (why: string, more: { earliest?: Instant } = {}) =>
    new AppError('illegal_transition', { from: before.status, to: change.to, why, ...more });
  if (move === undefined) throw refusal('not_on_the_path');
  const zone = at.snapshot.settings.timeZone;
  const isLaterDay = civilDateOf(before.startsAt, zone) > civilDateOf(now, zone);
  const needsPresence =
    change.to !== 'confirmed' && change.to !== 'booked' && change.to !== 'entered_in_error';
  if (isLaterDay && needsPresence && change.to !== 'cancelled') throw refusal('not_today_yet');
  const missedFrom = addMinutes(before.startsAt, at.snapshot.settings.noShowGraceMin);
  if (change.to === 'no_show' && missedFrom > now) throw refusal('not_begun_yet', { earliest: missedFrom });
  const keepsToStaffRules = mayByItself(at.actor, 'appointment.staffRules', before);
  // Who comes late has come all the same.
  if (before.startsAt <= now && change.to !== 'arrived' && !keepsToStaffRules)
    throw new AppError('in_the_past');
  return move;
}

/** A reopened visit needs its place again: the same rules and the same triggers as a booking. */
async function placeAgain(
  tx: Transaction,
  actor: Actor,
  at: { before: repo.VisitRow; change: Step; snapshot: ClinicSnapshot; now: Instant },
): Promise<Columns> {
  const { before, change, snapshot } = at;
  // A no-show is put right after the visit's time has begun: that alone is no reason to refuse it.
  const now = before.startsAt < at.now ? before.startsAt : at.now;
  const durationMin = minutesBetween(before.startsAt, before.endsAt);
  const wanted = {
    ...before,
    durationMin,
    roomId: keptRoom(before, snapshot),
    exceptId: before.id,
    overrideReason: change.overrideReason,
  };
  return await placeVisit(tx.q, actor, { snapshot, now, wanted });
}

import type {
  AppointmentDto,
  HistoryEntry,
  OwnAppointmentDto,
} from '../../../shared/contracts/appointments.ts';
import {
  canReschedule,
  isCalledOff,
  type StatusNow,
  statusMove,
} from '../../../shared/domain/appointment-status.ts';
import { AppError } from '../../../shared/errors.ts';
import { addMinutes, type Instant } from '../../../shared/time/instant.ts';
import { mayByItself } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import { presentPatient } from '../patients/patient-head.ts';
import type { listHistory, VisitRow } from './appointments.repo.ts';
import type { DrawnVisit } from './board.repo.ts';
import { isBeforeRoom } from '../../../shared/domain/rooms.ts';
import { statusNow } from './status-stamps.ts';

/** A visit for the clinic's staff; for the program itself, which may do nothing to it, without an actor. */
export function presentVisit(row: DrawnVisit, actor: Actor | null, snapshot: ClinicSnapshot): AppointmentDto {
  const now = statusNow(row);
  return {
    id: row.id,
    version: row.version,
    doctorId: row.doctorId,
    patient: presentPatient(row),
    type: presentType(row, snapshot),
    room: roomOf(row, snapshot),
    startsAt: row.startsAt,
    endsAt: row.endsAt,
    status: row.status,
    statusSince: row.statusSince,
    arrivedAt: row.arrivedAt,
    stepBack: now.stepBack,
    urgency: row.urgency,
    reason: row.reason,
    source: row.source,
    isOverride: row.overrideReason !== null,
    isFirstVisit: row.isFirstVisit === 1,
    needsInterpreter: row.needsInterpreter === 1,
    hasAllergyAlert: row.hasAllergy === 1,
    hasBalance: row.owedMinor > 0 && actor !== null && mayByItself(actor, 'patient.edit', row),
    hasNote: row.deskNote !== null && row.deskNote !== '',
    cancel:
      row.cancelCode === null
        ? null
        : { code: row.cancelCode, note: row.cancelNote ?? '', isLate: row.isLateCancel === 1 },
    series:
      row.seriesId === null
        ? null
        : { id: row.seriesId, index: row.seriesIndex ?? 0, count: row.seriesCount ?? 0 },
    can: actor === null ? NOTHING : rightsOf(row, now, actor),
  };
}

const NOTHING: AppointmentDto['can'] = { move: false, cancel: false, setStatus: false };

function rightsOf(row: DrawnVisit, now: StatusNow, actor: Actor): AppointmentDto['can'] {
  return {
    move: canReschedule(row.status) && mayByItself(actor, 'appointment.move', row),
    cancel: statusMove(now, 'cancelled') === 'end' && mayByItself(actor, 'appointment.cancel', row),
    setStatus: mayByItself(actor, 'appointment.setStatus', row),
  };
}

/** None where the room was given up before anybody went in: they will get another. */
function roomOf(row: Pick<VisitRow, 'roomId' | 'status'>, snapshot: ClinicSnapshot): AppointmentDto['room'] {
  const room = row.roomId === null ? undefined : snapshot.rooms.get(row.roomId);
  if (room === undefined || (!room.isActive && isBeforeRoom(row.status))) return null;
  return { id: room.id, name: room.name };
}

/** A visit for its own patient: nothing of the desk's notes. */
export function presentOwnVisit(row: VisitRow, snapshot: ClinicSnapshot, now: Instant): OwnAppointmentDto {
  const type = presentType(row, snapshot);
  const isAhead = row.startsAt > now;
  return {
    id: row.id,
    version: row.version,
    doctorId: row.doctorId,
    doctorName: snapshot.doctors.get(row.doctorId)?.name ?? '',
    typeId: type.id,
    typeName: type.name,
    roomName: roomOf(row, snapshot)?.name ?? null,
    startsAt: row.startsAt,
    endsAt: row.endsAt,
    status: row.status,
    can: {
      move: isAhead && canReschedule(row.status),
      cancel: isAhead && statusMove(statusNow(row), 'cancelled') === 'end',
    },
    isLateToCancel: isLate(row.startsAt, snapshot, now),
    isCalledOff: isCalledOff(row),
  };
}

/** Inside the clinic's window a cancellation counts as late. */
export function isLate(startsAt: Instant, snapshot: ClinicSnapshot, now: Instant): boolean {
  return startsAt < addMinutes(now, snapshot.settings.lateCancelHours * 60);
}

function presentType(row: DrawnVisit, snapshot: ClinicSnapshot): AppointmentDto['type'] {
  const type = snapshot.types.get(row.appointmentTypeId);
  if (type === undefined) throw new AppError('internal', { what: 'a visit of an unknown type' });
  return { id: type.id, name: type.name, color: type.color };
}

export function presentHistory(row: Awaited<ReturnType<typeof listHistory>>[number]): HistoryEntry {
  const { id: _, appointmentId: __, byUser: ___, byName, ...facts } = row;
  return { ...facts, byName: byName ?? '' };
}

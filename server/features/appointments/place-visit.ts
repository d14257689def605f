import type { AppointmentTypeDto, DoctorDto } from '../../../shared/contracts/clinic.ts';
import type { Interval } from '../../../shared/domain/intervals.ts';
import { brokenField, type BrokenRule, brokenRule, isOverridable } from '../../../shared/domain/placement.ts';
import { AppError, unknownIn } from '../../../shared/errors.ts';
import type { AppointmentId, AppointmentTypeId, DoctorId, RoomId } from '../../../shared/ids.ts';
import type { OccupancyChange } from '../../../shared/realtime/changes.ts';
import { civilDateOf, dayBounds, wallMinutesOf } from '../../../shared/time/clinic-zone.ts';
import { addMinutes, type Instant } from '../../../shared/time/instant.ts';
import type { Flag } from '../../db/schema.ts';
import type { Query, Transaction } from '../../db/transact.ts';
import { mayByItself } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import type { AppointmentDeps } from './appointments.deps.ts';
import { findDoctorClash } from './appointments.repo.ts';

/** Where somebody wants a visit to stand. */
export type Wanted = {
  readonly doctorId: DoctorId;
  readonly appointmentTypeId: AppointmentTypeId;
  readonly startsAt: Instant;
  /** Minutes; the type's own when missing. */
  readonly durationMin?: number;
  /** Missing means the doctor's own room, or none yet for a visit put over another one. */
  readonly roomId?: RoomId | null;
  readonly isWalkIn?: boolean;
  /** The desk has offered it to the patient: what patients pick by themselves keeps to narrower rules. */
  readonly isOffered?: boolean;
  readonly overrideReason?: string;
  /** The visit itself, when it is one that moves. */
  readonly exceptId?: AppointmentId;
};

/** The columns of a visit's place, decided. */
export type Place = {
  doctorId: DoctorId;
  roomId: RoomId | null;
  startsAt: Instant;
  endsAt: Instant;
  busyStart: Instant;
  busyEnd: Instant;
  isOverride: Flag;
  isOffHours: Flag;
  overrideReason: string | null;
};

/**
 * Decides whether a visit may stand there, by every rule but other visits: those the database's own
 * triggers judge when the row is written. Reads in the caller's transaction.
 */
export async function placeVisit(
  q: Query,
  actor: Actor,
  at: { snapshot: ClinicSnapshot; now: Instant; wanted: Wanted },
): Promise<Place> {
  const { snapshot, wanted } = at;
  const doctor = snapshot.doctors.get(wanted.doctorId);
  const type = snapshot.types.get(wanted.appointmentTypeId);
  if (doctor === undefined) throw unknownIn('doctorId');
  if (type === undefined) throw unknownIn('appointmentTypeId');
  const place = placeOf(wanted, doctor, type);
  if (place.roomId !== null && !isInUse(place.roomId, snapshot)) throw unknownIn('roomId');
  const broken = ruleBrokenBy({ start: place.startsAt, end: place.endsAt }, actor, { ...at, doctor, type });
  const fields = broken === undefined ? [] : [brokenField(broken)];
  if (broken !== undefined && !isOverridable(broken)) throw new AppError(broken, { fields });
  if (wanted.overrideReason === undefined) {
    if (broken !== undefined)
      throw new AppError(broken, { fields, canOverride: mayOverride(actor, snapshot, doctor) });
    return place;
  }
  const clash = await findDoctorClash(q, { ...place, exceptId: wanted.exceptId });
  if (clash === undefined && broken === undefined) return place;
  if (!mayOverride(actor, snapshot, doctor)) throw new AppError('override_not_allowed');
  const over = { overrideReason: wanted.overrideReason, isOffHours: flagOf(broken === 'outside_hours') };
  if (clash === undefined) return { ...place, ...over };
  // The visit that is already there holds the doctor's own room, and no room is ever shared.
  const roomId = wanted.roomId === undefined ? null : place.roomId;
  return { ...place, ...over, roomId, isOverride: 1 };
}

function flagOf(is: boolean): Flag {
  return is ? 1 : 0;
}

/** Whether visits may still be put into the room. */
export function isInUse(roomId: RoomId, { rooms }: ClinicSnapshot): boolean {
  return rooms.get(roomId)?.isActive === true;
}

/** The room a visit keeps when it is placed again: a special one. The doctor's own is given anew. */
export function keptRoom(
  before: { doctorId: DoctorId; roomId: RoomId | null },
  snapshot: ClinicSnapshot,
): RoomId | null | undefined {
  const ownRoom = snapshot.doctors.get(before.doctorId)?.room?.id;
  const isGone = before.roomId !== null && !isInUse(before.roomId, snapshot);
  return isGone || before.roomId === ownRoom ? undefined : before.roomId;
}

/** Patients leave alone what somebody at the desk is about to book; staff see it and may go ahead. */
export function requireNotHeld({ holds }: Pick<AppointmentDeps, 'holds'>, actor: Actor, place: Place): void {
  if (mayByItself(actor, 'appointment.staffRules', { doctorId: place.doctorId })) return;
  // With the buffers: they are the doctor's time, too.
  const busy = { start: place.busyStart, end: place.busyEnd };
  if (holds.isHeld(place.doctorId, busy)) throw new AppError('slot_taken');
}

/** Tells the search for openings that this stretch was taken or freed. */
export function occupancyOf(
  place: Pick<Place, 'doctorId' | 'roomId' | 'busyStart' | 'busyEnd'>,
): OccupancyChange {
  const { doctorId, roomId, busyStart, busyEnd } = place;
  return { type: 'occupancy.changed', doctorId, roomId, busyStart, busyEnd };
}

/** A time that is not over yet is free again: somebody on the waitlist may want it. */
export function tellFreed(
  { emit }: Pick<Transaction, 'emit'>,
  place: Pick<Place, 'doctorId' | 'startsAt' | 'endsAt'>,
  now: Instant,
): void {
  const { doctorId, startsAt, endsAt } = place;
  if (endsAt > now) emit({ type: 'slot.freed', doctorId, startsAt, endsAt });
}

/** Where the clinic and the doctor allow overbooking, and the person has the right. */
export function mayOverride(actor: Actor, snapshot: ClinicSnapshot, doctor: DoctorDto): boolean {
  return (
    snapshot.settings.isOverbookingAllowed &&
    doctor.isOverbookingAllowed &&
    mayByItself(actor, 'appointment.override', { doctorId: doctor.id })
  );
}

function placeOf(wanted: Wanted, doctor: DoctorDto, type: AppointmentTypeDto): Place {
  const endsAt = addMinutes(wanted.startsAt, wanted.durationMin ?? type.durationMin);
  return {
    doctorId: doctor.id,
    roomId: wanted.roomId === undefined ? (doctor.room?.id ?? null) : wanted.roomId,
    startsAt: wanted.startsAt,
    endsAt,
    busyStart: addMinutes(wanted.startsAt, -type.bufferBeforeMin),
    busyEnd: addMinutes(endsAt, type.bufferAfterMin),
    isOverride: 0,
    isOffHours: 0,
    overrideReason: null,
  };
}

type Rules = {
  snapshot: ClinicSnapshot;
  now: Instant;
  wanted: Wanted;
  doctor: DoctorDto;
  type: AppointmentTypeDto;
};

function ruleBrokenBy(visit: Interval, actor: Actor, rules: Rules): BrokenRule | undefined {
  const { snapshot, now, doctor, type } = rules;
  const { settings } = snapshot;
  const zone = settings.timeZone;
  const keepsToStaffRules = mayByItself(actor, 'appointment.staffRules', { doctorId: doctor.id });
  const isPatient = !keepsToStaffRules && rules.wanted.isOffered !== true;
  return brokenRule({
    visit,
    now,
    isPatient,
    isWalkIn: rules.wanted.isWalkIn ?? false,
    todayStart: dayBounds(civilDateOf(now, zone), zone).start,
    wallMinutes: wallMinutesOf(visit.start, zone),
    gridMin: isPatient ? settings.patientGridMin : settings.staffGridMin,
    noticeMin: settings.noticeMin,
    horizonDays: settings.horizonDays,
    open: snapshot.hoursOn(doctor.id, civilDateOf(visit.start, zone)).open,
    doctor,
    type: { isActive: type.isActive, isOnline: type.isOnline, isOffered: type.doctorIds.includes(doctor.id) },
  });
}

import type { ErrorCode } from '../../../../shared/errors.ts';
import { DAY, MINUTE, type WallClock } from '../../../support/wall-clock.ts';

/**
 * The rules of booking a second time, in the plainest way: every five minutes and every visit is looked
 * at one by one. Written from the rules, not from the product; it shares no code with it.
 */
export type OracleDoctor = {
  readonly id: string;
  readonly roomId: string | null;
  readonly isActive: boolean;
  readonly isOverbookingAllowed: boolean;
  /** Minutes of the day, by weekday. */
  readonly hours: readonly { weekday: number; kind: 'open' | 'break'; from: number; to: number }[];
  readonly exceptions: ReadonlyMap<string, { from: number; to: number }[]>;
  readonly timeOff: readonly { from: number; to: number }[];
};

export type OracleType = {
  readonly id: string;
  readonly durationMin: number;
  readonly bufferBeforeMin: number;
  readonly bufferAfterMin: number;
  readonly isActive: boolean;
  readonly isOnline: boolean;
  readonly doctorIds: readonly string[];
};

export type OracleShape = {
  readonly clock: WallClock;
  readonly doctors: ReadonlyMap<string, OracleDoctor>;
  readonly types: ReadonlyMap<string, OracleType>;
  readonly closedDates: ReadonlySet<string>;
  readonly staffGridMin: number;
  readonly patientGridMin: number;
  readonly noticeMin: number;
  readonly horizonDays: number;
  readonly isOverbookingAllowed: boolean;
};

export type OracleVisit = {
  id: string;
  version: number;
  doctorId: string;
  patientId: string;
  typeId: string;
  roomId: string | null;
  start: number;
  end: number;
  status: string;
  /** The steps it came by, the last one last. */
  trail: string[];
};

/** A place somebody wants. */
export type Wish = {
  readonly doctorId: string;
  /** Unknown for the desk that only looks for a free time. */
  readonly patientId: string | undefined;
  readonly typeId: string;
  readonly start: number;
  readonly durationMin?: number;
  /** Undefined: the doctor's own room. */
  readonly roomId?: string | null;
  readonly isWalkIn?: boolean;
  readonly isOverride?: boolean;
  readonly isByPatient: boolean;
  readonly except?: string;
  readonly now: number;
};

export type Verdict =
  | { readonly isOk: true; readonly end: number; readonly roomId: string | null }
  | { readonly isOk: false; readonly reasons: ReadonlySet<ErrorCode> };

const FREE = ['cancelled', 'no_show', 'left', 'entered_in_error'];
const CELL = 5 * MINUTE;

function isBlockingStatus(status: string): boolean {
  return !FREE.includes(status);
}

/** Whether the doctor works at this very five minutes. */
function isOpenAt(shape: OracleShape, doctor: OracleDoctor, instant: number): boolean {
  const { date, minutes, weekday } = shape.clock.at(instant);
  if (shape.closedDates.has(date)) return false;
  if (doctor.timeOff.some((off) => off.from < instant + CELL && instant < off.to)) return false;
  const special = doctor.exceptions.get(date);
  if (special !== undefined) return special.some((hours) => hours.from <= minutes && minutes < hours.to);
  const now = doctor.hours.filter(
    (hours) => hours.weekday === weekday && hours.from <= minutes && minutes < hours.to,
  );
  return now.some((hours) => hours.kind === 'open') && !now.some((hours) => hours.kind === 'break');
}

export function isInHours(
  shape: OracleShape,
  doctor: OracleDoctor,
  visit: { start: number; end: number },
): boolean {
  for (let at = visit.start; at < visit.end; at += CELL) if (!isOpenAt(shape, doctor, at)) return false;
  return true;
}

function busyOf(shape: OracleShape, visit: Pick<OracleVisit, 'typeId' | 'start' | 'end'>) {
  const type = mustHave(shape.types, visit.typeId);
  return {
    from: visit.start - type.bufferBeforeMin * MINUTE,
    to: visit.end + type.bufferAfterMin * MINUTE,
  };
}

/** What the clinic answers to a wish: where the visit then stands, or every rule it breaks. */
export function judge(shape: OracleShape, visits: readonly OracleVisit[], wish: Wish): Verdict {
  const doctor = mustHave(shape.doctors, wish.doctorId);
  const type = mustHave(shape.types, wish.typeId);
  const end = wish.start + (wish.durationMin ?? type.durationMin) * MINUTE;
  const others = visits.filter((visit) => isBlockingStatus(visit.status) && visit.id !== wish.except);
  const busy = busyOf(shape, { typeId: wish.typeId, start: wish.start, end });
  const touches = (visit: OracleVisit) => {
    const taken = busyOf(shape, visit);
    return taken.from < busy.to && busy.from < taken.to;
  };
  const isDoctorTaken = others.some((visit) => visit.doctorId === wish.doctorId && touches(visit));
  const isPatientTaken = others.some(
    (visit) => visit.patientId === wish.patientId && visit.start < end && wish.start < visit.end,
  );
  const mayOverride = !wish.isByPatient && shape.isOverbookingAllowed && doctor.isOverbookingAllowed;

  const reasons = new Set<ErrorCode>(hardRules(shape, wish, { doctor, type }));
  const soft = new Set<ErrorCode>();
  if (!isInHours(shape, doctor, { start: wish.start, end })) soft.add('outside_hours');
  if (isDoctorTaken) soft.add('slot_taken');
  if (soft.size > 0) {
    if (wish.isOverride !== true) for (const reason of soft) reasons.add(reason);
    else if (!mayOverride) reasons.add('override_not_allowed');
  }
  const isOver = wish.isOverride === true && mayOverride && isDoctorTaken;
  const roomId = wish.roomId === undefined ? (isOver ? null : doctor.roomId) : wish.roomId;
  if (isPatientTaken) reasons.add('patient_busy');
  if (roomId !== null && others.some((visit) => visit.roomId === roomId && touches(visit))) {
    reasons.add('room_taken');
  }
  return reasons.size === 0 ? { isOk: true, end, roomId } : { isOk: false, reasons };
}

const INSIDE = ['in_room', 'with_doctor'];

/** Who goes in without a room gets the doctor's own or one of nobody's, where nobody is in it or has it booked. */
export function roomGoneInto(
  shape: OracleShape,
  visits: readonly OracleVisit[],
  going: { visit: OracleVisit; to: string; now: number; roomIds: readonly string[] },
): string | null {
  const { visit, to, now, roomIds } = going;
  if (visit.roomId !== null || !INSIDE.includes(to) || INSIDE.includes(visit.status)) return visit.roomId;
  const today = shape.clock.at(now).date;
  const mine = busyOf(shape, visit);
  const isFree = (roomId: string) =>
    visits.every((other) => {
      if (other.id === visit.id || other.roomId !== roomId) return true;
      if (INSIDE.includes(other.status) && shape.clock.at(other.end - 1).date >= today) return false;
      const theirs = busyOf(shape, other);
      return !isBlockingStatus(other.status) || theirs.to <= mine.from || mine.to <= theirs.from;
    });
  const own = mustHave(shape.doctors, visit.doctorId).roomId;
  const ofNobody = roomIds.filter((id) => [...shape.doctors.values()].every(({ roomId }) => roomId !== id));
  return [...(own === null ? [] : [own]), ...ofNobody].find(isFree) ?? null;
}

function hardRules(
  shape: OracleShape,
  wish: Wish,
  of: { doctor: OracleDoctor; type: OracleType },
): ErrorCode[] {
  const { doctor, type } = of;
  const { now, start, isByPatient } = wish;
  const broken: ErrorCode[] = [];
  const today = shape.clock.at(now).date;
  const wall = shape.clock.at(start);
  if (!doctor.isActive) broken.push('doctor_inactive');
  if (!type.isActive) broken.push('type_inactive');
  if (!type.doctorIds.includes(doctor.id)) broken.push('type_not_offered');
  if (isByPatient && !type.isOnline) broken.push('type_not_online');
  if (wish.isWalkIn === true ? wall.date < today : start < now) broken.push('in_the_past');
  if (wish.isWalkIn === true && wall.date > today) broken.push('invalid_input');
  const grid = isByPatient ? shape.patientGridMin : shape.staffGridMin;
  if (start % MINUTE !== 0 || wall.minutes % grid !== 0) broken.push('off_grid');
  if (isByPatient && start < now + shape.noticeMin * MINUTE) broken.push('too_short_notice');
  if (isByPatient && start > now + shape.horizonDays * DAY) broken.push('beyond_horizon');
  return broken;
}

/** Every pair of rows that may not stand side by side. */
export function overlapsIn(
  shape: OracleShape,
  rows: readonly (Omit<OracleVisit, 'trail'> & { isOverride: boolean })[],
): string[] {
  const blocking = rows.filter((row) => isBlockingStatus(row.status));
  const found: string[] = [];
  for (const [index, a] of blocking.entries()) {
    for (const b of blocking.slice(index + 1)) {
      const [first, second] = [busyOf(shape, a), busyOf(shape, b)];
      const isBusyTogether = first.from < second.to && second.from < first.to;
      if (a.patientId === b.patientId && a.start < b.end && b.start < a.end)
        found.push(`patient ${a.id} ${b.id}`);
      if (isBusyTogether && a.roomId !== null && a.roomId === b.roomId) found.push(`room ${a.id} ${b.id}`);
      if (isBusyTogether && a.doctorId === b.doctorId && !a.isOverride && !b.isOverride)
        found.push(`doctor ${a.id} ${b.id}`);
    }
  }
  return found;
}

export function mustHave<V>(map: ReadonlyMap<string, V>, key: string): V {
  const value = map.get(key);
  if (value === undefined) throw new Error(`unknown to the oracle: ${key}`);
  return value;
}

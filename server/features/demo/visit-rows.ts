import type { AppointmentStatus } from '../../../shared/domain/appointment-status.ts';
import type { DayPart } from '../../../shared/domain/clinic-settings.ts';
import { URGENCY_RANK, type Urgency } from '../../../shared/domain/urgency.ts';
import type { AppointmentId, RequestId, RoomId, UserId } from '../../../shared/ids.ts';
import { fromEpochMs, type Instant } from '../../../shared/time/instant.ts';
import type { NewRow } from '../../db/schema.ts';
import type { ClinicCast } from './clinic-cast.ts';
import { REASONS } from './clinic-shape.ts';
import type { DemoDoctor, DemoPatient } from './people.ts';
import type { PlacedVisit } from './place-visits.ts';
import type { SeededRandom } from './seeded-random.ts';
import { type DoctorDay, WINDOW_DAYS } from './visit-days.ts';
import { noteOf } from './visit-notes.ts';
import { type Step, stepsUntil, type VisitStory } from './visit-story.ts';

export type VisitSource = NewRow<'appointment'>['source'];

export type MadeVisit = {
  readonly appointment: NewRow<'appointment'>;
  readonly changes: readonly NewRow<'appointmentChange'>[];
  /** The request it was made from. */
  readonly request?: NewRow<'appointmentRequest'>;
  /** What the doctor has signed of it. */
  readonly note?: NewRow<'visitNote'>;
};

type Facts = {
  readonly cast: ClinicCast;
  readonly day: DoctorDay;
  readonly placed: PlacedVisit;
  readonly booking: {
    readonly patientIndex: number;
    readonly source: VisitSource;
    readonly bookedAt: number;
  };
  readonly story: VisitStory;
  readonly isFirstVisit: boolean;
  readonly roomId: RoomId | null;
  readonly now: number;
};

const HOUR = 3_600_000;
const LATE_CANCEL = 24 * HOUR;

export const URGENCY_WEIGHTS = [
  { weight: 76, urgency: 'medium' },
  { weight: 12, urgency: 'low' },
  { weight: 10, urgency: 'high' },
  { weight: 2, urgency: 'emergency' },
] as const satisfies readonly { weight: number; urgency: Urgency }[];

/** The rows of one visit as far as its story has come by now. */
export function rowsOf(random: SeededRandom, facts: Facts): MadeVisit {
  const doctor = facts.cast.doctors[facts.day.doctorIndex];
  const patient = facts.cast.patients[facts.booking.patientIndex];
  if (doctor === undefined || patient === undefined) throw new RangeError('a visit needs both its people');
  const deskUser = random.pick(facts.cast.receptionists);
  const isByPatient = facts.booking.source === 'online';
  const people = { doctor, patient, deskUser, bookedBy: isByPatient ? patient.userId : deskUser };
  const steps = stepsUntil(facts.story, facts.now);
  const appointment = appointmentRow(random, { ...facts, ...people, steps });
  const history = facts.day.offset < -WINDOW_DAYS ? briefly(steps) : steps;
  const last = steps.at(-1);
  const note =
    last?.status === 'completed'
      ? noteOf({ appointment, authorId: doctor.userId, offset: facts.day.offset, endedAt: last.at })
      : undefined;
  const visit = {
    appointment,
    changes: changesOf(appointment.id, history, people),
    ...(note !== undefined && { note }),
  };
  return facts.booking.source === 'request'
    ? { ...visit, request: requestRow(random, { ...facts, ...people, appointment }) }
    : visit;
}

/** Of visits long ago the beginning and the end are enough: a large clinic is to be filled in a minute. */
function briefly(steps: readonly Step[]): readonly Step[] {
  return steps.length > 2 ? [...steps.slice(0, 1), ...steps.slice(-1)] : steps;
}

type People = {
  readonly doctor: DemoDoctor;
  readonly patient: DemoPatient;
  readonly deskUser: UserId;
  readonly bookedBy: UserId | null;
};

function appointmentRow(
  random: SeededRandom,
  facts: Facts & People & { steps: readonly Step[] },
): NewRow<'appointment'> {
  const { placed, steps, booking } = facts;
  const last = steps.at(-1) ?? { status: 'booked', at: booking.bookedAt };
  const isCancelled = last.status === 'cancelled';
  const practice = facts.cast.practices[facts.day.doctorIndex]?.[0] ?? 'General practice';
  return {
    id: random.uuidAt<AppointmentId>(booking.bookedAt),
    doctorId: facts.doctor.id,
    patientId: facts.patient.id,
    roomId: facts.roomId,
    appointmentTypeId: typeIdOf(facts),
    startsAt: fromEpochMs(placed.visit.start),
    endsAt: fromEpochMs(placed.visit.end),
    busyStart: fromEpochMs(placed.busy.start),
    busyEnd: fromEpochMs(placed.busy.end),
    status: last.status,
    statusSince: fromEpochMs(last.at),
    urgency: random.pickWeighted(URGENCY_WEIGHTS).urgency,
    reason: random.chance(0.8) ? random.pick(REASONS[practice]) : '',
    source: booking.source,
    isOverride: 0,
    isOffHours: 0,
    isFirstVisit: facts.isFirstVisit ? 1 : 0,
    confirmedAt: timeOf(steps, 'confirmed'),
    arrivedAt: timeOf(steps, 'arrived'),
    checkedInAt: timeOf(steps, 'checked_in'),
    inRoomAt: timeOf(steps, 'in_room'),
    withDoctorAt: timeOf(steps, 'with_doctor'),
    endedAt: ENDED.has(last.status) ? fromEpochMs(last.at) : null,
    cancelCode: isCancelled ? facts.story.cancelCode : null,
    isLateCancel: isCancelled && last.at > placed.visit.start - LATE_CANCEL ? 1 : 0,
    sequence: isCancelled ? 1 : 0,
    version: Math.max(steps.length, 1),
    createdBy: facts.bookedBy,
    createdAt: fromEpochMs(booking.bookedAt),
    updatedAt: fromEpochMs(last.at),
  };
}

const ENDED: ReadonlySet<AppointmentStatus> = new Set(['completed', 'left', 'no_show', 'cancelled']);

function typeIdOf(facts: Facts): NewRow<'appointment'>['appointmentTypeId'] {
  const id = facts.cast.typeIds.get(facts.placed.type);
  if (id === undefined) throw new RangeError(`no such type: ${facts.placed.type.name}`);
  return id;
}

function timeOf(steps: readonly Step[], status: AppointmentStatus): Instant | null {
  const step = steps.find((s) => s.status === status);
  return step === undefined ? null : fromEpochMs(step.at);
}

function changesOf(
  appointmentId: AppointmentId,
  steps: readonly Step[],
  people: People,
): NewRow<'appointmentChange'>[] {
  return steps.map((step, i) => {
    const from = steps[i - 1]?.status ?? null;
    const isWithDoctor = step.status === 'with_doctor' || step.status === 'completed';
    return {
      appointmentId,
      at: fromEpochMs(step.at),
      byUser: from === null ? people.bookedBy : isWithDoctor ? people.doctor.userId : people.deskUser,
      kind: from === null ? 'booked' : 'status',
      fromStatus: from,
      toStatus: step.status,
      reason: '',
    };
  });
}

function requestRow(
  random: SeededRandom,
  facts: Facts & People & { appointment: NewRow<'appointment'> },
): NewRow<'appointmentRequest'> {
  const { appointment, booking } = facts;
  const askedAt = booking.bookedAt - random.int(1, 30) * HOUR;
  return {
    id: random.uuidAt<RequestId>(askedAt),
    patientId: facts.patient.id,
    doctorId: facts.doctor.id,
    specializationId: null,
    date: facts.day.date,
    dayPart: dayPartAt((facts.placed.visit.start - facts.day.midnight) / HOUR),
    urgency: appointment.urgency,
    urgencyRank: URGENCY_RANK[appointment.urgency],
    reason: appointment.reason === undefined || appointment.reason === '' ? 'Check-up' : appointment.reason,
    status: 'accepted',
    decidedAt: fromEpochMs(booking.bookedAt),
    decidedBy: facts.deskUser,
    decisionReason: null,
    appointmentId: appointment.id,
    version: 2,
    createdAt: fromEpochMs(askedAt),
    updatedAt: fromEpochMs(booking.bookedAt),
  };
}

export function dayPartAt(hour: number): DayPart {
  if (hour < 12) return 'morning';
  return hour < 17 ? 'afternoon' : 'evening';
}

import type { BookingChoice, BookingSuggestion, SuggestBooking } from '../../../shared/contracts/booking.ts';
import type { AppointmentTypeDto, DoctorDto } from '../../../shared/contracts/clinic.ts';
import type { PatientSummary } from '../../../shared/contracts/patients.ts';
import type { SlotDto } from '../../../shared/contracts/schedule.ts';
import { civilDateOf } from '../../../shared/time/clinic-zone.ts';
import type { Db } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import { scopeFor } from '../../policy/scope.ts';
import type { Actor } from '../../trpc/context.ts';
import type { AppointmentsService } from '../appointments/appointments.service.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import type { ClinicService } from '../clinic/clinic.service.ts';
import type { PatientsService } from '../patients/patients.service.ts';
import type { ScheduleService } from '../schedule/schedule.service.ts';

type Deps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly clinic: ClinicService;
  readonly patients: Pick<PatientsService, 'find'>;
  readonly schedule: Pick<ScheduleService, 'nextOpenings'>;
  readonly appointments: Pick<AppointmentsService, 'aroundCall'>;
};
export type BookingService = ReturnType<typeof createBooking>;

const PATIENTS_SHOWN = 6;
const CHOICES = 3;
const DEFAULT_DAYS = 60;

type Around = Awaited<ReturnType<AppointmentsService['aroundCall']>>;

/** Answers a line typed during a phone call with visits that are ready to be booked. */
export function createBooking(deps: Deps) {
  return {
    /** Who is meant, the next openings that fit, and what of theirs stands already: one question, one answer. */
    async suggest(actor: Actor, input: SuggestBooking): Promise<BookingSuggestion> {
      const { items: patients } = await deps.patients.find(actor, {
        query: input.patient,
        limit: PATIENTS_SHOWN,
      });
      const patient = patients.find(({ id }) => id === input.patientId) ?? patients[0];
      const snapshot = await deps.db.read((q) => deps.clinic.current(q));
      if (patient === undefined) return { ...NOBODY, patients };
      const around = await deps.appointments.aroundCall(actor, patient);
      const wish = wishOf({ input, snapshot, around, doctors: bookable(deps, actor, { snapshot, input }) });
      const found = await openings(deps, actor, { wish, input, snapshot, patient });
      const { coming, household, attendance } = around;
      return { patients, patient, coming, household, attendance, typeBasis: wish.typeBasis, ...found };
    },
  };
}

const NOBODY = {
  patient: null,
  attendance: null,
  choices: [],
  isNear: false,
  typeBasis: 'open',
  doctorBasis: 'open',
  coming: [],
  household: [],
} satisfies Omit<BookingSuggestion, 'patients'>;

/** Whom this person may book with, as far as the line leaves them. */
function bookable(
  deps: Deps,
  actor: Actor,
  { snapshot, input }: { snapshot: ClinicSnapshot; input: SuggestBooking },
): DoctorDto[] {
  const scope = scopeFor({ actor, now: deps.clock.now() }, 'appointment.book');
  const { doctorIds, specializationId } = input;
  return [...snapshot.doctors.values()].filter(
    (doctor) =>
      doctor.isActive &&
      scope.covers({ doctorId: doctor.id }) &&
      (doctorIds.length === 0 || doctorIds.includes(doctor.id)) &&
      (specializationId === undefined || doctor.specializations.some(({ id }) => id === specializationId)),
  );
}

type Basis = BookingSuggestion['typeBasis'];
type Wish = {
  readonly type: AppointmentTypeDto | undefined;
  readonly typeBasis: Basis;
  readonly doctors: readonly DoctorDto[];
  /** The doctor of the last visit, where the line leaves it open. */
  readonly usual: DoctorDto | undefined;
  readonly isDoctorNamed: boolean;
};

/** What is not said is as it was the last time. */
function wishOf(asked: {
  input: SuggestBooking;
  snapshot: ClinicSnapshot;
  around: Around;
  doctors: readonly DoctorDto[];
}): Wish {
  const { input, snapshot, around, doctors } = asked;
  const last = around.last ?? around.coming.at(-1);
  const isOffered = (type: AppointmentTypeDto | undefined) =>
    type !== undefined && type.isActive && doctors.some(({ id }) => type.doctorIds.includes(id));
  const named =
    input.appointmentTypeId === undefined ? undefined : snapshot.types.get(input.appointmentTypeId);
  const before = last === undefined ? undefined : snapshot.types.get(last.type.id);
  const type = named ?? (isOffered(before) ? before : [...snapshot.types.values()].find(isOffered));
  const isDoctorNamed = input.doctorIds.length > 0 || input.specializationId !== undefined;
  return {
    type: type?.isActive === true ? type : undefined,
    typeBasis: named !== undefined ? 'line' : type !== undefined && type === before ? 'last' : 'open',
    doctors,
    usual: input.isAnyDoctor ? undefined : doctors.find(({ id }) => id === last?.doctorId),
    isDoctorNamed,
  };
}

type Asked = { wish: Wish; input: SuggestBooking; snapshot: ClinicSnapshot; patient: PatientSummary };
type Found = Pick<BookingSuggestion, 'choices' | 'doctorBasis'>;

/** What was asked for; where nothing is free then, what comes next, so that a caller is never left with a no. */
async function openings(deps: Deps, actor: Actor, asked: Asked): Promise<Found & { isNear: boolean }> {
  const { dayPart, time, days, ...open } = asked.input;
  const found = await openingsOf(deps, actor, asked);
  const isNarrow = dayPart !== undefined || time !== undefined || days !== undefined;
  if (found.choices.length > 0 || !isNarrow) return { ...found, isNear: false };
  const near = await openingsOf(deps, actor, { ...asked, input: open });
  return { ...near, isNear: near.choices.length > 0 };
}

async function openingsOf(deps: Deps, actor: Actor, asked: Asked): Promise<Found> {
  const { wish, input, snapshot, patient } = asked;
  const { type } = wish;
  const doctorBasis: Basis = wish.isDoctorNamed ? 'line' : 'open';
  if (type === undefined) return { choices: [], doctorBasis };
  const { time, dayPart } = input;
  const found = await deps.schedule.nextOpenings(actor, {
    appointmentTypeId: type.id,
    from: input.from ?? civilDateOf(deps.clock.now(), snapshot.settings.timeZone),
    days: input.days ?? DEFAULT_DAYS,
    perDoctor: CHOICES,
    patientId: patient.id,
    ...(time === undefined ? { dayPart } : { within: { start: time, end: '24:00' } }),
  });
  const ofDoctors = (doctors: readonly DoctorDto[]) =>
    found.doctors
      .filter(({ doctorId }) => doctors.some(({ id }) => id === doctorId))
      .flatMap(({ slots }) => slots)
      // Doctors come by name, and sorting keeps that for visits of the same moment.
      .sort((a, b) => (a.startsAt === b.startsAt ? 0 : a.startsAt < b.startsAt ? -1 : 1))
      .slice(0, CHOICES)
      .map((slot) => choiceOf({ slot, patient, type, snapshot }));
  const usual = wish.usual === undefined || wish.isDoctorNamed ? [] : ofDoctors([wish.usual]);
  if (usual.length > 0) return { choices: usual, doctorBasis: 'last' };
  return { choices: ofDoctors(wish.doctors), doctorBasis };
}

function choiceOf(made: {
  slot: SlotDto;
  patient: PatientSummary;
  type: AppointmentTypeDto;
  snapshot: ClinicSnapshot;
}): BookingChoice {
  const { slot, patient, type, snapshot } = made;
  return {
    patient,
    type: { id: type.id, name: type.name, color: type.color },
    doctor: { id: slot.doctorId, name: snapshot.doctors.get(slot.doctorId)?.name ?? '' },
    startsAt: slot.startsAt,
    endsAt: slot.endsAt,
  };
}

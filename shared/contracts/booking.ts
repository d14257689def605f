import { z } from 'zod';
import { AppointmentTypeId, DoctorId, PatientId, SpecializationId } from '../ids.ts';
import { Attendance } from './attendance.ts';
import { AppointmentDto } from './appointments.ts';
import { TypeColor } from './clinic.ts';
import { PatientSummary } from './patients.ts';
import { CivilDateText, InstantOut, LocalTimeText } from './time.ts';
import { DayPart } from './words.ts';

/** As much of a name as is looked for: longer ones are told apart by then. */
export const MAX_PATIENT_ASKED = 100;

/** What a booking line was understood as; everything but the patient may be left open. */
export const SuggestBooking = z.strictObject({
  /** As `patients.find` takes it. */
  patient: z.string().trim().min(1).max(MAX_PATIENT_ASKED),
  /** One of those found, where the first is not meant. */
  patientId: PatientId.optional(),
  appointmentTypeId: AppointmentTypeId.optional(),
  doctorIds: z.array(DoctorId).max(200).default([]),
  specializationId: SpecializationId.optional(),
  /** Whoever is free first, not the doctor of the last visit. */
  isAnyDoctor: z.boolean().default(false),
  from: CivilDateText.optional(),
  days: z.int().min(1).max(90).optional(),
  dayPart: DayPart.optional(),
  /** From this time of the day on. */
  time: LocalTimeText.optional(),
});
export type SuggestBooking = z.infer<typeof SuggestBooking>;

/** All that a booking needs. */
export const BookingChoice = z.object({
  patient: PatientSummary,
  type: z.object({ id: AppointmentTypeId, name: z.string(), color: TypeColor }),
  doctor: z.object({ id: DoctorId, name: z.string() }),
  startsAt: InstantOut,
  endsAt: InstantOut,
});
export type BookingChoice = z.infer<typeof BookingChoice>;

/** Where the kind of visit or the doctor comes from: the line, the last visit, or the clinic's first. */
export const BASES = ['line', 'last', 'open'] as const;
const Basis = z.enum(BASES);

export const BookingSuggestion = z.object({
  patients: z.array(PatientSummary),
  patient: PatientSummary.nullable(),
  /** The next three openings that fit, in order of time. */
  choices: z.array(BookingChoice),
  /** Nothing fits: these are the next ones from that day on, whatever the part of it. */
  isNear: z.boolean(),
  /** Null where nobody is meant. */
  attendance: Attendance.nullable(),
  typeBasis: Basis,
  doctorBasis: Basis,
  /** The patient's visits from today on. */
  coming: z.array(AppointmentDto),
  /** Visits of today of those with the same phone. */
  household: z.array(AppointmentDto),
});
export type BookingSuggestion = z.infer<typeof BookingSuggestion>;

import { z } from 'zod';
import { STRANDED_REASONS } from '../domain/stranded.ts';
import { CHECK_IN_ITEMS } from '../domain/check-in.ts';
import {
  AppointmentId,
  AppointmentTypeId,
  DoctorId,
  PatientId,
  RecallId,
  RoomId,
  SeriesId,
  WaitlistEntryId,
} from '../ids.ts';
import { CallSeconds } from './call-times.ts';
import { TypeColor } from './clinic.ts';
import { ClientRequestId, ExpectedVersion, line, PageInput, pageOf, Phone, RoomRef, text } from './common.ts';
import { LanguageName } from './languages.ts';
import { PatientSummary } from './patients.ts';
import { CivilDateText, InstantOut, InstantText } from './time.ts';
import { AppointmentStatus, CancelCode, PatientCancelCode, Urgency } from './words.ts';

/** Why staff book over a conflict; needed where the clinic allows it at all. Stored and audited. */
export const OverrideReason = line(300).min(3, { error: 'at least 3 characters' });

export const APPOINTMENT_SOURCES = ['desk', 'online', 'request', 'walk_in', 'import'] as const;
export const AppointmentSource = z.enum(APPOINTMENT_SOURCES);

export const BookAppointment = z.strictObject({
  patientId: PatientId,
  doctorId: DoctorId,
  appointmentTypeId: AppointmentTypeId,
  startsAt: InstantText,
  /** Defaults to the doctor's room. */
  roomId: RoomId.optional(),
  urgency: Urgency.default('medium'),
  reason: text(500).default(''),
  /** A person who stands at the desk: may start up to now, and arrives with the booking. */
  isWalkIn: z.boolean().default(false),
  overrideReason: OverrideReason.optional(),
  /** How long the caller had been waiting for it. */
  callSec: CallSeconds.optional(),
  /** The patient was due for it: the recall is settled with the visit, or neither is made. */
  recallId: RecallId.optional(),
  /** The patient waited for it: their place on the waitlist ends with the visit, or neither is done. */
  waitlistEntryId: WaitlistEntryId.optional(),
  requestId: ClientRequestId,
});
export type BookAppointment = z.infer<typeof BookAppointment>;

/** A patient takes an offered slot; whose it is comes from the sign-in. */
export const BookOnline = z.strictObject({
  doctorId: DoctorId,
  appointmentTypeId: AppointmentTypeId,
  startsAt: InstantText,
  reason: text(500).default(''),
  requestId: ClientRequestId,
});
export type BookOnline = z.infer<typeof BookOnline>;

export const MoveAppointment = z.strictObject({
  id: AppointmentId,
  startsAt: InstantText,
  doctorId: DoctorId.optional(),
  roomId: RoomId.nullable().optional(),
  /** Minutes; defaults to the visit's own length. */
  durationMin: z.int().min(5).max(480).multipleOf(5).optional(),
  reason: text(300).default(''),
  overrideReason: OverrideReason.optional(),
  expectedVersion: ExpectedVersion,
  requestId: ClientRequestId,
});
export type MoveAppointment = z.infer<typeof MoveAppointment>;

/** A patient moves an own visit to another offered slot of the same doctor. */
export const MoveOwnAppointment = z.strictObject({
  id: AppointmentId,
  startsAt: InstantText,
  expectedVersion: ExpectedVersion,
  requestId: ClientRequestId,
});
export type MoveOwnAppointment = z.infer<typeof MoveOwnAppointment>;

/** Where an own visit may go: the free times of its doctor, as long as it is, its present time among what is free. */
export const ListSlotsToMoveOwn = z.strictObject({
  id: AppointmentId,
  /** Civil days, both inclusive, at most 31. */
  from: CivilDateText,
  to: CivilDateText,
});
export type ListSlotsToMoveOwn = z.infer<typeof ListSlotsToMoveOwn>;

export const CancelAppointment = z.strictObject({
  id: AppointmentId,
  code: CancelCode,
  note: text(300).default(''),
  expectedVersion: ExpectedVersion,
});
export type CancelAppointment = z.infer<typeof CancelAppointment>;

export const CancelOwnAppointment = z.strictObject({
  id: AppointmentId,
  code: PatientCancelCode.default('pat'),
  note: text(300).default(''),
  expectedVersion: ExpectedVersion,
});
export type CancelOwnAppointment = z.infer<typeof CancelOwnAppointment>;

/** A patient says to have come. */
export const ArriveOwnAppointment = z.strictObject({ id: AppointmentId, expectedVersion: ExpectedVersion });
export type ArriveOwnAppointment = z.infer<typeof ArriveOwnAppointment>;

/** Any change of status but a cancellation, which needs its code. */
export const SetAppointmentStatus = z.strictObject({
  id: AppointmentId,
  status: AppointmentStatus.exclude(['cancelled']),
  /** The room somebody goes into; without it a visit that has none gets one that is free. */
  roomId: RoomId.optional(),
  overrideReason: OverrideReason.optional(),
  expectedVersion: ExpectedVersion,
});
export type SetAppointmentStatus = z.infer<typeof SetAppointmentStatus>;

const CheckInItems = z
  .array(z.enum(CHECK_IN_ITEMS))
  .max(CHECK_IN_ITEMS.length)
  .refine((items) => new Set(items).size === items.length, { error: 'names something twice' });

/** Minor units of the clinic's currency: what was noted, never a bill. */
const Copay = z.int().min(0).max(100_000_000);

/** The step to ready, with what the desk has looked at. */
export const CheckIn = z.strictObject({
  id: AppointmentId,
  expectedVersion: ExpectedVersion,
  items: CheckInItems,
  copayMinor: Copay.nullable().default(null),
  /** The phone number, where it is another one now. */
  chart: z.strictObject({ phone: Phone.nullable(), expectedVersion: ExpectedVersion }).optional(),
});
export type CheckIn = z.infer<typeof CheckIn>;

export const CheckInDto = z.object({
  at: InstantOut,
  byName: z.string(),
  items: z.array(z.enum(CHECK_IN_ITEMS)),
  copayMinor: z.int().nullable(),
});
export type CheckInDto = z.infer<typeof CheckInDto>;

export const AppointmentRefInput = z.strictObject({ id: AppointmentId });
export type AppointmentRefInput = z.infer<typeof AppointmentRefInput>;

/** One visit as the clinic's staff see it. */
export const AppointmentDto = z.object({
  id: AppointmentId,
  version: z.int(),
  doctorId: DoctorId,
  patient: PatientSummary,
  type: z.object({ id: AppointmentTypeId, name: z.string(), color: TypeColor }),
  room: RoomRef.nullable(),
  startsAt: InstantOut,
  endsAt: InstantOut,
  status: AppointmentStatus,
  /** Since when it has this status. */
  statusSince: InstantOut,
  arrivedAt: InstantOut.nullable(),
  /** Where a mis-click is taken back to; null where there is no way back. */
  stepBack: AppointmentStatus.nullable(),
  urgency: Urgency,
  reason: z.string(),
  source: AppointmentSource,
  isOverride: z.boolean(),
  isFirstVisit: z.boolean(),
  needsInterpreter: z.boolean(),
  /** That there is an allergy, never which. */
  hasAllergyAlert: z.boolean(),
  /** The patient still owes something; how much stands in the chart. False to whoever does not keep charts. */
  hasBalance: z.boolean(),
  hasNote: z.boolean(),
  cancel: z.object({ code: CancelCode, note: z.string(), isLate: z.boolean() }).nullable(),
  /** Which visit it is of how many that were booked as one. */
  series: z.object({ id: SeriesId, index: z.int(), count: z.int() }).nullable(),
  can: z.object({ move: z.boolean(), cancel: z.boolean(), setStatus: z.boolean() }),
});
export type AppointmentDto = z.infer<typeof AppointmentDto>;

export const HistoryEntry = z.object({
  at: InstantOut,
  byName: z.string(),
  kind: z.enum(['booked', 'moved', 'status']),
  fromStatus: AppointmentStatus.nullable(),
  toStatus: AppointmentStatus.nullable(),
  fromStartsAt: InstantOut.nullable(),
  toStartsAt: InstantOut.nullable(),
  fromDoctorId: DoctorId.nullable(),
  toDoctorId: DoctorId.nullable(),
  reason: z.string(),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;
export const AppointmentDetail = z.object({
  appointment: AppointmentDto,
  history: z.array(HistoryEntry),
  /** What the desk looked at when the patient came; null where it has not. */
  checkIn: CheckInDto.nullable(),
  /** In which the patient reads what they take along. */
  language: LanguageName,
});
export type AppointmentDetail = z.infer<typeof AppointmentDetail>;

/** One visit as its patient sees it. */
export const OwnAppointmentDto = z.object({
  id: AppointmentId,
  version: z.int(),
  doctorId: DoctorId,
  doctorName: z.string(),
  typeId: AppointmentTypeId,
  typeName: z.string(),
  roomName: z.string().nullable(),
  startsAt: InstantOut,
  endsAt: InstantOut,
  status: AppointmentStatus,
  can: z.object({ move: z.boolean(), cancel: z.boolean() }),
  /** A cancellation now would count as late. */
  isLateToCancel: z.boolean(),
  /** Cancelled for a reason that is not the patient's own. */
  isCalledOff: z.boolean(),
});
export type OwnAppointmentDto = z.infer<typeof OwnAppointmentDto>;

export const ListOwnAppointments = z.strictObject({
  when: z.enum(['upcoming', 'past']).default('upcoming'),
  ...PageInput,
});
export type ListOwnAppointments = z.infer<typeof ListOwnAppointments>;
export const OwnAppointmentPage = pageOf(OwnAppointmentDto);
export type OwnAppointmentPage = z.infer<typeof OwnAppointmentPage>;

export const ListPatientAppointments = z.strictObject({
  patientId: PatientId,
  /** `seen` are those that are done. */
  which: z.enum(['all', 'seen']).default('all'),
  ...PageInput,
});
export type ListPatientAppointments = z.infer<typeof ListPatientAppointments>;
export const AppointmentPage = pageOf(AppointmentDto);
export type AppointmentPage = z.infer<typeof AppointmentPage>;

/** Visits of the clinic in order of time; `from` and `to` are civil days, both inclusive. */
export const ListAppointments = z.strictObject({
  from: CivilDateText.optional(),
  to: CivilDateText.optional(),
  doctorId: DoctorId.optional(),
  status: AppointmentStatus.optional(),
  ...PageInput,
});
export type ListAppointments = z.infer<typeof ListAppointments>;

/** Coming visits that were booked on hours, a doctor or a type that are no longer so, in order of time. */
export const ListStranded = z.strictObject({ ...PageInput });
export type ListStranded = z.infer<typeof ListStranded>;
export const StrandedVisit = z.object({ visit: AppointmentDto, reason: z.enum(STRANDED_REASONS) });
export type StrandedVisit = z.infer<typeof StrandedVisit>;
export const StrandedPage = pageOf(StrandedVisit).extend({ count: z.int() });
export type StrandedPage = z.infer<typeof StrandedPage>;

export const DayBoardInput = z.strictObject({
  day: CivilDateText,
  /** Leave out for every active doctor (a doctor sees the own column only). */
  doctorIds: z.array(DoctorId).max(200).optional(),
});
export type DayBoardInput = z.infer<typeof DayBoardInput>;

const IntervalOut = z.object({ start: InstantOut, end: InstantOut });
export const DayColumn = z.object({
  doctorId: DoctorId,
  doctorName: z.string(),
  room: RoomRef.nullable(),
  open: z.array(IntervalOut),
  blocked: z.array(z.object({ interval: IntervalOut, kind: z.enum(['break', 'time_off']) })),
  /** In order of time; those that no longer block (cancelled, no-show ...) are among them. */
  appointments: z.array(AppointmentDto),
});
export type DayColumn = z.infer<typeof DayColumn>;
export const DayBoard = z.object({
  day: z.string(),
  timeZone: z.string(),
  serverTime: InstantOut,
  isClosure: z.boolean(),
  columns: z.array(DayColumn),
  pendingRequestCount: z.int(),
});
export type DayBoard = z.infer<typeof DayBoard>;

export const AppointmentCounts = z.object({
  day: z.string(),
  byStatus: z.record(AppointmentStatus, z.int()),
  total: z.int(),
});
export type AppointmentCounts = z.infer<typeof AppointmentCounts>;
export const CountInput = z.strictObject({ day: CivilDateText });
export type CountInput = z.infer<typeof CountInput>;

import { z } from 'zod';
import { CONTACT_KINDS, MOST_MONTHS, RECALL_ENDS, RECALL_STATES } from '../domain/recalls.ts';
import { AppointmentId, AppointmentTypeId, DoctorId, PatientId, RecallId } from '../ids.ts';
import { ClientRequestId, ExpectedVersion, PageInput, pageOf } from './common.ts';
import { PatientSummary } from './patients.ts';
import { CivilDateText, InstantOut } from './time.ts';

const Wanted = {
  appointmentTypeId: AppointmentTypeId,
  /** None named means anybody who offers the type. */
  doctorId: DoctorId.nullable().default(null),
};

export const AddRecall = z.strictObject({
  ...Wanted,
  patientId: PatientId,
  dueInMonths: z.int().min(1).max(MOST_MONTHS),
  requestId: ClientRequestId,
});
export type AddRecall = z.infer<typeof AddRecall>;

export const EditRecall = z.strictObject({
  ...Wanted,
  id: RecallId,
  dueOn: CivilDateText,
  expectedVersion: ExpectedVersion,
});
export type EditRecall = z.infer<typeof EditRecall>;

/** One try to reach the patient. Nothing is typed: a word of why somebody comes has no place here. */
export const LogRecallContact = z.strictObject({
  id: RecallId,
  kind: z.enum(CONTACT_KINDS),
  expectedVersion: ExpectedVersion,
  requestId: ClientRequestId,
});
export type LogRecallContact = z.infer<typeof LogRecallContact>;

export const EndRecall = z.strictObject({
  id: RecallId,
  as: z.enum(RECALL_ENDS),
  expectedVersion: ExpectedVersion,
});
export type EndRecall = z.infer<typeof EndRecall>;
export const ReopenRecall = z.strictObject({ id: RecallId, expectedVersion: ExpectedVersion });
export type ReopenRecall = z.infer<typeof ReopenRecall>;
/** One's own newest act on it: that it was put on the list, or a try that was noted. */
export const TakeRecallBack = z.strictObject({ id: RecallId, expectedVersion: ExpectedVersion });
export type TakeRecallBack = z.infer<typeof TakeRecallBack>;

/** The longest overdue first. Without a state: those still to be reached. */
export const ListRecalls = z.strictObject({
  state: z.enum(RECALL_STATES).optional(),
  dueMonth: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/, { error: 'needs a month such as 2026-03' })
    .optional(),
  doctorId: DoctorId.optional(),
  appointmentTypeId: AppointmentTypeId.optional(),
  ...PageInput,
});
export type ListRecalls = z.infer<typeof ListRecalls>;

export const RecallContactDto = z.object({
  kind: z.enum(CONTACT_KINDS),
  at: InstantOut,
  byName: z.string(),
});
export type RecallContactDto = z.infer<typeof RecallContactDto>;

export const RecallDto = z.object({
  id: RecallId,
  version: z.int(),
  patient: PatientSummary,
  appointmentTypeId: AppointmentTypeId,
  typeName: z.string(),
  durationMin: z.int(),
  doctorId: DoctorId.nullable(),
  doctorName: z.string().nullable(),
  dueOn: z.string(),
  state: z.enum(RECALL_STATES),
  /** The newest first; older ones are counted. */
  contacts: z.array(RecallContactDto),
  contactCount: z.int(),
  /** The visit that was booked for it, while it stands. */
  visit: z.object({ id: AppointmentId, startsAt: InstantOut }).nullable(),
  /** Another visit the patient comes to anyway. */
  comesAt: InstantOut.nullable(),
  createdAt: InstantOut,
  can: z.object({ write: z.boolean(), reopen: z.boolean() }),
});
export type RecallDto = z.infer<typeof RecallDto>;
export const RecallPage = pageOf(RecallDto);
export type RecallPage = z.infer<typeof RecallPage>;

import { z } from 'zod';
import {
  AppointmentId,
  AppointmentTypeId,
  DoctorId,
  PatientId,
  RequestId,
  RoomId,
  SpecializationId,
} from '../ids.ts';
import { AppointmentDto, OverrideReason } from './appointments.ts';
import { ClientRequestId, ExpectedVersion, line, PageInput, pageOf } from './common.ts';
import { PatientSummary } from './patients.ts';
import { CivilDateText, InstantOut, InstantText } from './time.ts';
import { DayPart, RequestStatus, Urgency } from './words.ts';

/** How urgent it is, and why, in the patient's words. */
export const RequestWords = z.strictObject({ urgency: Urgency.default('medium'), reason: line(500) });
const RequestFields = {
  /** One doctor, or any of a specialization. */
  doctorId: DoctorId.nullable().default(null),
  specializationId: SpecializationId.nullable().default(null),
  date: CivilDateText,
  dayPart: DayPart,
  ...RequestWords.shape,
  requestId: ClientRequestId,
};

type Whom = { doctorId: string | null; specializationId: string | null };
function toSomebody<T extends z.ZodType<Whom>>(input: T): T {
  return input
    .refine((whom) => whom.doctorId !== null || whom.specializationId !== null, {
      error: 'is needed',
      path: ['doctorId'],
    })
    .refine((whom) => whom.doctorId === null || whom.specializationId === null, {
      error: 'is not needed beside a doctor',
      path: ['specializationId'],
    });
}

export const CreateRequest = toSomebody(z.strictObject(RequestFields));
export type CreateRequest = z.infer<typeof CreateRequest>;
export const CreateRequestFor = toSomebody(z.strictObject({ patientId: PatientId, ...RequestFields }));
export type CreateRequestFor = z.infer<typeof CreateRequestFor>;

/** Accepting makes the appointment and marks the request in one transaction, or neither. */
export const AcceptRequest = z.strictObject({
  id: RequestId,
  appointmentTypeId: AppointmentTypeId,
  /** One of the specialization, where no doctor was named. */
  doctorId: DoctorId.optional(),
  startsAt: InstantText,
  roomId: RoomId.optional(),
  overrideReason: OverrideReason.optional(),
  expectedVersion: ExpectedVersion,
  requestId: ClientRequestId,
});
export type AcceptRequest = z.infer<typeof AcceptRequest>;

export const RejectRequest = z.strictObject({
  id: RequestId,
  reason: line(300),
  expectedVersion: ExpectedVersion,
});
export type RejectRequest = z.infer<typeof RejectRequest>;
/** Within ten minutes, by whoever declined it. */
export const ReopenRequest = z.strictObject({ id: RequestId, expectedVersion: ExpectedVersion });
export type ReopenRequest = z.infer<typeof ReopenRequest>;
export const CancelRequest = z.strictObject({ id: RequestId, expectedVersion: ExpectedVersion });
export type CancelRequest = z.infer<typeof CancelRequest>;

export const RequestDto = z.object({
  id: RequestId,
  version: z.int(),
  patient: PatientSummary,
  /** One of the two: the doctor who is asked, or the specialization any doctor of which is. */
  doctorId: DoctorId.nullable(),
  doctorName: z.string().nullable(),
  specializationId: SpecializationId.nullable(),
  specializationName: z.string().nullable(),
  date: z.string(),
  dayPart: DayPart,
  urgency: Urgency,
  reason: z.string(),
  status: RequestStatus,
  createdAt: InstantOut,
  decidedAt: InstantOut.nullable(),
  decisionReason: z.string().nullable(),
  appointmentId: AppointmentId.nullable(),
  can: z.object({ decide: z.boolean(), cancel: z.boolean() }),
});
export type RequestDto = z.infer<typeof RequestDto>;

/** Most urgent first, then the one that waits longest. */
export const ListRequests = z.strictObject({
  status: RequestStatus.default('pending'),
  /** Only those that name this doctor. */
  doctorId: DoctorId.optional(),
  ...PageInput,
});
export type ListRequests = z.infer<typeof ListRequests>;
export const RequestRefInput = z.strictObject({ id: RequestId });
export type RequestRefInput = z.infer<typeof RequestRefInput>;
export const ListOwnRequests = z.strictObject({ ...PageInput });
export type ListOwnRequests = z.infer<typeof ListOwnRequests>;
export const RequestPage = pageOf(RequestDto);
export type RequestPage = z.infer<typeof RequestPage>;

export const AcceptedRequest = z.object({ request: RequestDto, appointment: AppointmentDto });
export type AcceptedRequest = z.infer<typeof AcceptedRequest>;

import { z } from 'zod';

/** Ids are UUIDv7 made by the server; the brand keeps a patient's id out of a doctor's place. */
export const UserId = z.uuid().brand<'UserId'>();
export type UserId = z.infer<typeof UserId>;
export const SessionId = z.uuid().brand<'SessionId'>();
export type SessionId = z.infer<typeof SessionId>;
export const PatientId = z.uuid().brand<'PatientId'>();
export type PatientId = z.infer<typeof PatientId>;
export const DoctorId = z.uuid().brand<'DoctorId'>();
export type DoctorId = z.infer<typeof DoctorId>;
export const SpecializationId = z.uuid().brand<'SpecializationId'>();
export type SpecializationId = z.infer<typeof SpecializationId>;
export const RoomId = z.uuid().brand<'RoomId'>();
export type RoomId = z.infer<typeof RoomId>;
export const AppointmentTypeId = z.uuid().brand<'AppointmentTypeId'>();
export type AppointmentTypeId = z.infer<typeof AppointmentTypeId>;
export const AppointmentId = z.uuid().brand<'AppointmentId'>();
export type AppointmentId = z.infer<typeof AppointmentId>;
export const RequestId = z.uuid().brand<'RequestId'>();
export type RequestId = z.infer<typeof RequestId>;
export const BreakGlassId = z.uuid().brand<'BreakGlassId'>();
export type BreakGlassId = z.infer<typeof BreakGlassId>;
export const CorrectionId = z.uuid().brand<'CorrectionId'>();
export type CorrectionId = z.infer<typeof CorrectionId>;
export const PrivacyRequestId = z.uuid().brand<'PrivacyRequestId'>();
export type PrivacyRequestId = z.infer<typeof PrivacyRequestId>;
export const PasskeyId = z.uuid().brand<'PasskeyId'>();
export type PasskeyId = z.infer<typeof PasskeyId>;
export const InvitationId = z.uuid().brand<'InvitationId'>();
export type InvitationId = z.infer<typeof InvitationId>;
export const WaitlistEntryId = z.uuid().brand<'WaitlistEntryId'>();
export type WaitlistEntryId = z.infer<typeof WaitlistEntryId>;
export const WaitlistOfferId = z.uuid().brand<'WaitlistOfferId'>();
export type WaitlistOfferId = z.infer<typeof WaitlistOfferId>;
/** One patient's part in an offer. */
export const WaitlistInviteId = z.uuid().brand<'WaitlistInviteId'>();
export type WaitlistInviteId = z.infer<typeof WaitlistInviteId>;

import { z } from 'zod';
import { DoctorId, PatientId, UserId } from '../ids.ts';
import { Password } from './auth.ts';
import { ClientRequestId, Email, ExpectedVersion, line, PageInput, pageOf } from './common.ts';
import { InstantOut } from './time.ts';
import { Role, StaffRole } from './words.ts';

export const UserDto = z.object({
  id: UserId,
  name: z.string(),
  email: z.string(),
  role: Role,
  isActive: z.boolean(),
  doctorId: DoctorId.nullable(),
  patientId: PatientId.nullable(),
  /** Null for somebody who has not been here yet. */
  lastSignInAt: InstantOut.nullable(),
  version: z.int(),
});
export type UserDto = z.infer<typeof UserDto>;

/** With the password of the admin who does it. */
export const CreateStaff = z.strictObject({
  name: line(120),
  email: Email,
  password: Password.min(1, { error: 'is needed' }),
  /** What the new account signs in with at first. */
  newPassword: Password,
  role: StaffRole,
  /** The doctor's profile this account belongs to; needed for role doctor, refused for the others. */
  doctorId: DoctorId.optional(),
  requestId: ClientRequestId,
});
export type CreateStaff = z.infer<typeof CreateStaff>;

/** With the password of the admin who does it. */
export const SetUserActive = z.strictObject({
  id: UserId,
  isActive: z.boolean(),
  expectedVersion: ExpectedVersion,
  password: Password.min(1, { error: 'is needed' }),
});
export type SetUserActive = z.infer<typeof SetUserActive>;

/** With the password of the admin who does it. */
export const ChangeRole = z.strictObject({
  id: UserId,
  role: StaffRole,
  /** The doctor's profile the account is for; needed for role doctor, refused for the others. */
  doctorId: DoctorId.optional(),
  expectedVersion: ExpectedVersion,
  password: Password.min(1, { error: 'is needed' }),
});
export type ChangeRole = z.infer<typeof ChangeRole>;

/** Name and address of a member of staff, with the password of the admin who does it. */
export const ChangeStaffIdentity = z.strictObject({
  id: UserId,
  name: line(120),
  email: Email,
  expectedVersion: ExpectedVersion,
  password: Password.min(1, { error: 'is needed' }),
});
export type ChangeStaffIdentity = z.infer<typeof ChangeStaffIdentity>;

export const ListUsers = z.strictObject({
  role: Role.optional(),
  isActive: z.boolean().optional(),
  /** Any part of the name or the address. */
  query: z.string().trim().max(100).optional(),
  ...PageInput,
});
export type ListUsers = z.infer<typeof ListUsers>;
export const UserPage = pageOf(UserDto);
export type UserPage = z.infer<typeof UserPage>;

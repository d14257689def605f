import { z } from 'zod';
import { DoctorId, InvitationId } from '../ids.ts';
import { Password } from './auth.ts';
import { ClientRequestId, Email, ExpectedVersion, line, PageInput, pageOf } from './common.ts';
import { LanguageName } from './languages.ts';
import { InstantOut } from './time.ts';
import { StaffRole } from './words.ts';

const AdminsPassword = Password.min(1, { error: 'is needed' });
const Secret = z.string().trim().min(1, { error: 'is needed' }).max(100);

/** Somebody who is to work here, with the password of the admin who invites. */
export const InviteStaff = z.strictObject({
  name: line(120),
  email: Email,
  role: StaffRole,
  /** The doctor's profile the account will belong to; needed for role doctor, refused for the others. */
  doctorId: DoctorId.optional(),
  password: AdminsPassword,
  requestId: ClientRequestId,
});
export type InviteStaff = z.infer<typeof InviteStaff>;

export const InvitationDto = z.object({
  id: InvitationId,
  name: z.string(),
  email: z.string(),
  role: StaffRole,
  doctorId: DoctorId.nullable(),
  invitedByName: z.string(),
  sentAt: InstantOut,
  expiresAt: InstantOut,
  version: z.int(),
});
export type InvitationDto = z.infer<typeof InvitationDto>;

/** The link is shown once, and only where the clinic sends no mail: it is handed over on paper. */
export const SentInvitation = z.object({ invitation: InvitationDto, link: z.string().nullable() });
export type SentInvitation = z.infer<typeof SentInvitation>;

/** Those nobody has accepted or taken back, the newest first; expired ones among them. */
export const ListInvitations = z.strictObject(PageInput);
export type ListInvitations = z.infer<typeof ListInvitations>;
export const InvitationPage = pageOf(InvitationDto);
export type InvitationPage = z.infer<typeof InvitationPage>;

/** A new link; the one before is no good any more. */
export const ResendInvitation = z.strictObject({
  id: InvitationId,
  expectedVersion: ExpectedVersion,
  password: AdminsPassword,
});
export type ResendInvitation = z.infer<typeof ResendInvitation>;

export const RevokeInvitation = z.strictObject({ id: InvitationId, expectedVersion: ExpectedVersion });
export type RevokeInvitation = z.infer<typeof RevokeInvitation>;

export const OpenInvitation = z.strictObject({ secret: Secret });
export type OpenInvitation = z.infer<typeof OpenInvitation>;

/** What its holder is shown before choosing a password. */
export const OpenedInvitation = z.object({
  clinicName: z.string(),
  name: z.string(),
  email: z.string(),
  role: StaffRole,
});
export type OpenedInvitation = z.infer<typeof OpenedInvitation>;

export const AcceptInvitation = z.strictObject({
  secret: Secret,
  newPassword: Password,
  /** Of the page it is accepted on: the account's from then on. */
  language: LanguageName.optional(),
});
export type AcceptInvitation = z.infer<typeof AcceptInvitation>;

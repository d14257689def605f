import { z } from 'zod';
import { PatientId, UserId } from '../ids.ts';
import { Password } from './auth.ts';
import { Email } from './common.ts';
import { LanguageName } from './languages.ts';
import { IdCheckDocument } from './profiles.ts';
import { InstantOut } from './time.ts';

const OwnPassword = Password.min(1, { error: 'is needed' });

/** Answered alike whether or not there is such an account. */
export const AskReset = z.strictObject({ email: Email });
export type AskReset = z.infer<typeof AskReset>;

/** With the secret of the mailed link, or with the address and the code the desk has printed. */
export const ConfirmReset = z.strictObject({
  secret: z.string().trim().min(1, { error: 'is needed' }).max(100),
  email: Email.optional(),
  newPassword: Password,
});
export type ConfirmReset = z.infer<typeof ConfirmReset>;

/** For a patient who stands at the desk and has shown a document, with the password of whoever has looked at it. */
export const IssuePatientResetCode = z.strictObject({
  patientId: PatientId,
  document: IdCheckDocument,
  password: OwnPassword,
});
export type IssuePatientResetCode = z.infer<typeof IssuePatientResetCode>;

/** For a colleague, with the password of the admin who does it. */
export const IssueStaffResetCode = z.strictObject({
  userId: UserId,
  password: OwnPassword,
});
export type IssueStaffResetCode = z.infer<typeof IssueStaffResetCode>;

/** Shown once, for the slip of paper: `7K2QM-X4T9A`. */
export const ResetCode = z.object({
  code: z.string(),
  name: z.string(),
  email: z.string(),
  expiresAt: InstantOut,
  /** Of whom the slip is for. */
  language: LanguageName,
});
export type ResetCode = z.infer<typeof ResetCode>;

/** What the clinic knows of one's e-mail address. */
export const EmailState = z.object({
  email: z.string(),
  verifiedAt: InstantOut.nullable(),
  /** Whether the clinic can send mail at all. */
  hasMail: z.boolean(),
});
export type EmailState = z.infer<typeof EmailState>;

/** A code goes to the new address; typed in as the one that proves an address is. */
export const BeginEmailChange = z.strictObject({
  email: Email,
  password: OwnPassword,
});
export type BeginEmailChange = z.infer<typeof BeginEmailChange>;

/** For a patient who stands at the desk and has shown a document, with the password of whoever has looked at it. */
export const ChangePatientEmail = z.strictObject({
  patientId: PatientId,
  email: Email,
  document: IdCheckDocument,
  password: OwnPassword,
});
export type ChangePatientEmail = z.infer<typeof ChangePatientEmail>;
export const PatientSignIn = z.object({ email: z.string() });
export type PatientSignIn = z.infer<typeof PatientSignIn>;

export const ConfirmEmail = z.strictObject({
  code: z
    .string()
    .trim()
    .regex(/^\d{6}$/, { error: 'has six digits' }),
});
export type ConfirmEmail = z.infer<typeof ConfirmEmail>;

import { z } from 'zod';
import { DoctorId, PatientId, SessionId, UserId } from '../ids.ts';
import { LanguageName } from './languages.ts';
import { ClientRequestId, Email, line, Phone } from './common.ts';
import { PasskeyProof } from './passkey-proof.ts';
import { CivilDateText, InstantOut } from './time.ts';
import { Role } from './words.ts';

export const Password = z.string().max(200, { error: 'at most 200 characters' });

export const SignIn = z.strictObject({
  email: Email,
  password: Password.min(1, { error: 'is needed' }),
  /** The second factor, where `second_factor_needed` has asked for it: six digits, or a recovery code. */
  code: z.string().trim().max(40).optional(),
  /** Or, in its place, what a device shows of the person's passkey. */
  passkey: PasskeyProof.optional(),
  /** API clients ask for the refresh token in the answer; browsers get an HttpOnly cookie. */
  tokenInBody: z.boolean().default(false),
});
export type SignIn = z.infer<typeof SignIn>;

export const Refresh = z.strictObject({ refreshToken: z.string().max(200).optional() });
export type Refresh = z.infer<typeof Refresh>;

export const RegisterPatient = z.strictObject({
  email: Email,
  password: Password,
  givenName: line(100),
  familyName: line(100),
  birthDate: CivilDateText,
  phone: Phone.optional(),
  /** Of the page it is filled in on: the account's from then on. */
  language: LanguageName.optional(),
  requestId: ClientRequestId,
  tokenInBody: z.boolean().default(false),
});
export type RegisterPatient = z.infer<typeof RegisterPatient>;

/** What the link in the mail has brought along, and the password its reader has chosen: the form's. */
export const ConfirmRegistration = z.strictObject({
  secret: z.string().min(1).max(4_000),
  password: Password.min(1, { error: 'is needed' }),
  tokenInBody: z.boolean().default(false),
});
export type ConfirmRegistration = z.infer<typeof ConfirmRegistration>;

/** The present password and the new one. Every other session of the person ends with it. */
export const ChangePassword = z.strictObject({
  password: Password.min(1, { error: 'is needed' }),
  newPassword: Password,
});
export type ChangePassword = z.infer<typeof ChangePassword>;

export const Me = z.object({
  userId: UserId,
  sessionId: SessionId,
  name: z.string(),
  email: z.string(),
  role: Role,
  doctorId: DoctorId.nullable(),
  patientId: PatientId.nullable(),
  /** As they chose; null where they have chosen none. */
  language: LanguageName.nullable(),
});
export type Me = z.infer<typeof Me>;

export const SignedIn = z.object({
  accessToken: z.string(),
  /** Seconds until the access token ends. */
  expiresInSec: z.int(),
  refreshToken: z.string().nullable(),
  /** Good only to be unlocked, handed over or left; anything else is `session_locked`. */
  isLocked: z.boolean(),
  /** Good only to set up the second factor the clinic asks for, or to be left; anything else is `enrolment_needed`. */
  mustEnrol: z.boolean(),
  /** Without a person for so long a staff screen locks, a patient is signed out. */
  idleLimitSec: z.int(),
  /** When the sign-in ends in any case. */
  endsAt: InstantOut,
  me: Me,
});
export type SignedIn = z.infer<typeof SignedIn>;

/** Where the clinic sends mail, a link opens the account: whether the address is known is told to its holder alone. */
export const Registered = z.union([SignedIn, z.object({ isMailed: z.literal(true) })]);
export type Registered = z.infer<typeof Registered>;

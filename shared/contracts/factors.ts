import { z } from 'zod';
import { UserId } from '../ids.ts';
import { Password } from './auth.ts';
import { InstantOut } from './time.ts';

const OwnPassword = Password.min(1, { error: 'is needed' });

/** Six digits of an authenticator, or one of the recovery codes. */
export const FactorCode = z.string().trim().min(6, { error: 'has six digits' }).max(40);

export const FactorState = z.object({
  /** Null while the password alone signs in. */
  onSince: InstantOut.nullable(),
  /** The clinic asks it of this person. */
  isRequired: z.boolean(),
  /** How many devices sign in for this person by a key of their own. */
  passkeys: z.int(),
  recoveryCodesLeft: z.int(),
});
export type FactorState = z.infer<typeof FactorState>;

export const BeginTotp = z.strictObject({ password: OwnPassword });
export type BeginTotp = z.infer<typeof BeginTotp>;

/** What the authenticator is given: as a QR code, or typed. Shown until it is confirmed, never again. */
export const TotpSecret = z.object({ uri: z.string(), secret: z.string() });
export type TotpSecret = z.infer<typeof TotpSecret>;

export const ConfirmTotp = z.strictObject({ code: FactorCode });
export type ConfirmTotp = z.infer<typeof ConfirmTotp>;

/** Shown once: each signs in without the authenticator, once. */
export const RecoveryCodes = z.object({ codes: z.array(z.string()) });
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;

/** With the password and a code, so that neither a found phone nor a seen password is enough. */
export const ProveFactor = z.strictObject({ password: OwnPassword, code: FactorCode });
export type ProveFactor = z.infer<typeof ProveFactor>;

/** For somebody who has lost the authenticator and the codes, with the admin's own password. */
export const ResetFactors = z.strictObject({ userId: UserId, password: OwnPassword });
export type ResetFactors = z.infer<typeof ResetFactors>;

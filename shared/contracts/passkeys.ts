import { z } from 'zod';
import { PasskeyId } from '../ids.ts';
import { Password } from './auth.ts';
import { ExpectedVersion, line } from './common.ts';
import { FactorCode } from './factors.ts';
import { AttemptId, bytes, CredentialId, PasskeyProof } from './passkey-proof.ts';
import { InstantOut } from './time.ts';

const OwnPassword = Password.min(1, { error: 'is needed' });
const PasskeyName = line(60);

export const PasskeyDto = z.object({
  id: PasskeyId,
  /** As its person calls it. */
  name: z.string(),
  /** Signs in where the clinic is reached by this name, and nowhere else. */
  hostName: z.string(),
  addedAt: InstantOut,
  /** Null until it has signed in. */
  lastUsedAt: InstantOut.nullable(),
  /** Since when it signs nobody in, because it was copied; null for one that does. */
  suspendedAt: InstantOut.nullable(),
  version: z.int(),
});
export type PasskeyDto = z.infer<typeof PasskeyDto>;
export const PasskeyList = z.object({ items: z.array(PasskeyDto) });
export type PasskeyList = z.infer<typeof PasskeyList>;

const Credential = z.object({
  id: z.string(),
  type: z.literal('public-key'),
  transports: z.array(z.string()).optional(),
});

/** What the browser is asked to make a key by: WebAuthn's PublicKeyCredentialCreationOptionsJSON. */
const CreationOptions = z.object({
  challenge: z.string(),
  rp: z.object({ id: z.string(), name: z.string() }),
  user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
  pubKeyCredParams: z.array(z.object({ alg: z.int(), type: z.literal('public-key') })),
  timeout: z.int(),
  excludeCredentials: z.array(Credential),
  authenticatorSelection: z.object({
    residentKey: z.literal('required'),
    requireResidentKey: z.literal(true),
    userVerification: z.literal('required'),
  }),
  attestation: z.literal('none'),
});

/** What the browser is asked to sign: WebAuthn's PublicKeyCredentialRequestOptionsJSON. */
const RequestOptions = z.object({
  challenge: z.string(),
  rpId: z.string(),
  timeout: z.int(),
  /** Empty where it is not yet known who signs in: the device offers what it has. */
  allowCredentials: z.array(Credential),
  userVerification: z.literal('required'),
});

export const BeginPasskey = z.strictObject({ name: PasskeyName, password: OwnPassword });
export type BeginPasskey = z.infer<typeof BeginPasskey>;
export const PasskeyCreation = z.object({ attempt: z.string(), options: CreationOptions });
export type PasskeyCreation = z.infer<typeof PasskeyCreation>;

/** What the browser answers: the parts of WebAuthn's RegistrationResponseJSON that are looked at. */
export const FinishPasskey = z.strictObject({
  attempt: AttemptId,
  id: CredentialId,
  clientDataJSON: bytes(4000),
  attestationObject: bytes(20_000),
  transports: z.array(z.string().max(20)).max(10).default([]),
});
export type FinishPasskey = z.infer<typeof FinishPasskey>;

/** With codes on paper where there were none, shown once: they sign in where the passkey does not. */
export const AddedPasskey = z.object({ passkey: PasskeyDto, codes: z.array(z.string()) });
export type AddedPasskey = z.infer<typeof AddedPasskey>;

export const RenamePasskey = z.strictObject({
  id: PasskeyId,
  name: PasskeyName,
  expectedVersion: ExpectedVersion,
});
export type RenamePasskey = z.infer<typeof RenamePasskey>;
/** With a code of the authenticator or one from paper: a second factor is not taken off by the first alone. */
export const RemovePasskey = z.strictObject({
  id: PasskeyId,
  expectedVersion: ExpectedVersion,
  password: OwnPassword,
  code: FactorCode,
});
export type RemovePasskey = z.infer<typeof RemovePasskey>;

/** To be answered within five minutes, once. */
export const PasskeyRequest = z.object({ attempt: z.string(), options: RequestOptions });
export type PasskeyRequest = z.infer<typeof PasskeyRequest>;

export const SignInWithPasskey = z.strictObject({
  proof: PasskeyProof,
  tokenInBody: z.boolean().default(false),
});
export type SignInWithPasskey = z.infer<typeof SignInWithPasskey>;

/** What may follow the right password: told with `second_factor_needed`. */
export const SecondStepWays = z.object({
  hasAuthenticator: z.boolean(),
  hasPasskey: z.boolean(),
  /** Null where the person has none that is good at this address. */
  passkey: PasskeyRequest.nullable(),
});
export type SecondStepWays = z.infer<typeof SecondStepWays>;

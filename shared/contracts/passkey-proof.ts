import { z } from 'zod';

/** Bytes as WebAuthn's JSON has them. */
export const bytes = (max: number) => z.base64url().min(1).max(max);
/** A device may choose up to 1,023 bytes. */
export const CredentialId = bytes(1400);
/** Which of the server's questions this answers. */
export const AttemptId = bytes(40);

/** What the browser answers: the parts of WebAuthn's AuthenticationResponseJSON that are looked at. */
export const PasskeyProof = z.strictObject({
  attempt: AttemptId,
  id: CredentialId,
  clientDataJSON: bytes(4000),
  authenticatorData: bytes(4000),
  signature: bytes(1000),
  userHandle: bytes(100).optional(),
});
export type PasskeyProof = z.infer<typeof PasskeyProof>;

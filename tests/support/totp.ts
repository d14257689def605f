import { Secret, TOTP } from 'otpauth';
import { epochMs, type Instant } from '../../shared/time/instant.ts';

/** The six digits an authenticator shows for a secret at a moment. */
export function totpCode(secret: string, at: Instant): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: epochMs(at) });
}

/** A new secret and its code at a moment. */
export function newTotp(at: Instant): { secret: string; code: string } {
  const secret = new Secret({ size: 20 }).base32;
  return { secret, code: totpCode(secret, at) };
}

import type { SecuritySettings } from '../contracts/security-settings.ts';
import { DEFAULT_SESSION_LIMITS } from './session-limits.ts';

export type { SecuritySettings };

/**
 * OWASP's weakest acceptable argon2id is 19 MiB twice, or 12 MiB three times; below nothing may go. The
 * upper bounds keep a slip of the pen from making each sign-in take minutes.
 */
export const HASH_COST_BOUNDS = {
  memoryKiB: { min: 12_288, max: 262_144 },
  iterations: { min: 2, max: 10 },
  parallelism: { min: 1, max: 4 },
} as const;

export const DEFAULT_SECURITY_SETTINGS = {
  hashMemoryKiB: 19_456,
  hashIterations: 2,
  hashParallelism: 1,
  ...DEFAULT_SESSION_LIMITS,
  secondFactorFor: 'nobody',
  breakGlassPerDay: 5,
} as const satisfies SecuritySettings;

/** Less memory has to be made good by more passes: OWASP's equivalent pairs. */
export function hashCostProblem(settings: SecuritySettings): string | undefined {
  const isEnough = settings.hashMemoryKiB >= 19_456 || settings.hashIterations >= 3;
  return isEnough ? undefined : 'needs at least 3 with less than 19456 KiB of memory';
}

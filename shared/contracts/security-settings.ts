import { z } from 'zod';
import { SECOND_FACTOR_FOR } from '../domain/second-factor.ts';
import { HASH_COST_BOUNDS } from '../domain/security-settings.ts';
import { Password } from './auth.ts';
import { ExpectedVersion } from './common.ts';
import { InstantOut } from './time.ts';

const { memoryKiB, iterations, parallelism } = HASH_COST_BOUNDS;

const STAFF_IDLE_MIN = z.int().min(1).max(60);
const STAFF_TOTAL_HOURS = z.int().min(1).max(24);

/** How strictly the clinic guards its doors. The admin's choice; defaults in `domain/security-settings`. */
export const SecuritySettings = z.strictObject({
  /** What argon2id spends on one password. Stored hashes follow at each person's next sign-in. */
  hashMemoryKiB: z.int().min(memoryKiB.min).max(memoryKiB.max),
  hashIterations: z.int().min(iterations.min).max(iterations.max),
  hashParallelism: z.int().min(parallelism.min).max(parallelism.max),
  /** Without a person for so long a staff screen locks, and a patient is signed out. */
  receptionistIdleMin: STAFF_IDLE_MIN,
  doctorIdleMin: STAFF_IDLE_MIN,
  adminIdleMin: STAFF_IDLE_MIN,
  patientIdleMin: z.int().min(5).max(120),
  /** A sign-in ends after so long in any case. */
  receptionistTotalHours: STAFF_TOTAL_HOURS,
  doctorTotalHours: STAFF_TOTAL_HOURS,
  adminTotalHours: STAFF_TOTAL_HOURS,
  patientTotalHours: z.int().min(1).max(72),
  /** Who has to prove a second time who they are; others of the staff may. */
  secondFactorFor: z.enum(SECOND_FACTOR_FOR),
  /** How many charts of strangers one doctor may open within 24 hours. */
  breakGlassPerDay: z.int().min(1).max(50),
});
export type SecuritySettings = z.infer<typeof SecuritySettings>;

export const SecuritySettingsDto = z.object({
  settings: SecuritySettings,
  version: z.int(),
  /** When the clinic's own certificate authority ends; null where this server shows no certificate. */
  authorityEndsAt: InstantOut.nullable(),
  /** Who has a passkey that was copied, until it is removed; their names. */
  copiedPasskeysOf: z.array(z.string()),
});
export type SecuritySettingsDto = z.infer<typeof SecuritySettingsDto>;

export const UpdateSecuritySettings = z.strictObject({
  changes: SecuritySettings.partial(),
  expectedVersion: ExpectedVersion,
  password: Password.min(1, { error: 'is needed' }),
});
export type UpdateSecuritySettings = z.infer<typeof UpdateSecuritySettings>;

import { z } from 'zod';
import { RETENTION_KINDS } from '../domain/retention.ts';
import { Password } from './auth.ts';
import { InstantOut } from './time.ts';

const years = z.int().min(1).max(100);
const days = z.int().min(1).max(36_500);

export const RetentionSettings = z.strictObject({
  chartYears: years,
  minorsUntilAge: z.int().min(0).max(40),
  requestDays: days,
  privacyCaseYears: years,
  sessionDays: days,
  /** A retry comes within minutes; a PC may sleep over a long holiday. */
  answerDays: z.int().min(1).max(90),
  leftoverDays: z.int().min(1).max(365),
  isNightly: z.boolean(),
});
export type RetentionSettings = z.infer<typeof RetentionSettings>;

export const UpdateRetention = z.strictObject({
  changes: RetentionSettings.partial(),
  password: Password,
});
export type UpdateRetention = z.infer<typeof UpdateRetention>;

export const ApplyRetention = z.strictObject({ password: Password });
export type ApplyRetention = z.infer<typeof ApplyRetention>;

export const RetentionLine = z.object({
  kind: z.enum(RETENTION_KINDS),
  total: z.int(),
  oldestAt: InstantOut.nullable(),
  /** What would go today. */
  dueCount: z.int(),
  /** Old enough, but kept, by why. */
  kept: z.object({ hold: z.int(), openVisits: z.int(), minors: z.int() }),
});
export type RetentionLine = z.infer<typeof RetentionLine>;

export const RetentionReport = z.object({
  madeAt: InstantOut,
  settings: RetentionSettings,
  lines: z.array(RetentionLine),
});
export type RetentionReport = z.infer<typeof RetentionReport>;

export const RetentionApplied = z.object({
  appliedAt: InstantOut,
  gone: z.array(z.object({ kind: z.enum(RETENTION_KINDS), count: z.int() })),
});
export type RetentionApplied = z.infer<typeof RetentionApplied>;

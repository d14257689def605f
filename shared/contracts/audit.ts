import { z } from 'zod';
import { AUDIT_TYPES } from '../domain/audit-kinds.ts';
import { ROLES } from '../domain/roles.ts';
import { PatientId, UserId } from '../ids.ts';
import { PageInput } from './common.ts';
import { CivilDateText, InstantOut } from './time.ts';

export const AUDIT_ACTIONS = ['C', 'R', 'U', 'D', 'E'] as const;
export const AUDIT_OUTCOMES = ['success', 'denied', 'failure'] as const;

const Period = { from: CivilDateText.optional(), to: CivilDateText.optional() };

/** Newest first; the days are the clinic's, both included. */
export const ListAudit = z.strictObject({
  userId: UserId.optional(),
  chartNumber: z.int().min(1).optional(),
  type: z.enum(AUDIT_TYPES).optional(),
  outcome: z.enum(AUDIT_OUTCOMES).optional(),
  action: z.enum(AUDIT_ACTIONS).optional(),
  ...Period,
  ...PageInput,
});
export type ListAudit = z.infer<typeof ListAudit>;

export const ListOwnAudit = z.strictObject({ ...Period, ...PageInput });
export type ListOwnAudit = z.infer<typeof ListOwnAudit>;

export const ListUnrelatedReads = z.strictObject({ ...Period, ...PageInput });
export type ListUnrelatedReads = z.infer<typeof ListUnrelatedReads>;

export const AuditPerson = z.object({ id: z.string(), name: z.string().nullable(), role: z.enum(ROLES) });
export type AuditPerson = z.infer<typeof AuditPerson>;

/** A line of the trail. A patient is named by the chart's number alone: admins read no demographics. */
export const AuditLineDto = z.object({
  id: z.int(),
  recordedAt: InstantOut,
  type: z.enum(AUDIT_TYPES),
  subtype: z.string(),
  action: z.enum(AUDIT_ACTIONS),
  outcome: z.enum(AUDIT_OUTCOMES),
  /** Null: nobody signed in, or the clinic's own computer. */
  person: AuditPerson.nullable(),
  /** Whose account it was done or tried at, signed in or not. */
  account: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
  sessionId: z.string().nullable(),
  address: z.string().nullable(),
  patientId: PatientId.nullable(),
  chartNumber: z.int().nullable(),
  objectType: z.string().nullable(),
  objectId: z.string().nullable(),
  objectVersion: z.int().nullable(),
  changedFields: z.array(z.string()),
  purpose: z.string().nullable(),
  reason: z.string().nullable(),
  policy: z.string().nullable(),
  procedure: z.string().nullable(),
  requestId: z.string().nullable(),
  repeats: z.int(),
});
export type AuditLineDto = z.infer<typeof AuditLineDto>;

/** A page may hold less than was asked for, even nothing, and still go on: so far has been looked. */
export const AuditPage = z.object({
  items: z.array(AuditLineDto),
  nextCursor: z.string().nullable(),
  /** Up to when the lines have been looked through, where there are more. */
  lookedBackTo: InstantOut.nullable(),
});
export type AuditPage = z.infer<typeof AuditPage>;

export const CHART_ACCESSES = ['looked', 'added', 'changed', 'removed', 'refused', 'other'] as const;

/** Who was at one's chart, in the words of the screen. */
export const ChartAccessDto = z.object({
  id: z.int(),
  recordedAt: InstantOut,
  who: z.object({ name: z.string().nullable(), role: z.enum(ROLES) }).nullable(),
  did: z.enum(CHART_ACCESSES),
  what: z.enum(AUDIT_TYPES),
  /** Opened without a visit, with a reason, because it could not wait. */
  isEmergency: z.boolean(),
  times: z.int(),
});
export type ChartAccessDto = z.infer<typeof ChartAccessDto>;

export const ListChartAccess = z.strictObject({ ...PageInput });
export type ListChartAccess = z.infer<typeof ListChartAccess>;

export const ChartAccessPage = z.object({
  items: z.array(ChartAccessDto),
  nextCursor: z.string().nullable(),
});
export type ChartAccessPage = z.infer<typeof ChartAccessPage>;

/** Whether the chain was whole when it was last looked at. */
export const TrailState = z.object({
  lineCount: z.int(),
  lastVerified: z
    .object({
      at: InstantOut,
      isWhole: z.boolean(),
      lineCount: z.int(),
      /** The first places that are not what they were, such as `altered 17`. */
      breaches: z.array(z.string()),
    })
    .nullable(),
});
export type TrailState = z.infer<typeof TrailState>;

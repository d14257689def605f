import { z } from 'zod';
import { BREAK_GLASS, isInWords } from '../domain/break-glass.ts';
import { BreakGlassId } from '../ids.ts';
import { Password } from './auth.ts';
import { ClientRequestId, ExpectedVersion, line, PageInput, pageOf, text } from './common.ts';
import { PatientSummary } from './patients.ts';
import { CivilDateText, InstantOut } from './time.ts';

/** A doctor opens the chart of somebody they are not treating: whose it is has to be known already. */
export const BreakGlass = z.strictObject({
  /** The chart number or the family name. */
  person: line(100),
  birthDate: CivilDateText,
  reason: text(500)
    .min(BREAK_GLASS.minReasonLength, {
      error: `at least ${BREAK_GLASS.minReasonLength} characters`,
      abort: true,
    })
    .refine(isInWords, { error: 'has to be said in words' }),
  password: Password.min(1, { error: 'is needed' }),
  requestId: ClientRequestId,
});
export type BreakGlass = z.infer<typeof BreakGlass>;

/** A chart that is open to its doctor for a while. */
export const OpenedChart = z.object({
  id: BreakGlassId,
  patient: PatientSummary,
  openedAt: InstantOut,
  expiresAt: InstantOut,
});
export type OpenedChart = z.infer<typeof OpenedChart>;

export const OpenedCharts = z.object({ items: z.array(OpenedChart) });
export type OpenedCharts = z.infer<typeof OpenedCharts>;

export const REVIEW_STATES = ['open', 'reviewed'] as const;

export const ListBreakGlass = z.strictObject({ ...PageInput, state: z.enum(REVIEW_STATES).default('open') });
export type ListBreakGlass = z.infer<typeof ListBreakGlass>;

/** For the one who looks over it: the chart by its number alone. */
export const BreakGlassDto = z.object({
  id: BreakGlassId,
  version: z.int(),
  doctorName: z.string(),
  chartNumber: z.int(),
  reason: z.string(),
  openedAt: InstantOut,
  expiresAt: InstantOut,
  /** Null while the chart was opened and not yet read. */
  firstReadAt: InstantOut.nullable(),
  review: z.object({ at: InstantOut, byName: z.string(), note: z.string() }).nullable(),
  can: z.object({ review: z.boolean() }),
});
export type BreakGlassDto = z.infer<typeof BreakGlassDto>;

export const BreakGlassPage = pageOf(BreakGlassDto);
export type BreakGlassPage = z.infer<typeof BreakGlassPage>;

export const ReviewBreakGlass = z.strictObject({
  id: BreakGlassId,
  note: text(500).min(1, { error: 'is needed' }),
  expectedVersion: ExpectedVersion,
});
export type ReviewBreakGlass = z.infer<typeof ReviewBreakGlass>;

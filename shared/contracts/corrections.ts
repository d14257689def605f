import { z } from 'zod';
import { CORRECTION_FIELDS, CORRECTION_STATUSES } from '../domain/privacy.ts';
import { CorrectionId } from '../ids.ts';
import { ClientRequestId, ExpectedVersion, line, PageInput, pageOf, text } from './common.ts';
import { PatientSummary } from './patients.ts';
import { InstantOut } from './time.ts';

export const CorrectionField = z.enum(CORRECTION_FIELDS);
export const CorrectionStatus = z.enum(CORRECTION_STATUSES);

export const AskCorrection = z.strictObject({
  field: CorrectionField,
  /** What the chart should say; for `other`, what is wrong in words. */
  wanted: line(300),
  note: text(500).default(''),
  requestId: ClientRequestId,
});
export type AskCorrection = z.infer<typeof AskCorrection>;

export const WithdrawCorrection = z.strictObject({ id: CorrectionId, expectedVersion: ExpectedVersion });
export type WithdrawCorrection = z.infer<typeof WithdrawCorrection>;

export const AcceptCorrection = z.strictObject({
  id: CorrectionId,
  expectedVersion: ExpectedVersion,
  /** The chart as the desk saw it beside the request. */
  expectedChartVersion: ExpectedVersion,
});
export type AcceptCorrection = z.infer<typeof AcceptCorrection>;

export const DeclineCorrection = z.strictObject({
  id: CorrectionId,
  expectedVersion: ExpectedVersion,
  /** The patient reads it. */
  reason: line(300),
});
export type DeclineCorrection = z.infer<typeof DeclineCorrection>;

export const CorrectionDto = z.object({
  id: CorrectionId,
  version: z.int(),
  field: CorrectionField,
  wanted: z.string(),
  note: z.string(),
  status: CorrectionStatus,
  /** What the chart says now; null where it says nothing, and for `other`. */
  currentValue: z.string().nullable(),
  /** What it said until the correction was accepted. */
  oldValue: z.string().nullable(),
  createdAt: InstantOut,
  decidedAt: InstantOut.nullable(),
  decisionReason: z.string().nullable(),
  can: z.object({ withdraw: z.boolean(), decide: z.boolean() }),
});
export type CorrectionDto = z.infer<typeof CorrectionDto>;

/** For the desk: whose chart it is, at which version. */
export const DeskCorrectionDto = CorrectionDto.extend({ patient: PatientSummary, chartVersion: z.int() });
export type DeskCorrectionDto = z.infer<typeof DeskCorrectionDto>;

/** The one that waits longest first. */
export const ListCorrections = z.strictObject({ status: CorrectionStatus.default('open'), ...PageInput });
export type ListCorrections = z.infer<typeof ListCorrections>;
export const CorrectionPage = pageOf(DeskCorrectionDto);
export type CorrectionPage = z.infer<typeof CorrectionPage>;

export const OwnCorrections = z.object({ items: z.array(CorrectionDto) });
export type OwnCorrections = z.infer<typeof OwnCorrections>;

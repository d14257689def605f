import { z } from 'zod';
import { HOURS_PROPOSAL_STATUSES } from '../domain/weekly-hours.ts';
import { DoctorId, HoursProposalId } from '../ids.ts';
import { WeekRowInput } from './clinic.ts';
import { ChangePreview, DoctorHoursDto, WeekRowDto } from './clinic-calendar.ts';
import { ClientRequestId, ExpectedVersion, line, PageInput, text } from './common.ts';
import { CivilDateText, InstantOut } from './time.ts';

const Mark = z.string().max(64);
const ProposedWeek = z.strictObject({
  week: z.array(WeekRowInput).max(100),
  validFrom: CivilDateText,
  /** The last day; null where it holds until other hours begin. */
  validTo: CivilDateText.nullable().default(null),
});
const isInOrder = (p: { validFrom: string; validTo: string | null }) =>
  p.validTo === null || p.validFrom <= p.validTo;
const IN_ORDER = { error: 'has to be on or after the first day', path: ['validTo'] };

/** Whose hours they are says the session: nobody proposes another's. */
export const ProposeHours = ProposedWeek.extend({
  /** To whoever decides. */
  note: text(200).default(''),
  /** The mark of the hours it was drawn on; where others are now, it is refused as stale. */
  seenHours: Mark,
  requestId: ClientRequestId,
}).refine(isInOrder, IN_ORDER);
export type ProposeHours = z.infer<typeof ProposeHours>;

/** What a week would touch, looked over before it is proposed. */
export const PreviewOwnHours = ProposedWeek.extend({
  ...PageInput,
  limit: PageInput.limit.unwrap().default(100),
}).refine(isInOrder, IN_ORDER);
export type PreviewOwnHours = z.infer<typeof PreviewOwnHours>;

export const WithdrawHours = z.strictObject({ id: HoursProposalId, expectedVersion: ExpectedVersion });
export type WithdrawHours = z.infer<typeof WithdrawHours>;

export const HoursProposalDto = z.object({
  id: HoursProposalId,
  version: z.int(),
  doctorId: DoctorId,
  week: z.array(WeekRowDto),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  note: z.string(),
  status: z.enum(HOURS_PROPOSAL_STATUSES),
  /** Nobody can accept it any more: its days are over, or its doctor works here no longer. */
  isMoot: z.boolean(),
  createdAt: InstantOut,
  decidedAt: InstantOut.nullable(),
  decisionReason: z.string().nullable(),
  can: z.object({ withdraw: z.boolean(), decide: z.boolean() }),
});
export type HoursProposalDto = z.infer<typeof HoursProposalDto>;

/** A doctor's own weeks, and the last they proposed. */
export const OwnHoursDto = DoctorHoursDto.extend({
  latest: HoursProposalDto.nullable(),
  can: z.object({ propose: z.boolean() }),
});
export type OwnHoursDto = z.infer<typeof OwnHoursDto>;

/** All that wait for an answer, the one that waits longest first: at most one of each doctor. */
export const OpenHoursProposals = z.object({
  items: z.array(HoursProposalDto.extend({ doctorName: z.string() })),
});
export type OpenHoursProposals = z.infer<typeof OpenHoursProposals>;

export const ReviewHours = z.strictObject({
  id: HoursProposalId,
  ...PageInput,
  limit: PageInput.limit.unwrap().default(100),
});
export type ReviewHours = z.infer<typeof ReviewHours>;

/** A proposal beside the hours of this moment, and what it would touch in this moment. */
export const HoursReview = z.object({
  proposal: HoursProposalDto,
  present: DoctorHoursDto,
  /** The hours are others than those it was drawn on. */
  isDrawnOnOthers: z.boolean(),
  /** From when on it would hold, accepted today: days gone by keep their hours. */
  from: z.string(),
  touched: ChangePreview,
});
export type HoursReview = z.infer<typeof HoursReview>;

/** With the marks of the hours and of the visits that were shown: where they are others now, it is refused as stale. */
export const AcceptHours = z.strictObject({
  id: HoursProposalId,
  expectedVersion: ExpectedVersion,
  seenHours: Mark,
  touched: Mark,
});
export type AcceptHours = z.infer<typeof AcceptHours>;

export const DeclineHours = z.strictObject({
  id: HoursProposalId,
  expectedVersion: ExpectedVersion,
  /** The doctor reads it. */
  reason: line(300),
});
export type DeclineHours = z.infer<typeof DeclineHours>;

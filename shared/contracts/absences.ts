import { z } from 'zod';
import { ABSENCE_RULES } from '../domain/absence-plan.ts';
import { AppointmentId, DoctorId } from '../ids.ts';
import { addMinutes, parseInstant } from '../time/instant.ts';
import { AppointmentDto } from './appointments.ts';
import { ClientRequestId, ExpectedVersion, text } from './common.ts';
import { InstantOut, InstantText } from './time.ts';

/** How far ahead a place is looked for. */
const MAX_DAYS = 60;
/** Far above what a doctor sees in the longest span. */
const MAX_VISITS = 200;
const MAX_SPAN_DAYS = 14;

const Span = { doctorId: DoctorId, startsAt: InstantText, endsAt: InstantText };
type SpanOfTime = { readonly startsAt: string; readonly endsAt: string };
const isSpan = ({ startsAt, endsAt }: SpanOfTime) => {
  const [start, end] = [parseInstant(startsAt), parseInstant(endsAt)];
  if (start === undefined || end === undefined || end <= start) return false;
  return end <= addMinutes(start, MAX_SPAN_DAYS * 24 * 60);
};
const SPAN_ERROR = { error: `has to end after it starts, within ${MAX_SPAN_DAYS} days`, path: ['endsAt'] };

export const PlanAbsence = z
  .strictObject({ ...Span, rule: z.enum(ABSENCE_RULES), days: z.int().min(1).max(MAX_DAYS).default(14) })
  .refine(isSpan, SPAN_ERROR);
export type PlanAbsence = z.infer<typeof PlanAbsence>;

const Target = z.object({
  doctorId: DoctorId,
  doctorName: z.string(),
  startsAt: InstantOut,
  endsAt: InstantOut,
});

export const AbsencePlan = z.object({
  doctorName: z.string(),
  /** In order of time. Where there is no room under the rule, `target` is null. */
  visits: z.array(
    z.object({
      visit: AppointmentDto,
      target: Target.nullable(),
      /** Whether the patient can be told by mail. */
      hasMail: z.boolean(),
    }),
  ),
  timeZone: z.string(),
});
export type AbsencePlan = z.infer<typeof AbsencePlan>;

const Seen = { id: AppointmentId, expectedVersion: ExpectedVersion };

/** What is to become of each visit of the span; each named as it was seen, and none left out. */
export const CarryOutAbsence = z
  .strictObject({
    ...Span,
    reason: text(200).default(''),
    moves: z.array(z.strictObject({ ...Seen, doctorId: DoctorId, startsAt: InstantText })).max(MAX_VISITS),
    /** They stay where they are until somebody has called. */
    left: z.array(z.strictObject(Seen)).max(MAX_VISITS),
    cancels: z.array(z.strictObject(Seen)).max(MAX_VISITS),
    requestId: ClientRequestId,
  })
  .refine(isSpan, SPAN_ERROR);
export type CarryOutAbsence = z.infer<typeof CarryOutAbsence>;

export const AbsenceDone = z.object({
  moved: z.array(AppointmentDto),
  cancelled: z.array(AppointmentDto),
  left: z.array(AppointmentDto),
  /** How many people were told by mail; the visits of the others are to be called about. */
  toldCount: z.int(),
  toCall: z.array(AppointmentId),
  /** By it this act is taken back, and no later one. */
  undoId: z.string(),
});
export type AbsenceDone = z.infer<typeof AbsenceDone>;

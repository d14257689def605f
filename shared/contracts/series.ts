import { z } from 'zod';
import { DATE_REFUSALS, MOST_VISITS, SERIES_FREQUENCIES, SERIES_SCOPES } from '../domain/series.ts';
import { AppointmentId, AppointmentTypeId, DoctorId, PatientId, RoomId, SeriesId } from '../ids.ts';
import { AppointmentDto } from './appointments.ts';
import { ClientRequestId, ExpectedVersion, text } from './common.ts';
import { SlotDto } from './schedule.ts';
import { CivilDateText, InstantOut, InstantText, LocalTimeText } from './time.ts';
import { AppointmentStatus, CancelCode, Urgency } from './words.ts';

export const SeriesScope = z.enum(SERIES_SCOPES);
export const DateRefusal = z.enum(DATE_REFUSALS);

const SeriesEnd = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('count'), count: z.int().min(2).max(MOST_VISITS) }),
  z.strictObject({ kind: z.literal('until'), date: CivilDateText }),
]);

/** When a series takes place. A weekly one names its days, 1 Monday .. 7 Sunday. */
export const SeriesRule = z
  .strictObject({
    frequency: z.enum(SERIES_FREQUENCIES),
    interval: z.int().min(1).max(52).default(1),
    weekdays: z.array(z.int().min(1).max(7)).max(7).default([]),
    startsOn: CivilDateText,
    time: LocalTimeText.refine((time) => time !== '24:00', { error: 'is the next day' }),
    end: SeriesEnd,
  })
  .refine((rule) => rule.frequency === 'daily' || rule.weekdays.length > 0, {
    error: 'needs a day of the week',
    path: ['weekdays'],
  })
  .refine((rule) => rule.end.kind === 'count' || rule.end.date >= rule.startsOn, {
    error: 'has to be the same day or later',
    path: ['end'],
  });
export type SeriesRule = z.infer<typeof SeriesRule>;

/** What becomes of a date that is not to be as the rule says: another time, or null to leave it out. */
const DateChange = z.strictObject({ date: CivilDateText, startsAt: InstantText.nullable() });

const PlannedSeries = {
  patientId: PatientId,
  doctorId: DoctorId,
  appointmentTypeId: AppointmentTypeId,
  /** Defaults to the doctor's room. */
  roomId: RoomId.optional(),
  rule: SeriesRule,
  changes: z.array(DateChange).max(MOST_VISITS).default([]),
};

/** What booking a series would come to, date by date. Nothing is saved. */
export const PreviewSeries = z.strictObject(PlannedSeries);
export type PreviewSeries = z.infer<typeof PreviewSeries>;

/** All of its dates, or none: one that does not fit refuses the whole (`dates_refused`, with the list). */
export const BookSeries = z.strictObject({
  ...PlannedSeries,
  urgency: Urgency.default('medium'),
  reason: text(500).default(''),
  requestId: ClientRequestId,
});
export type BookSeries = z.infer<typeof BookSeries>;

const Verdict = {
  startsAt: InstantOut,
  endsAt: InstantOut,
  isLeftOut: z.boolean(),
  /** Which rule it breaks; null where it fits. */
  refusal: DateRefusal.nullable(),
  /** For one that does not fit: free times near it, none of them another visit's of the series. */
  nearest: z.array(SlotDto),
};

/** One date of a series that is to be booked. */
export const PlannedDate = z.object({ date: z.string(), ...Verdict });
export type PlannedDate = z.infer<typeof PlannedDate>;
export const SeriesPreview = z.object({ dates: z.array(PlannedDate), timeZone: z.string() });
export type SeriesPreview = z.infer<typeof SeriesPreview>;

export const BookedSeries = z.object({ id: SeriesId, visits: z.array(AppointmentDto) });
export type BookedSeries = z.infer<typeof BookedSeries>;

/** The series a visit belongs to. */
export const SeriesOfVisit = z.strictObject({ id: AppointmentId });
export type SeriesOfVisit = z.infer<typeof SeriesOfVisit>;
export const SeriesVisit = z.object({
  id: AppointmentId,
  version: z.int(),
  /** 1 is the first. */
  index: z.int(),
  doctorId: DoctorId,
  startsAt: InstantOut,
  endsAt: InstantOut,
  status: AppointmentStatus,
  /** With the others of an edit: what has begun or ended stays as it is. */
  can: z.object({ move: z.boolean(), cancel: z.boolean() }),
});
export type SeriesVisit = z.infer<typeof SeriesVisit>;
export const SeriesDto = z.object({
  id: SeriesId,
  rule: z.object({ frequency: z.enum(SERIES_FREQUENCIES), interval: z.int(), weekdays: z.array(z.int()) }),
  visitCount: z.int(),
  visits: z.array(SeriesVisit),
});
export type SeriesDto = z.infer<typeof SeriesDto>;

const VisitChange = z.strictObject({ id: AppointmentId, startsAt: InstantText.nullable() });
const PlannedMove = {
  /** The visit that is moved by hand; the others of the scope move as far as it does. */
  id: AppointmentId,
  scope: SeriesScope,
  startsAt: InstantText,
  doctorId: DoctorId.optional(),
  /** Visits that go to another time than that; null leaves one where it is. */
  changes: z.array(VisitChange).max(MOST_VISITS).default([]),
};
/** Every visit of the scope in the version the preview has shown. */
const Seen = z
  .array(z.strictObject({ id: AppointmentId, expectedVersion: ExpectedVersion }))
  .min(1)
  .max(MOST_VISITS);

export const PreviewSeriesMove = z.strictObject(PlannedMove);
export type PreviewSeriesMove = z.infer<typeof PreviewSeriesMove>;
export const PlannedVisit = z.object({
  id: AppointmentId,
  version: z.int(),
  index: z.int(),
  /** Where it stands now. */
  from: InstantOut,
  ...Verdict,
});
export type PlannedVisit = z.infer<typeof PlannedVisit>;
export const SeriesMovePreview = z.object({ visits: z.array(PlannedVisit), timeZone: z.string() });
export type SeriesMovePreview = z.infer<typeof SeriesMovePreview>;

export const MoveSeries = z.strictObject({
  ...PlannedMove,
  seen: Seen,
  reason: text(300).default(''),
  requestId: ClientRequestId,
});
export type MoveSeries = z.infer<typeof MoveSeries>;

export const CancelSeries = z.strictObject({
  id: AppointmentId,
  scope: SeriesScope,
  code: CancelCode,
  note: text(300).default(''),
  seen: Seen,
  requestId: ClientRequestId,
});
export type CancelSeries = z.infer<typeof CancelSeries>;

/** The visits an edit has touched, as they are now. */
export const ChangedSeries = z.object({ visits: z.array(AppointmentDto) });
export type ChangedSeries = z.infer<typeof ChangedSeries>;

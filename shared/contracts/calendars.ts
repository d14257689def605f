import { z } from 'zod';
import { AppointmentId, CalendarFeedId } from '../ids.ts';
import { Password } from './auth.ts';
import { line } from './common.ts';
import { InstantOut } from './time.ts';

/** A secret address at which a calendar program finds a person's visits. */
export const CalendarFeedDto = z.object({
  id: CalendarFeedId,
  /** As its person calls it. */
  name: z.string(),
  createdAt: InstantOut,
  /** To the hour; null until a calendar has asked. */
  lastReadAt: InstantOut.nullable(),
});
export type CalendarFeedDto = z.infer<typeof CalendarFeedDto>;
export const CalendarFeedList = z.object({ items: z.array(CalendarFeedDto) });
export type CalendarFeedList = z.infer<typeof CalendarFeedList>;

export const AddCalendarFeed = z.strictObject({
  name: line(60),
  password: Password.min(1, { error: 'is needed' }),
});
export type AddCalendarFeed = z.infer<typeof AddCalendarFeed>;

/** The address is told this once: the clinic keeps only its fingerprint. */
export const AddedCalendarFeed = z.object({ feed: CalendarFeedDto, address: z.string() });
export type AddedCalendarFeed = z.infer<typeof AddedCalendarFeed>;

export const RemoveCalendarFeed = z.strictObject({ id: CalendarFeedId });
export type RemoveCalendarFeed = z.infer<typeof RemoveCalendarFeed>;

/** The last part of a feed's address. */
export const FeedFile = z.strictObject({ file: z.string().regex(/^[\w-]{22}\.ics$/) });

export const VisitFile = z.strictObject({ id: AppointmentId });
export type VisitFile = z.infer<typeof VisitFile>;

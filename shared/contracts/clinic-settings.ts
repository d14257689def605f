import { z } from 'zod';
import { CHECK_IN_ITEMS } from '../domain/check-in.ts';
import { COLORED_STATES, PALETTE } from '../domain/palette.ts';
import { line } from './common.ts';
import { LanguageName } from './languages.ts';
import { LocalTimeText, TimeZone } from './time.ts';

const DayPartHours = z
  .strictObject({ start: LocalTimeText, end: LocalTimeText })
  .refine((part) => part.start < part.end, { error: 'has to end after it starts', path: ['end'] });

const alertMin = z.int().min(1).max(480);
/** After how many minutes it is too long: in each status, and from coming in until the doctor comes. */
export const WaitAlertMinutes = z.strictObject({
  arrived: alertMin,
  checked_in: alertMin,
  in_room: alertMin,
  with_doctor: alertMin,
  total: alertMin,
});

const grid = z.literal([5, 10, 15, 20, 30, 60]);

/** The clinic's own choices. Times of day are on the clinic's wall clock. */
export const ClinicSettings = z.strictObject({
  clinicName: line(120),
  /** The colour of the patients' portal; null for the one it comes with. */
  accent: z.enum(PALETTE).nullable(),
  timeZone: TimeZone,
  /** Of its paper, and of what is written to those who have chosen none. */
  language: LanguageName,
  dayParts: z.strictObject({ morning: DayPartHours, afternoon: DayPartHours, evening: DayPartHours }),
  /** Raster of bookable starts, minutes. */
  staffGridMin: grid,
  patientGridMin: grid,
  /** Patients book at least this long ahead, minutes. */
  noticeMin: z.int().min(0).max(43_200),
  /** Patients book at most this far ahead, days. */
  horizonDays: z.int().min(1).max(730),
  /** A cancellation this close to the visit is late, hours. */
  lateCancelHours: z.int().min(0).max(336),
  /** An offer to those who wait holds for so long, minutes. */
  waitlistOfferMin: z.int().min(5).max(1440),
  waitAlertMin: WaitAlertMinutes,
  /** The clinic's own colours of the states; as they come where it names none. */
  statusColors: z.partialRecord(z.enum(COLORED_STATES), z.enum(PALETTE)),
  /** Who comes, or has not come, so long after the time is late. */
  lateAlertMin: alertMin,
  /** So long after the time nobody is a no-show yet, minutes. */
  noShowGraceMin: z.int().min(0).max(240),
  /** A room is marked as to be cleaned when somebody leaves it. */
  isRoomCleaningNoted: z.boolean(),
  /** What the desk is asked to look at when somebody has come; empty asks nothing. */
  checkInItems: z.array(z.enum(CHECK_IN_ITEMS)).max(CHECK_IN_ITEMS.length),
  isOverbookingAllowed: z.boolean(),
});
export type ClinicSettings = z.infer<typeof ClinicSettings>;

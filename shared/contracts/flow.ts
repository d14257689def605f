import { z } from 'zod';
import { ARRIVAL_WAYS } from '../domain/displays.ts';
import { AppointmentId } from '../ids.ts';
import { AppointmentDto } from './appointments.ts';
import { WaitAlertMinutes } from './clinic-settings.ts';
import { RoomNow } from './rooms.ts';
import { InstantOut } from './time.ts';

const Turn = z.object({
  position: z.int(),
  /** Between when and when the doctor comes, of how many visits it is taken; null where too few are known. */
  expected: z.object({ from: InstantOut, until: InstantOut, basis: z.int() }).nullable(),
});

export const WaitingVisit = z.object({
  visit: AppointmentDto,
  doctorName: z.string(),
  /** Their number of the day, by which the call screen may name them. */
  ticket: z.int().nullable(),
  /** Where they said that they are here. */
  via: z.enum(ARRIVAL_WAYS).nullable(),
  /** Their place in the doctor's line; null for who is with the doctor. */
  turn: Turn.nullable(),
});
export type WaitingVisit = z.infer<typeof WaitingVisit>;

/** Somebody who should be here, or is to come within the hour. */
export const DueVisit = z.object({ visit: AppointmentDto, doctorName: z.string() });
export type DueVisit = z.infer<typeof DueVisit>;

/** Everybody who has come today and is not done yet. */
export const WaitingRoom = z.object({
  day: z.string(),
  serverTime: InstantOut,
  alertMin: WaitAlertMinutes,
  /** From so long after their time on, who has not come is late, and a no-show at the earliest. */
  lateAlertMin: z.int(),
  noShowGraceMin: z.int(),
  visits: z.array(WaitingVisit),
  due: z.array(DueVisit),
  /** For those who may see all rooms; none for the others. */
  rooms: z.array(RoomNow),
  /** When the next one is expected; null when nobody is for today. */
  nextAt: InstantOut.nullable(),
});
export type WaitingRoom = z.infer<typeof WaitingRoom>;

/** A patient's own visit of today, as it stands in the line for it. */
export const OwnVisitToday = z.object({
  id: AppointmentId,
  version: z.int(),
  /** When the patient may say to have come; null once they have. */
  arrival: z.object({ opensAt: InstantOut, closesAt: InstantOut }).nullable(),
  /** By how much the doctor says to run late. */
  lateMin: z.int(),
  ticket: z.int().nullable(),
  /** Null until they have come, and while the doctor is with them. */
  turn: Turn.nullable(),
});
export type OwnVisitToday = z.infer<typeof OwnVisitToday>;
export const OwnDay = z.object({
  /** Whether this phone is in the clinic's own network, as the server sees it. */
  isInClinic: z.boolean(),
  visits: z.array(OwnVisitToday),
});
export type OwnDay = z.infer<typeof OwnDay>;

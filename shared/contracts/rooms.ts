import { z } from 'zod';
import { ROOM_STATES } from '../domain/rooms.ts';
import { AppointmentId, RoomId } from '../ids.ts';
import { InstantOut } from './time.ts';
import { AppointmentStatus } from './words.ts';

/** Nobody has marked a room yet: its version is 0. */
export const MarkRoom = z.strictObject({ id: RoomId, expectedVersion: z.int().min(0) });
export type MarkRoom = z.infer<typeof MarkRoom>;

export const RoomMark = z.object({
  id: RoomId,
  version: z.int(),
  toCleanSince: InstantOut.nullable(),
});
export type RoomMark = z.infer<typeof RoomMark>;

/** Who is in a room: as much as the board says of them. */
export const RoomGuest = z.object({
  visitId: AppointmentId,
  givenName: z.string(),
  familyName: z.string(),
  doctorName: z.string(),
  status: AppointmentStatus,
  since: InstantOut,
});
export type RoomGuest = z.infer<typeof RoomGuest>;

/** A room as it is now. */
export const RoomNow = RoomMark.extend({
  name: z.string(),
  state: z.enum(ROOM_STATES),
  /** Mostly one; two where the one before has not been taken out yet. */
  guests: z.array(RoomGuest),
});
export type RoomNow = z.infer<typeof RoomNow>;
export const RoomsNow = z.object({ rooms: z.array(RoomNow) });
export type RoomsNow = z.infer<typeof RoomsNow>;

import type { AppointmentStatus } from './appointment-status.ts';

export const ROOM_STATES = ['free', 'occupied', 'to_clean'] as const;
export type RoomState = (typeof ROOM_STATES)[number];

/** In these a visit is in its room. */
export const IN_ROOM = ['in_room', 'with_doctor'] as const satisfies readonly AppointmentStatus[];

export function isInRoom(status: AppointmentStatus): boolean {
  return IN_ROOM.some((known) => known === status);
}

const BEFORE_ROOM: readonly AppointmentStatus[] = ['booked', 'confirmed', 'arrived', 'checked_in'];

/** In these a visit has not been in its room yet. */
export function isBeforeRoom(status: AppointmentStatus): boolean {
  return BEFORE_ROOM.includes(status);
}

/** Whoever is in it comes first: a room is cleaned once it is empty. */
export function roomState(room: { readonly isOccupied: boolean; readonly isToClean: boolean }): RoomState {
  if (room.isOccupied) return 'occupied';
  return room.isToClean ? 'to_clean' : 'free';
}

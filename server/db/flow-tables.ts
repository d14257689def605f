import type { AppointmentId, RoomId, UserId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time/instant.ts';

/** The tables of the day's flow through the house. */
export type FlowTables = {
  roomMark: { roomId: RoomId; toCleanSince: Instant | null; version: number; updatedAt: Instant };
  checkIn: {
    appointmentId: AppointmentId;
    checkedBy: UserId | null;
    checkedAt: Instant;
    /** A JSON list of what was confirmed. */
    items: string;
    copayMinor: number | null;
    version: number;
  };
};

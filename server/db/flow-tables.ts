import type { Generated } from 'kysely';
import type { ArrivalWay, CallNames, DisplayKind } from '../../shared/domain/displays.ts';
import type { SignalEnd, SignalKind } from '../../shared/domain/signals.ts';
import type { AppointmentId, DisplayId, DoctorId, RoomId, SignalId, UserId } from '../../shared/ids.ts';
import type { CivilDate } from '../../shared/time/civil-date.ts';
import type { Instant } from '../../shared/time/instant.ts';

/** The tables of the day's flow through the house. */
export type FlowTables = {
  roomMark: { roomId: RoomId; toCleanSince: Instant | null; version: number; updatedAt: Instant };
  doctorDelay: {
    doctorId: DoctorId;
    day: CivilDate;
    lateMin: number;
    saidAt: Instant;
    version: number;
  };
  roomSignal: {
    id: SignalId;
    doctorId: DoctorId;
    roomId: RoomId | null;
    kind: SignalKind;
    note: string;
    day: CivilDate;
    sentAt: Instant;
    takenBy: UserId | null;
    takenAt: Instant | null;
    endedAt: Instant | null;
    endReason: SignalEnd | null;
    version: number;
  };
  checkIn: {
    appointmentId: AppointmentId;
    checkedBy: UserId | null;
    checkedAt: Instant;
    /** A JSON list of what was confirmed. */
    items: string;
    copayMinor: number | null;
    version: number;
  };
  /** A device on the wall; it has a code until it is paired, and a secret from then on. */
  display: {
    id: DisplayId;
    kind: DisplayKind;
    name: string;
    shows: CallNames;
    createdBy: UserId | null;
    createdAt: Instant;
    codeHash: string | null;
    codeUntil: Instant | null;
    secretHash: string | null;
    pairedAt: Instant | null;
  };
  /** Who has come, where they said so, and the number they were given for the day. */
  arrival: {
    appointmentId: AppointmentId;
    day: CivilDate;
    ticket: number;
    via: ArrivalWay;
    arrivedAt: Instant;
  };
  visitCall: {
    id: Generated<number>;
    appointmentId: AppointmentId;
    roomId: RoomId | null;
    calledAt: Instant;
  };
};

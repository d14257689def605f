import type {
  AppointmentId,
  BreakGlassId,
  CorrectionId,
  DisplayId,
  DoctorId,
  HoursProposalId,
  PatientId,
  PinId,
  RecallId,
  RequestId,
  RoomId,
  SessionId,
  SignalId,
  UserId,
} from '../ids.ts';
import type { CivilDate } from '../time/civil-date.ts';
import type { Instant } from '../time/instant.ts';

/**
 * What a commit tells the other screens: ids and versions, never clinical words. A client that needs
 * more asks for it, with its own rights.
 */
export type Change =
  | {
      readonly type: 'appointment.changed';
      readonly id: AppointmentId;
      readonly version: number;
      readonly doctorId: DoctorId;
      readonly patientId: PatientId;
      /** The clinic's days whose drawing changed: those it lies on, and after a move those it lay on. */
      readonly days: readonly CivilDate[];
    }
  | {
      readonly type: 'request.changed';
      readonly id: RequestId;
      readonly version: number;
      /** None where any of a specialization is asked: that lies in nobody's calendar. */
      readonly doctorId: DoctorId | null;
      readonly patientId: PatientId;
    }
  /** Somebody joined or left the waitlist, or what became of an offer. */
  | { readonly type: 'waitlist.changed'; readonly patientId: PatientId }
  /** Somebody is due again, was contacted, or no longer has to be. */
  | {
      readonly type: 'recall.changed';
      readonly id: RecallId;
      readonly version: number;
      readonly patientId: PatientId;
    }
  /** Something was pinned to the board, or taken off it. */
  | { readonly type: 'pin.changed'; readonly id: PinId }
  /** A time to come is free again: the desk asks who could use it. */
  | {
      readonly type: 'slot.freed';
      readonly doctorId: DoctorId;
      readonly startsAt: Instant;
      readonly endsAt: Instant;
    }
  | { readonly type: 'patient.changed'; readonly id: PatientId; readonly version: number }
  /** Somebody marked a room, or left one that is to be cleaned. */
  | { readonly type: 'room.changed'; readonly id: RoomId; readonly version: number }
  /** By how much a doctor runs late. */
  | { readonly type: 'delay.changed'; readonly doctorId: DoctorId; readonly version: number }
  /** A doctor asks something of the desk, or what became of it. */
  | {
      readonly type: 'signal.changed';
      readonly id: SignalId;
      readonly version: number;
      readonly doctorId: DoctorId;
    }
  /** Somewhere in today's lines something moved: for the phones of those who stand in one. No commit says it. */
  | { readonly type: 'turn.changed' }
  /** A call screen was made, paired or removed. */
  | { readonly type: 'display.changed'; readonly id: DisplayId }
  /** Hours, doctors, types, rooms, settings: what can be booked has changed. */
  | { readonly type: 'clinic.changed'; readonly revision: number }
  /** A doctor proposes other hours, or what became of it. */
  | {
      readonly type: 'hours.changed';
      readonly id: HoursProposalId;
      readonly version: number;
      readonly doctorId: DoctorId;
    }
  | { readonly type: 'user.changed'; readonly id: UserId }
  /** A chart was opened with a reason, or somebody has looked over it. */
  | { readonly type: 'breakGlass.changed'; readonly id: BreakGlassId; readonly userId: UserId }
  | {
      readonly type: 'correction.changed';
      readonly id: CorrectionId;
      readonly version: number;
      readonly patientId: PatientId;
    }
  /** What somebody asked about their data, or a hold on it. */
  | { readonly type: 'privacy.changed'; readonly patientId: PatientId };

/** Only for the server itself: these rights are gone. */
export type AccessLoss =
  | { readonly type: 'session.ended'; readonly sessionId: SessionId; readonly userId: UserId }
  /** For as long as it stays locked. */
  | { readonly type: 'session.locked'; readonly sessionId: SessionId; readonly userId: UserId }
  /** Until its person has set up the second factor the clinic asks for. */
  | { readonly type: 'session.heldBack'; readonly sessionId: SessionId; readonly userId: UserId }
  | { readonly type: 'user.disabled'; readonly userId: UserId };

/** Only for the server itself: this stretch of a doctor's and a room's time was taken or freed. */
export type OccupancyChange = {
  readonly type: 'occupancy.changed';
  readonly doctorId: DoctorId;
  readonly roomId: RoomId | null;
  readonly busyStart: Instant;
  readonly busyEnd: Instant;
};

/** Only for the server itself: somebody is called again, of whom nothing else has changed. */
export type CallAgain = { readonly type: 'visit.called' };

/** Everything a commit may announce. Only a `Change` ever leaves the server. */
export type ServerEvent = Change | AccessLoss | OccupancyChange | CallAgain;

/** By type; a new one does not compile until it stands here. */
const LOSSES: Readonly<Record<AccessLoss['type'], true>> = {
  'session.ended': true,
  'session.locked': true,
  'session.heldBack': true,
  'user.disabled': true,
};

export function isAccessLoss(event: ServerEvent): event is AccessLoss {
  return Object.hasOwn(LOSSES, event.type);
}

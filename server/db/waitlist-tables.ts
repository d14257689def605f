import type { Urgency } from '../../shared/domain/urgency.ts';
import type { OfferAnswer, OfferState, WaitlistState } from '../../shared/domain/waitlist-order.ts';
import type {
  AppointmentId,
  AppointmentTypeId,
  DoctorId,
  PatientId,
  SpecializationId,
  UserId,
  WaitlistEntryId,
  WaitlistInviteId,
  WaitlistOfferId,
} from '../../shared/ids.ts';
import type { CivilDate } from '../../shared/time/civil-date.ts';
import type { Instant } from '../../shared/time/instant.ts';

/** The tables of those who wait for an earlier time. */
export type WaitlistTables = {
  waitlistEntry: {
    id: WaitlistEntryId;
    patientId: PatientId;
    appointmentTypeId: AppointmentTypeId;
    doctorId: DoctorId | null;
    specializationId: SpecializationId | null;
    earliestDate: CivilDate;
    latestDate: CivilDate;
    /** A JSON list; none means any. */
    dayParts: string;
    urgency: Urgency;
    urgencyRank: number;
    note: string;
    via: 'portal' | 'desk';
    state: WaitlistState;
    appointmentId: AppointmentId | null;
    version: number;
    createdBy: UserId | null;
    createdAt: Instant;
    updatedAt: Instant;
  };
  waitlistOffer: {
    id: WaitlistOfferId;
    doctorId: DoctorId;
    startsAt: Instant;
    endsAt: Instant;
    expiresAt: Instant;
    state: OfferState;
    version: number;
    createdBy: UserId | null;
    createdAt: Instant;
    updatedAt: Instant;
  };
  waitlistInvite: {
    id: WaitlistInviteId;
    offerId: WaitlistOfferId;
    entryId: WaitlistEntryId;
    patientId: PatientId;
    answer: OfferAnswer;
    answeredAt: Instant | null;
    createdAt: Instant;
  };
};

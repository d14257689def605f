import type { ContactKind, RecallEnd } from '../../shared/domain/recalls.ts';
import type {
  AppointmentId,
  AppointmentTypeId,
  DoctorId,
  PatientId,
  PinId,
  RecallId,
  UserId,
} from '../../shared/ids.ts';
import type { CivilDate } from '../../shared/time/civil-date.ts';
import type { Instant } from '../../shared/time/instant.ts';

/** The tables of those who are due for a visit again, and of what the desk looks for a time for. */
export type RecallTables = {
  recall: {
    id: RecallId;
    patientId: PatientId;
    appointmentTypeId: AppointmentTypeId;
    doctorId: DoctorId | null;
    dueOn: CivilDate;
    endedAs: RecallEnd | null;
    appointmentId: AppointmentId | null;
    version: number;
    createdBy: UserId | null;
    createdAt: Instant;
    updatedAt: Instant;
  };
  recallContact: {
    id: string;
    recallId: RecallId;
    kind: ContactKind;
    at: Instant;
    byUser: UserId | null;
  };
  /** A visit with the place it had then, or a recall. */
  pin: {
    id: PinId;
    appointmentId: AppointmentId | null;
    doctorId: DoctorId | null;
    startsAt: Instant | null;
    recallId: RecallId | null;
    pinnedBy: UserId | null;
    pinnedAt: Instant;
  };
};

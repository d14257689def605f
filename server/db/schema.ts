import type { Generated, GeneratedAlways, Insertable, Selectable } from 'kysely';
import type { AppointmentStatus, CancelCode } from '../../shared/domain/appointment-status.ts';
import type { DayPart } from '../../shared/domain/clinic-settings.ts';
import type { Language } from '../../shared/domain/languages.ts';
import type { BLOOD_TYPES, GUARDIAN_KINDS, IdCheckDocument } from '../../shared/domain/profile-words.ts';
import type { RequestStatus } from '../../shared/domain/request-status.ts';
import type { Role, StaffRole } from '../../shared/domain/roles.ts';
import type { Urgency } from '../../shared/domain/urgency.ts';
import type {
  AppointmentId,
  AppointmentTypeId,
  DoctorId,
  InvitationId,
  CalendarFeedId,
  PasskeyId,
  PatientId,
  RequestId,
  RoomId,
  SeriesId,
  SessionId,
  SpecializationId,
  UserId,
} from '../../shared/ids.ts';
import type { CivilDate } from '../../shared/time/civil-date.ts';
import type { Instant } from '../../shared/time/instant.ts';
import type { FormTables } from './form-tables.ts';
import type { NoteTables } from './note-tables.ts';
import type { FlowTables } from './flow-tables.ts';
import type { HoursTables } from './hours-tables.ts';
import type { RecallTables } from './recall-tables.ts';
import type { TrustTables } from './trust-tables.ts';
import type { WaitlistTables } from './waitlist-tables.ts';

/** SQLite has no boolean: 0 or 1. */
export type Flag = 0 | 1;

/** The tables as the code sees them; `tests/migrations` compares this with what the migrations make. */
export type Database = TrustTables &
  FlowTables &
  NoteTables &
  FormTables &
  HoursTables &
  RecallTables &
  WaitlistTables & {
    setting: { key: string; value: string; updatedAt: Instant };
    securitySettings: { id: number; version: number; settings: string; updatedAt: Instant };
    clinicRevision: { id: number; revision: number };
    appUser: {
      id: UserId;
      email: string;
      name: string;
      role: Role;
      passwordHash: string;
      isActive: Flag;
      doctorId: DoctorId | null;
      patientId: PatientId | null;
      version: number;
      createdAt: Instant;
      updatedAt: Instant;
      emailVerifiedAt: Instant | null;
      /** As they chose; empty where they have chosen none. */
      language: Language | null;
    };
    emailCode: {
      userId: UserId;
      email: string;
      codeHash: string;
      sentAt: Instant;
      expiresAt: Instant;
      triesLeft: number;
      /** Whether it makes another address theirs. */
      isChange: Generated<Flag>;
    };
    session: {
      id: SessionId;
      userId: UserId;
      device: string;
      address: string;
      createdAt: Instant;
      lastUsedAt: Instant;
      expiresAt: Instant;
      endedAt: Instant | null;
      endReason: string | null;
      hasScreen: Generated<Flag>;
      lockedAt: Instant | null;
      pinFailures: Generated<number>;
      /** The one it was opened with, alone or after the password. */
      passkeyId: PasskeyId | null;
    };
    refreshToken: {
      tokenHash: string;
      sessionId: SessionId;
      issuedAt: Instant;
      replacedAt: Instant | null;
    };
    quickPin: { userId: UserId; pinHash: string; setAt: Instant };
    draft: { userId: UserId; name: string; content: string; updatedAt: Instant };
    knownDevice: { deviceHash: string; userId: UserId; lastUsedAt: Instant };
    passwordReset: {
      secretHash: string;
      userId: UserId;
      kind: 'link' | 'code';
      issuedBy: UserId | null;
      issuedAt: Instant;
      expiresAt: Instant;
    };
    totpFactor: {
      userId: UserId;
      sealedSecret: string;
      createdAt: Instant;
      confirmedAt: Instant | null;
      lastCounter: Generated<number>;
    };
    recoveryCode: { codeHash: string; userId: UserId };
    callTime: { id: string; userId: UserId; bookedAt: Instant; seconds: number; isKnown: Flag };
    passkey: {
      id: PasskeyId;
      userId: UserId;
      credentialId: string;
      /** The name the clinic went by when it was made: browsers offer it at no other. */
      hostName: string;
      publicKey: Buffer;
      counter: number;
      /** A JSON list: how the browser reaches the device. */
      transports: string;
      name: string;
      createdAt: Instant;
      lastUsedAt: Instant | null;
      /** Since a copy of it was seen; it signs nobody in from then on. */
      suspendedAt: Instant | null;
      version: Generated<number>;
    };
    calendarFeed: {
      id: CalendarFeedId;
      userId: UserId;
      name: string;
      secretHash: string;
      createdAt: Instant;
      lastReadAt: Instant | null;
    };
    invitation: {
      id: InvitationId;
      email: string;
      name: string;
      role: StaffRole;
      doctorId: DoctorId | null;
      secretHash: string;
      invitedBy: UserId;
      sentAt: Instant;
      expiresAt: Instant;
      acceptedAt: Instant | null;
      revokedAt: Instant | null;
      version: Generated<number>;
    };
    specialization: { id: SpecializationId; name: string };
    room: { id: RoomId; name: string; isActive: Flag };
    doctor: {
      id: DoctorId;
      name: string;
      bio: string | null;
      feeMinor: number | null;
      roomId: RoomId | null;
      isActive: Flag;
      isOverbookingAllowed: Flag;
      source: string | null;
      sourceId: string | null;
      version: number;
      createdAt: Instant;
      updatedAt: Instant;
      qualifications: string | null;
      practisingSince: number | null;
      /** A JSON list of names. */
      languages: Generated<string>;
    };
    doctorSpecialization: { doctorId: DoctorId; specializationId: SpecializationId };
    appointmentType: {
      id: AppointmentTypeId;
      name: string;
      durationMin: number;
      bufferBeforeMin: number;
      bufferAfterMin: number;
      color: string;
      isOnline: Flag;
      isActive: Flag;
      version: number;
      createdAt: Instant;
      updatedAt: Instant;
    };
    doctorAppointmentType: { doctorId: DoctorId; appointmentTypeId: AppointmentTypeId };
    patient: {
      id: PatientId;
      chartNumber: number;
      givenName: string;
      familyName: string;
      birthDate: CivilDate;
      sex: 'female' | 'male' | 'other' | 'unknown';
      phone: string | null;
      email: string | null;
      address: string | null;
      language: string | null;
      needsInterpreter: Flag;
      deskNote: string | null;
      /** What they still owe, in minor units of the clinic's currency. */
      owedMinor: Generated<number>;
      /** Folded names for the duplicate check: no case, no accents, no punctuation. */
      nameKey: string;
      /** Folded words the full-text index reads (names, phone digits, birth date, chart number). */
      searchText: string;
      source: string | null;
      sourceId: string | null;
      /** Since then the row says nothing of a person; its visits stay for the counts. */
      erasedAt: Instant | null;
      version: number;
      createdAt: Instant;
      updatedAt: Instant;
      /** Set once it is closed because the person has another chart. */
      mergedInto: PatientId | null;
    };
    patientProfile: {
      patientId: PatientId;
      emergencyName: string | null;
      emergencyPhone: string | null;
      emergencyRelationship: string | null;
      insuranceProvider: string | null;
      insuranceNumber: string | null;
      bloodType: (typeof BLOOD_TYPES)[number] | null;
      hasNoAllergies: Generated<Flag>;
      allergies: string | null;
      conditions: string | null;
      medication: string | null;
    };
    patientGuardian: {
      id: Generated<number>;
      patientId: PatientId;
      kind: (typeof GUARDIAN_KINDS)[number];
      name: string;
      relationship: string;
      phone: string | null;
      endsOn: CivilDate | null;
    };
    /** Doctors who look after a patient without a visit between them; up to the end, not at it. */
    assignedDoctor: {
      id: Generated<number>;
      patientId: PatientId;
      doctorId: DoctorId;
      assignedAt: Instant;
      endsOn: CivilDate | null;
      holdsUntil: Instant | null;
    };
    identityCheck: {
      id: string;
      patientId: PatientId;
      checkedBy: UserId;
      checkedAt: Instant;
      document: IdCheckDocument;
    };
    /** Re-encoded by us, never as it came: 512 x 512 WebP at most half a megabyte. */
    picture: {
      id: string;
      patientId: PatientId | null;
      doctorId: DoctorId | null;
      content: Buffer;
      createdAt: Instant;
    };
    appointment: {
      id: AppointmentId;
      doctorId: DoctorId;
      patientId: PatientId;
      roomId: RoomId | null;
      appointmentTypeId: AppointmentTypeId;
      startsAt: Instant;
      endsAt: Instant;
      /** With the type's buffers: what the doctor and the room are taken for. */
      busyStart: Instant;
      busyEnd: Instant;
      status: AppointmentStatus;
      statusSince: Instant;
      urgency: Urgency;
      reason: string;
      source: 'desk' | 'online' | 'request' | 'walk_in' | 'import';
      importSource: string | null;
      sourceId: string | null;
      isOverride: Flag;
      /** Put outside hours on purpose. */
      isOffHours: Flag;
      overrideReason: string | null;
      isFirstVisit: Flag;
      confirmedAt: Instant | null;
      arrivedAt: Instant | null;
      checkedInAt: Instant | null;
      inRoomAt: Instant | null;
      withDoctorAt: Instant | null;
      endedAt: Instant | null;
      cancelCode: CancelCode | null;
      cancelNote: string | null;
      isLateCancel: Flag;
      /** iCalendar SEQUENCE: rises with each change of time, doctor or cancellation. */
      sequence: number;
      version: number;
      createdBy: UserId | null;
      /** Taken for more than a day; SQLite works it out. */
      isLong: GeneratedAlways<Flag>;
      createdAt: Instant;
      updatedAt: Instant;
      seriesId: SeriesId | null;
      /** 1 is the first. */
      seriesIndex: number | null;
    };
    /** Visits that were booked as one; `rule` is JSON, a SeriesRule. */
    series: {
      id: SeriesId;
      rule: string;
      visitCount: number;
      createdBy: UserId | null;
      createdAt: Instant;
    };
    /** `parts`: JSON, a list of visits with the version an act left them in and what they were before. */
    undoStep: {
      id: string;
      userId: UserId;
      kind: 'book' | 'move' | 'cancel' | 'status' | 'many';
      madeAt: Instant;
      takenAt: Instant | null;
      parts: string;
      /** The time off that goes with it. */
      timeOffId: number | null;
    };
    appointmentChange: {
      id: Generated<number>;
      appointmentId: AppointmentId;
      at: Instant;
      byUser: UserId | null;
      kind: 'booked' | 'moved' | 'status';
      fromStatus: AppointmentStatus | null;
      toStatus: AppointmentStatus | null;
      fromStartsAt: Instant | null;
      toStartsAt: Instant | null;
      fromDoctorId: DoctorId | null;
      toDoctorId: DoctorId | null;
      reason: string;
    };
    appointmentRequest: {
      id: RequestId;
      patientId: PatientId;
      doctorId: DoctorId | null;
      specializationId: SpecializationId | null;
      date: CivilDate;
      dayPart: DayPart;
      urgency: Urgency;
      urgencyRank: number;
      reason: string;
      status: RequestStatus;
      decidedAt: Instant | null;
      decidedBy: UserId | null;
      decisionReason: string | null;
      appointmentId: AppointmentId | null;
      version: number;
      createdAt: Instant;
      updatedAt: Instant;
    };
    idempotency: {
      actorId: string;
      requestId: string;
      operation: string;
      inputHash: string;
      answer: string;
      createdAt: Instant;
    };
    serverKey: { name: string; value: string; createdAt: Instant };
  };

export type Row<T extends keyof Database> = Selectable<Database[T]>;
export type NewRow<T extends keyof Database> = Insertable<Database[T]>;

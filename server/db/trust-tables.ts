import type { Generated } from 'kysely';
import type {
  CorrectionField,
  CorrectionStatus,
  IdDocument,
  PrivacyRequestKind,
  PrivacyRequestStatus,
} from '../../shared/domain/privacy.ts';
import type { BreakGlassId, CorrectionId, PatientId, PrivacyRequestId, UserId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time/instant.ts';

/** The tables that tell who did and saw what, and what people decided over their own data. */
export type TrustTables = {
  breakGlass: {
    id: BreakGlassId;
    userId: UserId;
    patientId: PatientId;
    reason: string;
    openedAt: Instant;
    expiresAt: Instant;
    /** Once its time is up. */
    endedAt: Instant | null;
    firstReadAt: Instant | null;
    reviewedAt: Instant | null;
    reviewedBy: UserId | null;
    reviewNote: string | null;
    version: number;
  };
  correction: {
    id: CorrectionId;
    patientId: PatientId;
    field: CorrectionField;
    wanted: string;
    note: string;
    status: CorrectionStatus;
    /** What the chart said until the correction was accepted. */
    oldValue: string | null;
    decidedAt: Instant | null;
    decidedBy: UserId | null;
    decisionReason: string | null;
    version: number;
    createdAt: Instant;
    updatedAt: Instant;
  };
  privacyRequest: {
    id: PrivacyRequestId;
    patientId: PatientId;
    kind: PrivacyRequestKind;
    via: 'portal' | 'desk';
    /** What the desk was shown by somebody who asked there. */
    idDocument: IdDocument | null;
    note: string;
    status: PrivacyRequestStatus;
    decidedAt: Instant | null;
    decidedBy: UserId | null;
    decisionReason: string | null;
    keepUntil: Instant | null;
    version: number;
    createdBy: UserId | null;
    createdAt: Instant;
    updatedAt: Instant;
  };
  legalHold: { patientId: PatientId; reason: string; placedBy: UserId; placedAt: Instant };
  liftedHold: {
    id: Generated<number>;
    patientId: PatientId;
    reason: string;
    placedBy: UserId;
    placedAt: Instant;
    liftedBy: UserId;
    liftedAt: Instant;
    liftReason: string;
  };
  /** What the law wants kept of somebody who was erased; no screen and no search reads it. */
  sealedRecord: { patientId: PatientId; sealedAt: Instant; keepUntil: Instant; content: string };
  auditEvent: {
    id: number;
    recordedAt: Instant;
    type: string;
    subtype: string;
    action: 'C' | 'R' | 'U' | 'D' | 'E';
    outcome: 'success' | 'denied' | 'failure';
    userId: string | null;
    role: string | null;
    sessionId: string | null;
    address: string | null;
    patientId: string | null;
    objectType: string | null;
    objectId: string | null;
    objectVersion: number | null;
    changedFields: string | null;
    purpose: string | null;
    reason: string | null;
    policy: string | null;
    procedure: string | null;
    requestId: string | null;
    repeats: number;
    /** Base64url, as are the two below: SHA-256 of the line before, of this one, and HMAC of the latter. */
    prevHash: string;
    hash: string;
    seal: string | null;
  };
};

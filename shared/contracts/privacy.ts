import { z } from 'zod';
import { ID_DOCUMENTS, PRIVACY_REQUEST_KINDS, PRIVACY_REQUEST_STATUSES } from '../domain/privacy.ts';
import { PatientId, PrivacyRequestId } from '../ids.ts';
import { Password } from './auth.ts';
import { ClientRequestId, ExpectedVersion, line, PageInput, pageOf, text } from './common.ts';
import { PatientSummary } from './patients.ts';
import { InstantOut } from './time.ts';

export const PrivacyRequestKind = z.enum(PRIVACY_REQUEST_KINDS);
export const PrivacyRequestStatus = z.enum(PRIVACY_REQUEST_STATUSES);
export const IdDocument = z.enum(ID_DOCUMENTS);

/** Patients ask for their erasure themselves; a copy they simply take. */
export const AskErasure = z.strictObject({ note: text(500).default(''), requestId: ClientRequestId });
export type AskErasure = z.infer<typeof AskErasure>;

export const WithdrawPrivacyRequest = z.strictObject({
  id: PrivacyRequestId,
  expectedVersion: ExpectedVersion,
});
export type WithdrawPrivacyRequest = z.infer<typeof WithdrawPrivacyRequest>;

/** Somebody asks at the desk and has shown who they are. */
export const NotePrivacyRequest = z.strictObject({
  patientId: PatientId,
  kind: PrivacyRequestKind,
  idDocument: IdDocument,
  note: text(500).default(''),
  requestId: ClientRequestId,
});
export type NotePrivacyRequest = z.infer<typeof NotePrivacyRequest>;

export const DeclinePrivacyRequest = z.strictObject({
  id: PrivacyRequestId,
  expectedVersion: ExpectedVersion,
  /** The patient reads it. */
  reason: line(300),
});
export type DeclinePrivacyRequest = z.infer<typeof DeclinePrivacyRequest>;

export const ErasePerson = z.strictObject({
  id: PrivacyRequestId,
  expectedVersion: ExpectedVersion,
  password: Password,
});
export type ErasePerson = z.infer<typeof ErasePerson>;

export const PlaceHold = z.strictObject({ patientId: PatientId, reason: line(300) });
export type PlaceHold = z.infer<typeof PlaceHold>;
/** Its reason and the password again: what may not go may go again. */
export const LiftHold = z.strictObject({
  patientId: PatientId,
  reason: line(300),
  password: Password.min(1, { error: 'is needed' }),
});
export type LiftHold = z.infer<typeof LiftHold>;
export const PatientRefInput = z.strictObject({ patientId: PatientId });
export type PatientRefInput = z.infer<typeof PatientRefInput>;
export const PrivacyRequestRef = z.strictObject({ id: PrivacyRequestId });
export type PrivacyRequestRef = z.infer<typeof PrivacyRequestRef>;

export const PrivacyRequestDto = z.object({
  id: PrivacyRequestId,
  patientId: PatientId,
  version: z.int(),
  kind: PrivacyRequestKind,
  via: z.enum(['portal', 'desk']),
  idDocument: IdDocument.nullable(),
  note: z.string(),
  status: PrivacyRequestStatus,
  createdAt: InstantOut,
  decidedAt: InstantOut.nullable(),
  decisionReason: z.string().nullable(),
  /** Until when what the law wants kept lies under seal; null where all is gone. */
  keepUntil: InstantOut.nullable(),
  can: z.object({ withdraw: z.boolean(), decide: z.boolean() }),
});
export type PrivacyRequestDto = z.infer<typeof PrivacyRequestDto>;

export const OwnPrivacyRequests = z.object({ items: z.array(PrivacyRequestDto) });
export type OwnPrivacyRequests = z.infer<typeof OwnPrivacyRequests>;

/** For the admin: only as much of the person as it takes not to erase another. */
export const AdminPrivacyRequest = PrivacyRequestDto.extend({
  patient: PatientSummary.pick({
    id: true,
    chartNumber: true,
    givenName: true,
    familyName: true,
    birthDate: true,
  }),
});
export type AdminPrivacyRequest = z.infer<typeof AdminPrivacyRequest>;
export const ListPrivacyRequests = z.strictObject({
  status: PrivacyRequestStatus.default('open'),
  ...PageInput,
});
export type ListPrivacyRequests = z.infer<typeof ListPrivacyRequests>;
export const PrivacyRequestPage = pageOf(AdminPrivacyRequest);
export type PrivacyRequestPage = z.infer<typeof PrivacyRequestPage>;

const Hold = z.object({ reason: z.string(), placedAt: InstantOut, byName: z.string() });

/** What the desk sees of one chart: whether something may not go, and what its owner has asked for. */
export const PatientPrivacy = z.object({
  hold: Hold.nullable(),
  /** Those that no longer stand, the last one first. */
  lifted: z.array(Hold.extend({ liftedAt: InstantOut, liftedByName: z.string(), liftReason: z.string() })),
  requests: z.array(PrivacyRequestDto),
});
export type PatientPrivacy = z.infer<typeof PatientPrivacy>;

/** What erasing a person would do today, and what stands in the way. */
export const ErasureCheck = z.object({
  canErase: z.boolean(),
  obstacles: z.array(z.enum(['hold', 'open_visits', 'open_requests'])),
  hold: Hold.nullable(),
  openVisitCount: z.int(),
  openRequestCount: z.int(),
  visitCount: z.int(),
  lastVisitAt: InstantOut.nullable(),
  /** Null when nothing has to be kept. */
  keepUntil: InstantOut.nullable(),
  hasAccount: z.boolean(),
  /** Whether day sheets lie on the clinic's disk: they are made anew without this person. */
  renewsSheets: z.boolean(),
  /** Reports of imports in the data folder, which quote people's rows: they go with anybody who is erased. */
  importReportCount: z.int(),
  /** When the newest copy in the data folder was made before an update; all such go. Null where there is none. */
  migrationCopyAt: InstantOut.nullable(),
});
export type ErasureCheck = z.infer<typeof ErasureCheck>;

/** A right to fetch one copy, once, within a minute, for the session that was given it. */
export const CopyTicket = z.object({ ticket: z.string(), fileName: z.string() });
export type CopyTicket = z.infer<typeof CopyTicket>;
export const PrepareOwnCopy = z.strictObject({ password: Password });
export type PrepareOwnCopy = z.infer<typeof PrepareOwnCopy>;
export const PrepareCopy = z.strictObject({ id: PrivacyRequestId, password: Password });
export type PrepareCopy = z.infer<typeof PrepareCopy>;
export const FetchCopy = z.strictObject({ ticket: z.string().max(100) });

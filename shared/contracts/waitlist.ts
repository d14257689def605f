import { z } from 'zod';
import { OFFER_ANSWERS, OFFER_STATES, WAITLIST_STATES } from '../domain/waitlist-order.ts';
import {
  AppointmentId,
  AppointmentTypeId,
  DoctorId,
  PatientId,
  SpecializationId,
  WaitlistEntryId,
  WaitlistInviteId,
  WaitlistOfferId,
} from '../ids.ts';
import { AppointmentDto } from './appointments.ts';
import { ClientRequestId, ExpectedVersion, PageInput, pageOf, text } from './common.ts';
import { PatientSummary } from './patients.ts';
import { isBefore } from '../time/instant.ts';
import { CivilDateText, InstantOut, InstantText } from './time.ts';
import { DayPart, Urgency } from './words.ts';

const Wish = {
  appointmentTypeId: AppointmentTypeId,
  /** One doctor, or any of a specialization, or neither: anybody who offers the type. */
  doctorId: DoctorId.nullable().default(null),
  specializationId: SpecializationId.nullable().default(null),
  earliestDate: CivilDateText,
  latestDate: CivilDateText,
  /** None means any. */
  dayParts: z.array(DayPart).max(3).default([]),
  note: text(300).default(''),
};

function sensible<T extends z.ZodType<Dates>>(input: T): T {
  return input
    .refine((wish) => wish.earliestDate <= wish.latestDate, {
      error: 'has to be the same day or later',
      path: ['latestDate'],
    })
    .refine((wish) => wish.doctorId === null || wish.specializationId === null, {
      error: 'is not needed beside a doctor',
      path: ['specializationId'],
    });
}
type Dates = {
  earliestDate: string;
  latestDate: string;
  doctorId: string | null;
  specializationId: string | null;
};

export const JoinWaitlist = sensible(z.strictObject({ ...Wish, requestId: ClientRequestId }));
export type JoinWaitlist = z.infer<typeof JoinWaitlist>;
export const AddToWaitlist = sensible(
  z.strictObject({
    ...Wish,
    patientId: PatientId,
    urgency: Urgency.default('medium'),
    requestId: ClientRequestId,
  }),
);
export type AddToWaitlist = z.infer<typeof AddToWaitlist>;
export const EditWaitlistEntry = sensible(
  z.strictObject({
    ...Wish,
    id: WaitlistEntryId,
    urgency: Urgency,
    expectedVersion: ExpectedVersion,
  }),
);
export type EditWaitlistEntry = z.infer<typeof EditWaitlistEntry>;
export const WithdrawWaitlistEntry = z.strictObject({
  id: WaitlistEntryId,
  expectedVersion: ExpectedVersion,
});
export type WithdrawWaitlistEntry = z.infer<typeof WithdrawWaitlistEntry>;
/** Who was taken off waits on, where they stood. */
export const ReopenWaitlistEntry = z.strictObject({
  id: WaitlistEntryId,
  expectedVersion: ExpectedVersion,
});
export type ReopenWaitlistEntry = z.infer<typeof ReopenWaitlistEntry>;

export const WaitlistEntryDto = z.object({
  id: WaitlistEntryId,
  version: z.int(),
  patient: PatientSummary,
  appointmentTypeId: AppointmentTypeId,
  typeName: z.string(),
  durationMin: z.int(),
  doctorId: DoctorId.nullable(),
  doctorName: z.string().nullable(),
  specializationId: SpecializationId.nullable(),
  specializationName: z.string().nullable(),
  earliestDate: z.string(),
  latestDate: z.string(),
  dayParts: z.array(DayPart),
  urgency: Urgency,
  note: z.string(),
  state: z.enum(WAITLIST_STATES),
  appointmentId: AppointmentId.nullable(),
  createdAt: InstantOut,
  can: z.object({ edit: z.boolean(), withdraw: z.boolean(), book: z.boolean() }),
});
export type WaitlistEntryDto = z.infer<typeof WaitlistEntryDto>;
export const WaitlistPage = pageOf(WaitlistEntryDto);
export type WaitlistPage = z.infer<typeof WaitlistPage>;

/** Most urgent first, then who waits longest. Without a state: those who still wait. */
export const ListWaitlist = z.strictObject({
  state: z.enum(WAITLIST_STATES).optional(),
  doctorId: DoctorId.optional(),
  ...PageInput,
});
export type ListWaitlist = z.infer<typeof ListWaitlist>;
export const ListOwnWaitlist = z.strictObject({ ...PageInput });
export type ListOwnWaitlist = z.infer<typeof ListOwnWaitlist>;

const Slot = { doctorId: DoctorId, startsAt: InstantText, endsAt: InstantText };
type Ends = { startsAt: string; endsAt: string };
function forward<T extends z.ZodType<Ends>>(input: T): T {
  return input.refine(({ startsAt, endsAt }) => isBefore(startsAt, endsAt), {
    error: 'has to end after it starts',
    path: ['endsAt'],
  });
}

export const WaitlistCandidatesInput = forward(z.strictObject(Slot));
export type WaitlistCandidatesInput = z.infer<typeof WaitlistCandidatesInput>;
/** Everybody who could use the time, the first to be asked first. */
export const WaitlistCandidates = z.object({ items: z.array(WaitlistEntryDto) });
export type WaitlistCandidates = z.infer<typeof WaitlistCandidates>;

/** The desk books the time for one of them, as on the phone. */
export const BookFromWaitlist = z.strictObject({
  id: WaitlistEntryId,
  doctorId: DoctorId,
  startsAt: InstantText,
  expectedVersion: ExpectedVersion,
  requestId: ClientRequestId,
});
export type BookFromWaitlist = z.infer<typeof BookFromWaitlist>;
export const BookedFromWaitlist = z.object({ entry: WaitlistEntryDto, appointment: AppointmentDto });
export type BookedFromWaitlist = z.infer<typeof BookedFromWaitlist>;

/** To those named, or to all who fit. */
export const OfferWaitlistSlot = forward(
  z.strictObject({
    ...Slot,
    entryIds: z.array(WaitlistEntryId).min(1).max(200).optional(),
    requestId: ClientRequestId,
  }),
);
export type OfferWaitlistSlot = z.infer<typeof OfferWaitlistSlot>;
export const WaitlistOfferDto = z.object({
  id: WaitlistOfferId,
  version: z.int(),
  doctorId: DoctorId,
  startsAt: InstantOut,
  endsAt: InstantOut,
  expiresAt: InstantOut,
  state: z.enum(OFFER_STATES),
  invitedCount: z.int(),
});
export type WaitlistOfferDto = z.infer<typeof WaitlistOfferDto>;

/** An offer as the patient sees it: their own part in it. */
export const OwnWaitlistOfferDto = z.object({
  id: WaitlistInviteId,
  doctorName: z.string(),
  typeName: z.string(),
  startsAt: InstantOut,
  endsAt: InstantOut,
  expiresAt: InstantOut,
  answer: z.enum(OFFER_ANSWERS),
  /** Its time is not over and nobody has taken it. */
  isOpen: z.boolean(),
  appointmentId: AppointmentId.nullable(),
});
export type OwnWaitlistOfferDto = z.infer<typeof OwnWaitlistOfferDto>;
export const OwnWaitlistOffers = z.object({ items: z.array(OwnWaitlistOfferDto) });
export type OwnWaitlistOffers = z.infer<typeof OwnWaitlistOffers>;
export const AcceptWaitlistOffer = z.strictObject({ id: WaitlistInviteId, requestId: ClientRequestId });
export type AcceptWaitlistOffer = z.infer<typeof AcceptWaitlistOffer>;
export const DeclineWaitlistOffer = z.strictObject({ id: WaitlistInviteId });
export type DeclineWaitlistOffer = z.infer<typeof DeclineWaitlistOffer>;

import { z } from 'zod';
import { AppointmentId, NoteId, PatientId } from '../ids.ts';
import { ClientRequestId, PageInput, pageOf, text } from './common.ts';
import { PatientSummary } from './patients.ts';
import { InstantOut } from './time.ts';

const MAX_WORDS = 8000;

/** What a doctor writes of a visit. */
export const NoteWords = z.strictObject({
  /** Why the patient came, as the doctor sees it. */
  reason: text(MAX_WORDS),
  findings: text(MAX_WORDS),
  plan: text(MAX_WORDS),
});
export type NoteWords = z.infer<typeof NoteWords>;

/** Signed once and for all; what is found out later is an addendum. */
export const SignNote = z
  .strictObject({ appointmentId: AppointmentId, ...NoteWords.shape, requestId: ClientRequestId })
  .refine(({ reason, findings, plan }) => `${reason}${findings}${plan}` !== '', {
    error: 'is needed: an empty note cannot be signed',
    path: ['findings'],
  });
export type SignNote = z.infer<typeof SignNote>;

export const AddAddendum = z.strictObject({
  noteId: NoteId,
  words: text(MAX_WORDS).min(1, { error: 'is needed' }),
  requestId: ClientRequestId,
});
export type AddAddendum = z.infer<typeof AddAddendum>;

const Signed = z.object({ authorName: z.string(), signedAt: InstantOut });
export const AddendumDto = Signed.extend({ id: z.string(), words: z.string() });
export type AddendumDto = z.infer<typeof AddendumDto>;
export const NoteDto = Signed.extend({
  id: NoteId,
  appointmentId: AppointmentId,
  visitAt: InstantOut,
  typeName: z.string(),
  ...NoteWords.shape,
  /** In the order they were signed in. */
  addenda: z.array(AddendumDto),
  /** Whether the patient answered questions before that visit. */
  hasAnswers: z.boolean(),
});
export type NoteDto = z.infer<typeof NoteDto>;

export const NoteOfVisitInput = z.strictObject({ appointmentId: AppointmentId });
export type NoteOfVisitInput = z.infer<typeof NoteOfVisitInput>;
/** What stands of one visit; no draft, which is its writer's alone. */
export const NoteOfVisit = z.object({
  note: NoteDto.nullable(),
  can: z.object({ sign: z.boolean(), amend: z.boolean() }),
});
export type NoteOfVisit = z.infer<typeof NoteOfVisit>;

/** The signed notes of a patient, the newest visit first. */
export const ListNotes = z.strictObject({ patientId: PatientId, ...PageInput });
export type ListNotes = z.infer<typeof ListNotes>;
export const NotePage = pageOf(NoteDto);
export type NotePage = z.infer<typeof NotePage>;

/** The doctor's own visits that are done and not written of, or not signed: the oldest first. */
export const ListUnsigned = z.strictObject({ ...PageInput });
export type ListUnsigned = z.infer<typeof ListUnsigned>;
export const UnsignedVisit = z.object({
  appointmentId: AppointmentId,
  visitAt: InstantOut,
  typeName: z.string(),
  patient: PatientSummary,
});
export type UnsignedVisit = z.infer<typeof UnsignedVisit>;
/** `count` is of all pages. */
export const UnsignedPage = pageOf(UnsignedVisit).extend({ count: z.int() });
export type UnsignedPage = z.infer<typeof UnsignedPage>;

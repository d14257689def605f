import { z } from 'zod';
import { PatientId } from '../ids.ts';
import { ClientRequestId, Email, ExpectedVersion, line, PageInput, Phone, pageOf, text } from './common.ts';
import { CivilDateText } from './time.ts';

export const SEXES = ['female', 'male', 'other', 'unknown'] as const;
/** FHIR administrative gender. */
export const Sex = z.enum(SEXES);
export type Sex = z.infer<typeof Sex>;

/** A chart's own fields, as the desk writes them. */
export const PatientFields = {
  givenName: line(100),
  familyName: line(100),
  birthDate: CivilDateText,
  sex: Sex,
  phone: Phone.nullable(),
  email: Email.nullable(),
  address: text(300).nullable(),
  language: line(40).nullable(),
  needsInterpreter: z.boolean(),
  /** Shown to the desk beside the visit; no clinical text belongs here. */
  deskNote: text(500).nullable(),
  /** What they still owe, in minor units of the clinic's currency: the desk's note, no bill. */
  owedMinor: z.int().min(0).max(100_000_000),
};

export const RegisterPatientAtDesk = z.strictObject({
  givenName: PatientFields.givenName,
  familyName: PatientFields.familyName,
  birthDate: PatientFields.birthDate,
  phone: Phone.optional(),
  sex: Sex.default('unknown'),
  email: Email.optional(),
  /** Set after the desk has seen the warning and means a different person. */
  isNotDuplicate: z.boolean().default(false),
  requestId: ClientRequestId,
});
export type RegisterPatientAtDesk = z.infer<typeof RegisterPatientAtDesk>;

export const EditPatient = z.strictObject({
  id: PatientId,
  expectedVersion: ExpectedVersion,
  changes: z.strictObject(PatientFields).partial(),
});
export type EditPatient = z.infer<typeof EditPatient>;

/** What patients may change about themselves. */
export const EditOwnContact = z.strictObject({
  expectedVersion: ExpectedVersion,
  changes: z
    .strictObject({
      phone: PatientFields.phone,
      address: PatientFields.address,
      language: PatientFields.language,
    })
    .partial(),
});
export type EditOwnContact = z.infer<typeof EditOwnContact>;

export const FindPatients = z.strictObject({
  /** Any part of a name, phone, birth date (2014-10-06, 06.10.2014, 10/06/2014) or chart number. */
  query: z.string().trim().max(100),
  limit: z.int().min(1).max(50).default(12),
});
export type FindPatients = z.infer<typeof FindPatients>;

export const PatientSummary = z.object({
  id: PatientId,
  chartNumber: z.int(),
  givenName: z.string(),
  familyName: z.string(),
  birthDate: z.string(),
  sex: Sex,
  phone: z.string().nullable(),
});
export type PatientSummary = z.infer<typeof PatientSummary>;

export const PatientDto = PatientSummary.extend({
  email: z.string().nullable(),
  address: z.string().nullable(),
  language: z.string().nullable(),
  needsInterpreter: z.boolean(),
  deskNote: z.string().nullable(),
  /** Null to patients and doctors: it is the desk's to speak of. */
  owedMinor: z.int().nullable(),
  hasAccount: z.boolean(),
  version: z.int(),
  can: z.object({ edit: z.boolean() }),
});
export type PatientDto = z.infer<typeof PatientDto>;

export const FoundPatients = z.object({ items: z.array(PatientSummary) });
export type FoundPatients = z.infer<typeof FoundPatients>;

export const ListPatients = z.strictObject({ ...PageInput });
export type ListPatients = z.infer<typeof ListPatients>;
export const PatientPage = pageOf(PatientSummary);
export type PatientPage = z.infer<typeof PatientPage>;

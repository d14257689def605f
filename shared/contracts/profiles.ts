import { z } from 'zod';
import { ALLERGY_ALERTS, BLOOD_TYPES, GUARDIAN_KINDS, ID_CHECK_DOCUMENTS } from '../domain/profile-words.ts';
import { DoctorId, PatientId } from '../ids.ts';
import { Attendance } from './attendance.ts';
import { ClientRequestId, ExpectedVersion, line, Phone, text } from './common.ts';
import { PatientDto, PatientFields } from './patients.ts';
import { CivilDateText, InstantOut } from './time.ts';

export const BloodType = z.enum(BLOOD_TYPES);
export const IdCheckDocument = z.enum(ID_CHECK_DOCUMENTS);

export const EmergencyContact = z.strictObject({ name: line(120), phone: Phone, relationship: line(60) });
export type EmergencyContact = z.infer<typeof EmergencyContact>;
export const Insurance = z.strictObject({ provider: line(120), number: line(60) });
export type Insurance = z.infer<typeof Insurance>;
export const Guardian = z.strictObject({
  kind: z.enum(GUARDIAN_KINDS),
  name: line(120),
  relationship: line(60),
  phone: Phone.nullable(),
  /** The last day on which this person may act for the patient; null while no end is known. */
  endsOn: CivilDateText.nullable(),
});
export type Guardian = z.infer<typeof Guardian>;

/** So many people of a kind a chart names; where joined charts have brought more together, no more than these. */
export const MOST_NAMED = 10;
/** No list of a chart that was joined is longer by far. */
const MOST_NAMED_JOINED = 500;

/** A doctor who looks after the patient without a visit between them: they read the chart as one who treats. */
export const AssignedDoctor = z.strictObject({
  doctorId: DoctorId,
  /** The last day of it; null while no end is known. */
  endsOn: CivilDateText.nullable(),
});
export type AssignedDoctor = z.infer<typeof AssignedDoctor>;

const ContactFields = {
  phone: PatientFields.phone,
  address: PatientFields.address,
  language: PatientFields.language,
  needsInterpreter: PatientFields.needsInterpreter,
};
const CareFields = { emergencyContact: EmergencyContact.nullable(), insurance: Insurance.nullable() };
const ClinicalFields = {
  bloodType: BloodType.nullable(),
  /** Asked, and there are none: not the same as nobody having asked. */
  hasNoAllergies: z.boolean(),
  allergies: text(1000).nullable(),
  conditions: text(2000).nullable(),
  medication: text(2000).nullable(),
};
const OwnFields = z.strictObject({ ...ContactFields, ...CareFields, ...ClinicalFields });
const DeskFields = z.strictObject({
  ...PatientFields,
  ...CareFields,
  guardians: z.array(Guardian).max(MOST_NAMED_JOINED, { error: `at most ${MOST_NAMED_JOINED}` }),
  /** Who is left out is assigned no longer. */
  assignedDoctors: z.array(AssignedDoctor).max(MOST_NAMED_JOINED, { error: `at most ${MOST_NAMED_JOINED}` }),
});

/** What patients may say about themselves: all of it. */
export const ReplaceOwnProfile = OwnFields.extend({ expectedVersion: ExpectedVersion });
export type ReplaceOwnProfile = z.infer<typeof ReplaceOwnProfile>;
/** The same, only what is named. */
export const ChangeOwnProfile = OwnFields.partial().extend({ expectedVersion: ExpectedVersion });
export type ChangeOwnProfile = z.infer<typeof ChangeOwnProfile>;

export const PatientRef = z.strictObject({ id: PatientId });
export type PatientRef = z.infer<typeof PatientRef>;
export const EditProfile = z.strictObject({
  id: PatientId,
  expectedVersion: ExpectedVersion,
  changes: DeskFields.partial(),
});
export type EditProfile = z.infer<typeof EditProfile>;
export const EditClinical = z.strictObject({
  id: PatientId,
  expectedVersion: ExpectedVersion,
  changes: z.strictObject(ClinicalFields).partial(),
});
export type EditClinical = z.infer<typeof EditClinical>;

export const IdCheckDto = z.object({ at: InstantOut, byName: z.string(), document: IdCheckDocument });
export type IdCheckDto = z.infer<typeof IdCheckDto>;
export const RecordIdCheck = z.strictObject({
  id: PatientId,
  document: IdCheckDocument,
  requestId: ClientRequestId,
});
export type RecordIdCheck = z.infer<typeof RecordIdCheck>;

/** The person behind a chart that was made by signing up turns out to have one already. */
export const AttachAccount = z.strictObject({
  /** The chart that stays. */
  id: PatientId,
  expectedVersion: ExpectedVersion,
  /** The one made by signing up; it is closed. */
  fromId: PatientId,
  /** What the person showed, here and now. */
  document: IdCheckDocument,
  /** The number of the chart that is closed, typed where the two charts differ in name or birth date. */
  confirmedNumber: z.int().min(1).optional(),
  requestId: ClientRequestId,
});
export type AttachAccount = z.infer<typeof AttachAccount>;

/** What must be known of a patient before one speaks; nothing clinical but that there is an alert. */
export const PatientProfileDto = PatientDto.extend({
  emergencyContact: EmergencyContact.nullable(),
  insurance: Insurance.nullable(),
  guardians: z.array(Guardian.extend({ isCurrent: z.boolean() })),
  assignedDoctors: z.array(AssignedDoctor.extend({ name: z.string() })),
  allergyAlert: z.enum(ALLERGY_ALERTS),
  idCheck: IdCheckDto.nullable(),
  /** When the desk confirmed it last as the patient came. Null to patients themselves. */
  seenAtCheckIn: z.object({ identity: InstantOut.nullable(), insurance: InstantOut.nullable() }).nullable(),
  /** Where the picture is: `/api/pictures/{pictureId}`. Another picture has another id. */
  pictureId: z.uuid().nullable(),
  /** Null to patients themselves. */
  attendance: Attendance.nullable(),
  /** The chart this one was joined to: it takes no visits and no changes any more. */
  mergedInto: PatientId.nullable(),
  can: z.object({
    edit: z.boolean(),
    readClinical: z.boolean(),
    checkIdentity: z.boolean(),
    attachAccount: z.boolean(),
  }),
});
export type PatientProfileDto = z.infer<typeof PatientProfileDto>;

const clinicalOut = {
  bloodType: BloodType.nullable(),
  hasNoAllergies: z.boolean(),
  allergies: z.string().nullable(),
  conditions: z.string().nullable(),
  medication: z.string().nullable(),
};

export const ClinicalDto = z.object({
  patientId: PatientId,
  ...clinicalOut,
  version: z.int(),
  can: z.object({ edit: z.boolean() }),
});
export type ClinicalDto = z.infer<typeof ClinicalDto>;

/** One's own, with all there is. */
export const OwnProfileDto = PatientProfileDto.extend(clinicalOut);
export type OwnProfileDto = z.infer<typeof OwnProfileDto>;

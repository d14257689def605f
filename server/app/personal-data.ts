import { sql } from 'kysely';
import type { PersonalData } from '../db/personal-data.ts';
import { APPOINTMENTS_PERSONAL_DATA } from '../features/appointments/appointments.personal-data.ts';
import { AUDIT_PERSONAL_DATA } from '../features/audit/audit.personal-data.ts';
import { AUTH_PERSONAL_DATA } from '../features/auth/auth.personal-data.ts';
import { CALENDARS_PERSONAL_DATA } from '../features/calendars/calendars.personal-data.ts';
import { CALLS_PERSONAL_DATA } from '../features/calls/calls.personal-data.ts';
import { CORRECTIONS_PERSONAL_DATA } from '../features/corrections/corrections.personal-data.ts';
import { FORMS_PERSONAL_DATA } from '../features/forms/forms.personal-data.ts';
import { HOURS_PERSONAL_DATA } from '../features/hours/hours.personal-data.ts';
import { NOTES_PERSONAL_DATA } from '../features/notes/notes.personal-data.ts';
import { PATIENTS_PERSONAL_DATA } from '../features/patients/patients.personal-data.ts';
import { PRIVACY_PERSONAL_DATA } from '../features/privacy/privacy.personal-data.ts';
import { PROFILES_PERSONAL_DATA } from '../features/profiles/profiles.personal-data.ts';
import { PINS_PERSONAL_DATA } from '../features/pins/pins.personal-data.ts';
import { RECALLS_PERSONAL_DATA } from '../features/recalls/recalls.personal-data.ts';
import { REQUESTS_PERSONAL_DATA } from '../features/requests/requests.personal-data.ts';
import { SIGNALS_PERSONAL_DATA } from '../features/signals/signals.personal-data.ts';
import { WAITLIST_PERSONAL_DATA } from '../features/waitlist/waitlist.personal-data.ts';

const SHAPE = { impersonal: "the clinic's own shape and calendar" };

/**
 * Where a patient's data lies, table by table: what their copy holds and what erasing them does. In the
 * order of the copy; rows that hang on others come before them.
 */
export const PERSONAL_DATA: PersonalData = {
  // What somebody has typed and not sent yet; the staff's may be about the person, by name where there is no chart
  // to it, or as a note of a visit. While the chart still says the name. What is written of another's visit belongs to
  // their chart, and how somebody has set their screens names nobody.
  draft: {
    rowsOf: ({ patientId, userId }) => sql`(user_id = ${userId} OR instr(content, ${patientId}) > 0
      OR (name LIKE 'note:%' AND substr(name, 6, 36) IN (SELECT id FROM appointment WHERE patient_id = ${patientId}))
      OR (name NOT LIKE 'note:%' AND name NOT LIKE 'own:%' AND EXISTS (SELECT 1 FROM patient
        WHERE patient.id = ${patientId} AND says_words(content, given_name) AND says_words(content, family_name))))`,
    notCopied: 'unsent words; those of the staff are theirs',
    erase: 'delete',
  },
  ...SIGNALS_PERSONAL_DATA,
  ...HOURS_PERSONAL_DATA,
  ...PROFILES_PERSONAL_DATA,
  ...PATIENTS_PERSONAL_DATA,
  ...AUTH_PERSONAL_DATA,
  ...NOTES_PERSONAL_DATA,
  ...FORMS_PERSONAL_DATA,
  ...CALLS_PERSONAL_DATA,
  ...APPOINTMENTS_PERSONAL_DATA,
  ...REQUESTS_PERSONAL_DATA,
  ...WAITLIST_PERSONAL_DATA,
  ...PINS_PERSONAL_DATA,
  ...RECALLS_PERSONAL_DATA,
  ...CALENDARS_PERSONAL_DATA,
  ...CORRECTIONS_PERSONAL_DATA,
  ...PRIVACY_PERSONAL_DATA,
  ...AUDIT_PERSONAL_DATA,
  breakGlass: {
    rowsOf: ({ patientId }) => sql`patient_id = ${patientId}`,
    erase: {
      id: 'stays',
      userId: 'stays',
      patientId: 'stays',
      reason: { kept: 'erased with the chart' },
      openedAt: 'stays',
      expiresAt: 'stays',
      endedAt: 'stays',
      firstReadAt: 'stays',
      reviewedAt: 'stays',
      reviewedBy: 'stays',
      reviewNote: { kept: '' },
      version: 'stays',
    },
  },
  // Retries get their first answer again, and answers show charts: the person's own, and the staff's about them.
  idempotency: {
    rowsOf: ({ patientId, userId }) =>
      sql`(actor_id = ${userId} OR instr(answer, ${patientId}) > 0 OR instr(answer, ${userId}) > 0)`,
    notCopied: 'copies of what the other tables hold, forgotten within days',
    erase: 'delete',
  },
  emailCode: {
    rowsOf: ({ userId }) => sql`user_id = ${userId}`,
    notCopied: 'nothing but the fingerprint of a secret',
    erase: 'delete',
  },
  quickPin: {
    rowsOf: ({ userId }) => sql`user_id = ${userId}`,
    notCopied: 'nothing but the fingerprint of a secret',
    erase: 'delete',
  },
  // By whom of the staff, and not for whom: a patient's account has none.
  callTime: {
    rowsOf: ({ userId }) => sql`user_id = ${userId}`,
    notCopied: 'the work of those who book at the desk',
    erase: 'delete',
  },
  setting: SHAPE,
  clinicRevision: SHAPE,
  securitySettings: SHAPE,
  specialization: SHAPE,
  room: SHAPE,
  roomMark: { impersonal: 'which rooms are to be cleaned' },
  doctorDelay: { impersonal: 'how late a doctor runs on a day' },
  display: { impersonal: 'devices on the wall, by where they hang' },
  doctor: SHAPE,
  doctorSpecialization: SHAPE,
  appointmentType: SHAPE,
  doctorAppointmentType: SHAPE,
  weeklyHours: SHAPE,
  dateException: SHAPE,
  timeOff: SHAPE,
  clinicClosure: SHAPE,
  invitation: { impersonal: 'addresses of those who are to work here' },
  serverKey: { impersonal: 'secrets of the server' },
};

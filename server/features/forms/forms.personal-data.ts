import { sql } from 'kysely';
import type { PersonalTables } from '../../db/personal-data.ts';

/** What somebody said before a visit; its rows hang on the visits and go first. */
export const FORMS_PERSONAL_DATA: PersonalTables<'visitForm' | 'visitFormType' | 'visitAnswers'> = {
  visitForm: { impersonal: "the clinic's own questions" },
  visitFormType: { impersonal: "the clinic's own questions" },
  visitAnswers: {
    rowsOf: ({ patientId }) =>
      sql`appointment_id IN (SELECT id FROM appointment WHERE patient_id = ${patientId})`,
    erase: { appointmentId: 'stays', forms: { kept: '[]' }, filledAt: 'stays', version: 'stays' },
  },
};

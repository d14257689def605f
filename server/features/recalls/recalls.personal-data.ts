import { sql } from 'kysely';
import type { PersonalTables } from '../../db/personal-data.ts';

export const RECALLS_PERSONAL_DATA: PersonalTables<'recall' | 'recallContact'> = {
  // Contacts hang on recalls and come before them.
  recallContact: {
    rowsOf: ({ patientId }) =>
      sql`recall_id IN (SELECT r.id FROM recall AS r WHERE r.patient_id = ${patientId})`,
    erase: 'delete',
  },
  recall: {
    rowsOf: ({ patientId }) => sql`patient_id = ${patientId}`,
    erase: 'delete',
  },
};

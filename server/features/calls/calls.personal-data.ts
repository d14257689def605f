import { sql } from 'kysely';
import type { PersonalTables } from '../../db/personal-data.ts';

/** Of the day, and said by the visits themselves: their rows hang on the visits and go first. */
export const CALLS_PERSONAL_DATA: PersonalTables<'arrival' | 'visitCall'> = {
  arrival: {
    rowsOf: ({ patientId }) =>
      sql`appointment_id IN (SELECT id FROM appointment WHERE patient_id = ${patientId})`,
    erase: 'delete',
  },
  visitCall: {
    rowsOf: ({ patientId }) =>
      sql`appointment_id IN (SELECT id FROM appointment WHERE patient_id = ${patientId})`,
    erase: 'delete',
  },
};

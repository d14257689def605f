import { sql } from 'kysely';
import type { PersonalTables } from '../../db/personal-data.ts';

export const PINS_PERSONAL_DATA: PersonalTables<'pin'> = {
  pin: {
    rowsOf: ({ patientId }) => sql`(
      appointment_id IN (SELECT a.id FROM appointment AS a WHERE a.patient_id = ${patientId})
      OR recall_id IN (SELECT r.id FROM recall AS r WHERE r.patient_id = ${patientId}))`,
    notCopied: 'what the desk has to do with a visit or a recall, which are copied themselves',
    erase: 'delete',
  },
};

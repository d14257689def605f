import { sql } from 'kysely';
import type { PersonalTables } from '../../db/personal-data.ts';

export const CORRECTIONS_PERSONAL_DATA: PersonalTables<'correction'> = {
  correction: {
    rowsOf: ({ patientId }) => sql`patient_id = ${patientId}`,
    erase: {
      id: 'stays',
      patientId: 'stays',
      field: 'stays',
      wanted: { kept: '' },
      note: { kept: '' },
      status: 'stays',
      oldValue: 'kept',
      decidedAt: 'stays',
      decidedBy: 'stays',
      decisionReason: { kept: '' },
      version: 'stays',
      createdAt: 'stays',
      updatedAt: 'stays',
    },
  },
};

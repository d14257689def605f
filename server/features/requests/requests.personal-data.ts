import { sql } from 'kysely';
import type { PersonalTables } from '../../db/personal-data.ts';

export const REQUESTS_PERSONAL_DATA: PersonalTables<'appointmentRequest'> = {
  appointmentRequest: {
    rowsOf: ({ patientId }) => sql`patient_id = ${patientId}`,
    erase: {
      id: 'stays',
      patientId: 'stays',
      doctorId: 'stays',
      specializationId: 'stays',
      date: 'stays',
      dayPart: 'stays',
      urgency: 'stays',
      urgencyRank: 'stays',
      reason: { kept: '' },
      status: 'stays',
      decidedAt: 'stays',
      decidedBy: 'stays',
      decisionReason: { kept: '' },
      appointmentId: 'stays',
      version: 'stays',
      createdAt: 'stays',
      updatedAt: 'stays',
    },
  },
};

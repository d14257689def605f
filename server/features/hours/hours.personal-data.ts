import { sql } from 'kysely';
import type { PersonalTables } from '../../db/personal-data.ts';

/** Words between a doctor and the administration may say a name, while the chart still says it, too. */
export const HOURS_PERSONAL_DATA: PersonalTables<'hoursProposal'> = {
  hoursProposal: {
    rowsOf: ({ patientId }) => sql`EXISTS (SELECT 1 FROM patient WHERE patient.id = ${patientId}
      AND (says_words(note, family_name) OR says_words(coalesce(decision_reason, ''), family_name)))`,
    notCopied: 'the hours of a doctor, and a few words about them',
    erase: {
      id: 'stays',
      doctorId: 'stays',
      proposedBy: 'stays',
      week: 'stays',
      validFrom: 'stays',
      validTo: 'stays',
      drawnOn: 'stays',
      note: { goes: '' },
      status: 'stays',
      decidedBy: 'stays',
      decidedAt: 'stays',
      decisionReason: 'goes',
      version: 'stays',
      createdAt: 'stays',
    },
  },
};

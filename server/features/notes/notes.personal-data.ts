import { sql } from 'kysely';
import type { PersonalTables } from '../../db/personal-data.ts';

/** What doctors have signed: kept closed for as long as the law wants it, emptied in the open. */
export const NOTES_PERSONAL_DATA: PersonalTables<'visitNote' | 'visitAddendum'> = {
  visitAddendum: {
    rowsOf: ({ patientId }) => sql`note_id IN (SELECT id FROM visit_note WHERE patient_id = ${patientId})`,
    erase: {
      id: 'stays',
      noteId: 'stays',
      authorId: 'stays',
      words: { kept: '' },
      signedAt: 'stays',
    },
  },
  visitNote: {
    rowsOf: ({ patientId }) => sql`patient_id = ${patientId}`,
    erase: {
      id: 'stays',
      appointmentId: 'stays',
      patientId: 'stays',
      authorId: 'stays',
      reason: { kept: '' },
      findings: { kept: '' },
      plan: { kept: '' },
      signedAt: 'stays',
    },
  },
};

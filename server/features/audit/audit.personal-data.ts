import { sql } from 'kysely';
import type { PersonalTables } from '../../db/personal-data.ts';

export const AUDIT_PERSONAL_DATA: PersonalTables<'auditEvent'> = {
  auditEvent: {
    rowsOf: ({ patientId, userId }) => sql`(patient_id = ${patientId} OR user_id = ${userId})`,
    // Where the clinic's people sat when they looked is theirs.
    hidden: ['sessionId', 'address'],
    erase: { never: 'append-only: the proof of who did what; it names ids and fields, never their contents' },
  },
};

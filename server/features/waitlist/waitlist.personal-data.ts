import { sql } from 'kysely';
import type { PersonalTables } from '../../db/personal-data.ts';

export const WAITLIST_PERSONAL_DATA: PersonalTables<'waitlistEntry' | 'waitlistInvite' | 'waitlistOffer'> = {
  // Invitations hang on entries and come before them.
  waitlistInvite: {
    rowsOf: ({ patientId }) => sql`patient_id = ${patientId}`,
    erase: 'delete',
  },
  waitlistEntry: {
    rowsOf: ({ patientId }) => sql`patient_id = ${patientId}`,
    erase: 'delete',
  },
  waitlistOffer: {
    impersonal: 'free times of doctors; whom they were offered to is told by the invitations',
  },
};

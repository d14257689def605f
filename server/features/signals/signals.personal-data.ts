import { sql } from 'kysely';
import type { PersonalTables } from '../../db/personal-data.ts';

/** A note may say a name, while the chart still says it, too. Each is gone with its day in any case. */
export const SIGNALS_PERSONAL_DATA: PersonalTables<'roomSignal'> = {
  roomSignal: {
    rowsOf: ({ patientId }) => sql`EXISTS (SELECT 1 FROM patient WHERE patient.id = ${patientId}
      AND says_words(note, family_name))`,
    notCopied: 'a few words between the room and the desk, kept for the day alone',
    erase: 'delete',
  },
};

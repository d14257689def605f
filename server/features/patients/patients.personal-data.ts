import { sql } from 'kysely';
import type { PersonalTables } from '../../db/personal-data.ts';

export const PATIENTS_PERSONAL_DATA: PersonalTables<'patient'> = {
  patient: {
    rowsOf: ({ patientId }) => sql`id = ${patientId}`,
    // The folded texts only repeat the name.
    hidden: ['nameKey', 'searchText'],
    erase: {
      id: 'stays',
      chartNumber: 'stays',
      givenName: { kept: 'Erased' },
      familyName: { kept: 'patient' },
      birthDate: { kept: '1900-01-01' },
      sex: { kept: 'unknown' },
      phone: 'goes',
      email: 'goes',
      address: 'goes',
      language: 'goes',
      needsInterpreter: { goes: 0 },
      deskNote: 'goes',
      owedMinor: { goes: 0 },
      nameKey: { goes: '' },
      searchText: { goes: '' },
      source: 'goes',
      sourceId: 'goes',
      erasedAt: 'stays',
      mergedInto: 'stays',
      version: 'stays',
      createdAt: 'stays',
      updatedAt: 'stays',
    },
  },
};

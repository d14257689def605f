import { sql } from 'kysely';
import type { PersonalTables, Subject } from '../../db/personal-data.ts';

const ofPatient = ({ patientId }: Subject) => sql<boolean>`patient_id = ${patientId}`;

export const PROFILES_PERSONAL_DATA: PersonalTables<
  'patientProfile' | 'patientGuardian' | 'assignedDoctor' | 'identityCheck' | 'picture'
> = {
  patientProfile: {
    rowsOf: ofPatient,
    erase: {
      patientId: 'stays',
      emergencyName: 'goes',
      emergencyPhone: 'goes',
      emergencyRelationship: 'goes',
      insuranceProvider: 'kept',
      insuranceNumber: 'kept',
      bloodType: 'kept',
      hasNoAllergies: { kept: 0 },
      allergies: 'kept',
      conditions: 'kept',
      medication: 'kept',
    },
  },
  patientGuardian: { rowsOf: ofPatient, erase: 'delete' },
  assignedDoctor: { rowsOf: ofPatient, erase: 'delete' },
  identityCheck: { rowsOf: ofPatient, hidden: ['checkedBy'], erase: 'delete' },
  // The image itself lies in the copy as a file.
  picture: { rowsOf: ofPatient, hidden: ['content'], erase: 'delete' },
};

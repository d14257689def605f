import { sql } from 'kysely';
import type { PersonalTables, Subject } from '../../db/personal-data.ts';

const ofPatient = ({ patientId }: Subject) => sql<boolean>`patient_id = ${patientId}`;

export const PRIVACY_PERSONAL_DATA: PersonalTables<
  'privacyRequest' | 'legalHold' | 'liftedHold' | 'sealedRecord'
> = {
  privacyRequest: {
    rowsOf: ofPatient,
    erase: {
      id: 'stays',
      patientId: 'stays',
      kind: 'stays',
      via: 'stays',
      idDocument: 'stays',
      note: { goes: '' },
      status: 'stays',
      decidedAt: 'stays',
      decidedBy: 'stays',
      decisionReason: { goes: '' },
      keepUntil: 'stays',
      version: 'stays',
      createdBy: 'stays',
      createdAt: 'stays',
      updatedAt: 'stays',
    },
  },
  // Nobody is erased under a hold; one from before an earlier erasure would be a leftover.
  // That they are held is in the copy, and since when; why may be a case against them, or others' words.
  legalHold: { rowsOf: ofPatient, hidden: ['reason'], erase: 'delete' },
  liftedHold: { rowsOf: ofPatient, hidden: ['reason', 'liftReason'], erase: 'delete' },
  sealedRecord: {
    rowsOf: ofPatient,
    notCopied: 'it exists only once nobody is left to ask for a copy',
    erase: { never: 'deleted on its own day: the one until which the law wants it kept' },
  },
};

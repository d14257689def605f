import type { PatientDto, PatientSummary } from '../../../shared/contracts/patients.ts';
import { mayByItself } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import type { PatientRow, SummaryRow } from './patients.repo.ts';

export function toSummary(row: SummaryRow): PatientSummary {
  const { id, chartNumber, givenName, familyName, birthDate, sex, phone } = row;
  return { id, chartNumber, givenName, familyName, birthDate, sex, phone };
}

/** `can.edit` says whether this reader may change something here, by the door of their role. */
export function toPatientDto(actor: Actor, row: PatientRow, hasAccount: boolean): PatientDto {
  const isOwn = actor.patientId === row.id;
  const subject = { patientId: row.id };
  const { email, address, language, version } = row;
  return {
    ...toSummary(row),
    email,
    address,
    language,
    needsInterpreter: row.needsInterpreter === 1,
    // Written by the desk for the desk.
    deskNote: isOwn ? null : row.deskNote,
    owedMinor: !isOwn && mayByItself(actor, 'patient.edit', subject) ? row.owedMinor : null,
    hasAccount,
    version,
    can: {
      edit: isOwn
        ? mayByItself(actor, 'patient.editOwnContact', subject)
        : mayByItself(actor, 'patient.edit', subject),
    },
  };
}

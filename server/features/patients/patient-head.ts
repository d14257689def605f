import type { PatientSummary } from '../../../shared/contracts/patients.ts';
import type { PatientId } from '../../../shared/ids.ts';
import type { Row } from '../../db/schema.ts';

/** The head of a chart beside what a list is about, in a query that joins the chart. */
export const PATIENT_HEAD = [
  'patient.chartNumber',
  'patient.givenName',
  'patient.familyName',
  'patient.birthDate',
  'patient.sex',
  'patient.phone',
] as const;

export type PatientHead = Pick<
  Row<'patient'>,
  'chartNumber' | 'givenName' | 'familyName' | 'birthDate' | 'sex' | 'phone'
>;

export function presentPatient(row: PatientHead & { readonly patientId: PatientId }): PatientSummary {
  const { patientId: id, chartNumber, givenName, familyName, birthDate, sex, phone } = row;
  return { id, chartNumber, givenName, familyName, birthDate, sex, phone };
}

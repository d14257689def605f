import { v5 } from 'uuid';
import type { PersonalRows } from '../../db/personal-rows.ts';
import type { Row } from '../../db/schema.ts';

/** A resource of FHIR R4 with a name of its own in the bundle. */
export type Resource = { readonly resourceType: string; readonly id: string } & Readonly<
  Record<string, unknown>
>;

const LOINC = 'http://loinc.org';
const SNOMED = 'http://snomed.info/sct';
const TERMS = 'http://terminology.hl7.org/CodeSystem';
const ALLERGY_ACTIVE = { coding: [{ system: `${TERMS}/allergyintolerance-clinical`, code: 'active' }] };
const CONDITION_ACTIVE = { coding: [{ system: `${TERMS}/condition-clinical`, code: 'active' }] };

/** What the chart says of health, insurance, and who acts for the person. A line each, as it was written. */
export function clinicalResources(rows: PersonalRows): Resource[] {
  const profiles = (rows.patientProfile ?? []) as Row<'patientProfile'>[];
  const guardians = (rows.patientGuardian ?? []) as Row<'patientGuardian'>[];
  return [...profiles.flatMap(ofProfile), ...guardians.map(relatedPersonOf)];
}

export function referTo(id: string): { reference: string } {
  return { reference: `urn:uuid:${id}` };
}

/** The same fact has the same name in every copy. */
function idOf(patientId: string, what: string): string {
  return v5(what, patientId);
}

function ofProfile(row: Row<'patientProfile'>): Resource[] {
  const { patientId } = row;
  const patient = referTo(patientId);
  const each = (kind: string, text: string | null, make: (text: string) => object): Resource[] =>
    linesIn(text).map((line, at) => ({
      resourceType: kind,
      id: idOf(patientId, `${kind} ${at} ${line}`),
      ...make(line),
    }));
  return [
    ...each('AllergyIntolerance', row.allergies, (text) => ({
      clinicalStatus: ALLERGY_ACTIVE,
      code: { text },
      patient,
    })),
    ...noKnownAllergy(row),
    ...each('Condition', row.conditions, (text) => ({
      clinicalStatus: CONDITION_ACTIVE,
      code: { text },
      subject: patient,
    })),
    ...each('MedicationStatement', row.medication, (text) => ({
      status: 'active',
      medicationCodeableConcept: { text },
      subject: patient,
    })),
    ...bloodTypeOf(row),
    ...coverageOf(row),
  ];
}

function noKnownAllergy({ patientId, hasNoAllergies }: Row<'patientProfile'>): Resource[] {
  if (hasNoAllergies !== 1) return [];
  const code = { coding: [{ system: SNOMED, code: '716186003', display: 'No known allergy' }] };
  const id = idOf(patientId, 'no known allergy');
  const status = { clinicalStatus: ALLERGY_ACTIVE, patient: referTo(patientId) };
  return [{ resourceType: 'AllergyIntolerance', id, code, ...status }];
}

function bloodTypeOf({ patientId, bloodType }: Row<'patientProfile'>): Resource[] {
  if (bloodType === null) return [];
  const display = 'ABO and Rh group [Type] in Blood';
  return [
    {
      resourceType: 'Observation',
      id: idOf(patientId, 'blood type'),
      status: 'final',
      code: { coding: [{ system: LOINC, code: '882-1', display }] },
      subject: referTo(patientId),
      valueCodeableConcept: { text: bloodType },
    },
  ];
}

function coverageOf(row: Row<'patientProfile'>): Resource[] {
  const { patientId, insuranceProvider, insuranceNumber } = row;
  if (insuranceProvider === null && insuranceNumber === null) return [];
  return [
    {
      resourceType: 'Coverage',
      id: idOf(patientId, 'coverage'),
      status: 'active',
      beneficiary: referTo(patientId),
      payor: [{ display: insuranceProvider ?? 'not known' }],
      ...(insuranceNumber !== null && { subscriberId: insuranceNumber }),
    },
  ];
}

function relatedPersonOf(row: Row<'patientGuardian'>): Resource {
  const { id, patientId, kind, name, relationship, phone, endsOn } = row;
  return {
    resourceType: 'RelatedPerson',
    id: idOf(patientId, `guardian ${id}`),
    patient: referTo(patientId),
    name: [{ text: name }],
    relationship: [{ text: `${kind}: ${relationship}` }],
    ...(phone !== null && { telecom: [{ system: 'phone', value: phone }] }),
    ...(endsOn !== null && { period: { end: endsOn } }),
  };
}

function linesIn(text: string | null): string[] {
  return (text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

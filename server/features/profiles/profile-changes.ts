import type { EditPatient } from '../../../shared/contracts/patients.ts';
import type { EditClinical, EditProfile } from '../../../shared/contracts/profiles.ts';
import type { ProfileRow } from './profiles.repo.ts';

/** What any of the doors may want changed; each door's contract says which of it. */
export type WantedChanges = EditProfile['changes'] & EditClinical['changes'];

type ProfileChanges = EditClinical['changes'] &
  Pick<EditProfile['changes'], 'emergencyContact' | 'insurance'>;

/** The chart's head, the rest of the profile, and who acts for the patient are kept apart. */
export function splitChanges(wanted: WantedChanges): {
  chart: EditPatient['changes'];
  profile: ProfileChanges;
  guardians: WantedChanges['guardians'];
  assignedDoctors: WantedChanges['assignedDoctors'];
} {
  const { guardians, assignedDoctors, emergencyContact, insurance, ...rest } = wanted;
  const { bloodType, hasNoAllergies, allergies, conditions, medication, ...chart } = rest;
  return {
    chart,
    guardians,
    assignedDoctors,
    profile: {
      emergencyContact,
      insurance,
      bloodType,
      hasNoAllergies,
      allergies,
      conditions,
      medication,
    },
  };
}

/** The row after the change and the names of what differs, as the contract calls it. */
export function profileDifferences(
  before: ProfileRow,
  wanted: ProfileChanges,
): { after: ProfileRow; changedFields: string[] } {
  let after = before;
  const changedFields: string[] = [];
  for (const [field, value] of Object.entries(wanted)) {
    if (value === undefined) continue;
    const columns = columnsOf(field as keyof ProfileChanges, wanted);
    const isDifferent = Object.entries(columns).some(
      ([column, cell]) => before[column as keyof ProfileRow] !== cell,
    );
    if (!isDifferent) continue;
    after = { ...after, ...columns };
    changedFields.push(field);
  }
  return { after, changedFields };
}

function columnsOf(field: keyof ProfileChanges, wanted: ProfileChanges): Partial<ProfileRow> {
  switch (field) {
    case 'emergencyContact':
      return {
        emergencyName: wanted.emergencyContact?.name ?? null,
        emergencyPhone: wanted.emergencyContact?.phone ?? null,
        emergencyRelationship: wanted.emergencyContact?.relationship ?? null,
      };
    case 'insurance':
      return {
        insuranceProvider: wanted.insurance?.provider ?? null,
        insuranceNumber: wanted.insurance?.number ?? null,
      };
    case 'bloodType':
      return { bloodType: wanted.bloodType ?? null };
    case 'hasNoAllergies':
      return { hasNoAllergies: wanted.hasNoAllergies === true ? 1 : 0 };
    case 'allergies':
    case 'conditions':
    case 'medication':
      // Emptied by hand is the same as never written.
      return { [field]: wanted[field] || null };
  }
}

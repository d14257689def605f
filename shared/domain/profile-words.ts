/** ABO and Rhesus, as the card in a wallet says it. */
export const BLOOD_TYPES = ['A+', 'A-', 'B+', 'B-', 'AB+', 'AB-', 'O+', 'O-'] as const;

/** A guardian acts by law, a proxy because the patient named them. */
export const GUARDIAN_KINDS = ['guardian', 'proxy'] as const;

/** What a person showed at the desk to prove who they are. Its number is never kept. */
export const ID_CHECK_DOCUMENTS = [
  'passport',
  'id_card',
  'driving_licence',
  'insurance_card',
  'other',
] as const;
export type IdCheckDocument = (typeof ID_CHECK_DOCUMENTS)[number];

/** What the desk may know of allergies: that there are some, that there are none, or that nobody has said. */
export const ALLERGY_ALERTS = ['known', 'none', 'unknown'] as const;
export type AllergyAlert = (typeof ALLERGY_ALERTS)[number];

export function allergyAlertOf(said: {
  readonly allergies: string | null;
  readonly hasNoAllergies: boolean;
}): AllergyAlert {
  if (said.allergies !== null) return 'known';
  return said.hasNoAllergies ? 'none' : 'unknown';
}

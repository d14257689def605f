/** What of a chart its owner may ask to have put right; `other` is told in words. */
export const CORRECTION_FIELDS = [
  'givenName',
  'familyName',
  'birthDate',
  'sex',
  'email',
  'phone',
  'address',
  'language',
  'other',
] as const;
export type CorrectionField = (typeof CORRECTION_FIELDS)[number];

export const CORRECTION_STATUSES = ['open', 'accepted', 'declined', 'withdrawn'] as const;
export type CorrectionStatus = (typeof CORRECTION_STATUSES)[number];

/** A copy of everything, or everything gone. */
export const PRIVACY_REQUEST_KINDS = ['copy', 'erasure'] as const;
export type PrivacyRequestKind = (typeof PRIVACY_REQUEST_KINDS)[number];

export const PRIVACY_REQUEST_STATUSES = ['open', 'done', 'declined', 'withdrawn'] as const;
export type PrivacyRequestStatus = (typeof PRIVACY_REQUEST_STATUSES)[number];

/** What the desk may be shown by somebody who asks in person. */
export const ID_DOCUMENTS = ['passport', 'id_card', 'driving_licence', 'other'] as const;
export type IdDocument = (typeof ID_DOCUMENTS)[number];

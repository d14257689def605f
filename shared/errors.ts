/**
 * Every way MedLink refuses. The code is what clients act on; they find the words in their own locale.
 * `details` carries the facts the words need (never clinical text).
 */
export const ERROR_CODES = [
  'invalid_input',
  'unauthenticated',
  'session_locked',
  'second_factor_needed',
  'enrolment_needed',
  'password_short_alone',
  'absence_refused',
  'factor_on',
  'insecure_origin',
  'passkey_refused',
  'passkey_known',
  'passkey_suspended',
  'bad_credentials',
  'account_disabled',
  'forbidden',
  'not_found',
  'email_taken',
  'slot_taken',
  'patient_busy',
  'room_taken',
  'outside_hours',
  'in_the_past',
  'too_short_notice',
  'beyond_horizon',
  'off_grid',
  'dates_refused',
  'doctor_inactive',
  'specialization_inactive',
  'type_inactive',
  'type_not_offered',
  'type_not_online',
  'override_not_allowed',
  'illegal_transition',
  'not_in_clinic',
  'not_arrival_time',
  'request_not_pending',
  'duplicate_request',
  'too_many_requests_open',
  'duplicate_patient',
  'chart_closed',
  'chart_erased',
  'clock_doubtful',
  'account_elsewhere',
  'last_admin',
  'no_mail',
  'note_signed',
  'visit_to_come',
  'not_a_picture',
  'picture_too_large',
  'nothing_to_undo',
  'stale_version',
  'request_id_reused',
  'already_asked',
  'already_taken',
  'already_offered',
  'offer_over',
  'not_waiting',
  'too_many_places_open',
  'nobody_fits',
  'recall_closed',
  'already_recalled',
  'already_decided',
  'erasure_blocked',
  'already_set_up',
  'not_set_up',
  'name_taken',
  'rate_limited',
  'storage_full',
  'internal',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export type ErrorDetails = Readonly<Record<string, unknown>>;

/** What somebody was kept from, for the audit trail alone: no client learns of it. */
export type DeniedThing = {
  readonly patientId?: string;
  readonly objectType?: string;
  readonly objectId?: string;
};

/** A refusal with a closed code. Anything else that is thrown is a bug. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
  /** Set where the policy refused: the trail keeps it, also where the answer is that nothing is there. */
  readonly denied: DeniedThing | undefined;

  constructor(code: ErrorCode, details: ErrorDetails = {}, deniedThing?: DeniedThing) {
    super(code);
    this.name = 'AppError';
    this.code = code;
    this.details = details;
    this.denied = deniedThing;
  }
}

/** The policy's no. `not_found` to those who may not know that the thing exists. */
export function denied(code: 'forbidden' | 'not_found', thing: DeniedThing = {}): AppError {
  return new AppError(code, {}, thing);
}

/** Something the input names by an id that is not there, or not for this person to know of. */
export function unknownIn(field: string, deniedThing?: DeniedThing): AppError {
  const fields = [{ path: field, message: 'is not known here' }];
  return new AppError('not_found', { fields }, deniedThing);
}

/** A refusal that belongs to one field of the input, shown beside that field. */
export function invalidField(field: string, message: string, deniedThing?: DeniedThing): AppError {
  return new AppError('invalid_input', { fields: [{ path: field, message }] }, deniedThing);
}

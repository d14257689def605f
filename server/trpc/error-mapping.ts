import { TRPCError } from '@trpc/server';
import { ZodError } from 'zod';
import { AppError, type ErrorCode, type ErrorDetails } from '../../shared/errors.ts';
import { headersOfRefusal, type LimitHeaders } from '../lib/limits.ts';

type RpcCode = TRPCError['code'];

/** The only place that knows HTTP: each refusal and the status it travels under. */
const RPC_CODES = {
  invalid_input: 'BAD_REQUEST',
  unauthenticated: 'UNAUTHORIZED',
  session_locked: 'FORBIDDEN',
  second_factor_needed: 'UNAUTHORIZED',
  enrolment_needed: 'FORBIDDEN',
  password_short_alone: 'FORBIDDEN',
  absence_refused: 'CONFLICT',
  factor_on: 'CONFLICT',
  insecure_origin: 'CONFLICT',
  passkey_refused: 'UNAUTHORIZED',
  passkey_known: 'CONFLICT',
  passkey_suspended: 'UNAUTHORIZED',
  bad_credentials: 'UNAUTHORIZED',
  account_disabled: 'FORBIDDEN',
  forbidden: 'FORBIDDEN',
  not_found: 'NOT_FOUND',
  email_taken: 'CONFLICT',
  slot_taken: 'CONFLICT',
  patient_busy: 'CONFLICT',
  room_taken: 'CONFLICT',
  outside_hours: 'CONFLICT',
  in_the_past: 'CONFLICT',
  too_short_notice: 'CONFLICT',
  beyond_horizon: 'CONFLICT',
  off_grid: 'UNPROCESSABLE_CONTENT',
  dates_refused: 'CONFLICT',
  doctor_inactive: 'CONFLICT',
  specialization_inactive: 'CONFLICT',
  type_inactive: 'CONFLICT',
  type_not_offered: 'CONFLICT',
  type_not_online: 'CONFLICT',
  override_not_allowed: 'FORBIDDEN',
  illegal_transition: 'CONFLICT',
  not_in_clinic: 'CONFLICT',
  not_arrival_time: 'CONFLICT',
  request_not_pending: 'CONFLICT',
  duplicate_request: 'CONFLICT',
  too_many_requests_open: 'CONFLICT',
  too_many_places_open: 'CONFLICT',
  duplicate_patient: 'CONFLICT',
  chart_closed: 'CONFLICT',
  chart_erased: 'CONFLICT',
  clock_doubtful: 'CONFLICT',
  account_elsewhere: 'CONFLICT',
  last_admin: 'CONFLICT',
  no_mail: 'CONFLICT',
  note_signed: 'CONFLICT',
  visit_to_come: 'CONFLICT',
  not_a_picture: 'UNSUPPORTED_MEDIA_TYPE',
  picture_too_large: 'PAYLOAD_TOO_LARGE',
  nothing_to_undo: 'NOT_FOUND',
  stale_version: 'CONFLICT',
  request_id_reused: 'UNPROCESSABLE_CONTENT',
  already_asked: 'CONFLICT',
  already_taken: 'CONFLICT',
  already_offered: 'CONFLICT',
  offer_over: 'CONFLICT',
  not_waiting: 'CONFLICT',
  nobody_fits: 'CONFLICT',
  recall_closed: 'CONFLICT',
  already_recalled: 'CONFLICT',
  already_decided: 'CONFLICT',
  erasure_blocked: 'CONFLICT',
  already_set_up: 'CONFLICT',
  not_set_up: 'CONFLICT',
  name_taken: 'CONFLICT',
  rate_limited: 'TOO_MANY_REQUESTS',
  storage_full: 'SERVICE_UNAVAILABLE',
  internal: 'INTERNAL_SERVER_ERROR',
} as const satisfies Record<ErrorCode, RpcCode>;

const REASONS_OF_RPC: Partial<Record<RpcCode, ErrorCode>> = {
  BAD_REQUEST: 'invalid_input',
  PARSE_ERROR: 'invalid_input',
  UNSUPPORTED_MEDIA_TYPE: 'invalid_input',
  METHOD_NOT_SUPPORTED: 'invalid_input',
  PAYLOAD_TOO_LARGE: 'invalid_input',
  UNAUTHORIZED: 'unauthenticated',
  FORBIDDEN: 'forbidden',
  NOT_FOUND: 'not_found',
  TOO_MANY_REQUESTS: 'rate_limited',
};

/** A refusal as tRPC carries it. */
export function toRpcError(error: AppError): TRPCError {
  return new TRPCError({ code: RPC_CODES[error.code], message: error.code, cause: error });
}

/** What a client learns of any error: a closed reason, and details only where they are the application's own. */
export function refusalOf(error: TRPCError): { reason: ErrorCode; details: ErrorDetails } {
  const { cause } = error;
  if (cause instanceof AppError) return { reason: cause.code, details: cause.details };
  if (cause instanceof ZodError) return { reason: 'invalid_input', details: { fields: fieldsOf(cause) } };
  return { reason: REASONS_OF_RPC[error.code] ?? 'internal', details: {} };
}

/** What a refusal for too many tries says to programs, as the quotas of requests do. */
export function limitHeaders(error: TRPCError): LimitHeaders {
  return headersOfRefusal(refusalOf(error).details);
}

function fieldsOf(error: ZodError): { path: string; message: string }[] {
  return error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: [...issue.path, key].join('.'), message: 'is not a known field' }))
      : [{ path: issue.path.join('.'), message: issue.message }],
  );
}

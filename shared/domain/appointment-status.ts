/** FHIR R4 Appointment and v2 table 0278 words stand in docs; the order of the first seven is the visit's path. */
export const APPOINTMENT_STATUSES = [
  'booked',
  'confirmed',
  'arrived',
  'checked_in',
  'in_room',
  'with_doctor',
  'completed',
  'left',
  'no_show',
  'cancelled',
  'entered_in_error',
] as const;
export type AppointmentStatus = (typeof APPOINTMENT_STATUSES)[number];

export const FORWARD_PATH = [
  'booked',
  'confirmed',
  'arrived',
  'checked_in',
  'in_room',
  'with_doctor',
  'completed',
] as const satisfies readonly AppointmentStatus[];

/** These end a visit without it having taken place: they free the slot. */
export const NON_BLOCKING = [
  'left',
  'no_show',
  'cancelled',
  'entered_in_error',
] as const satisfies readonly AppointmentStatus[];

export function isBlocking(status: AppointmentStatus): boolean {
  return !NON_BLOCKING.some((other) => other === status);
}

/** The next step of the visit that one key means; undefined at the end of the path. */
export function nextStep(status: AppointmentStatus): AppointmentStatus | undefined {
  const at = pathIndex(status);
  return at === -1 ? undefined : FORWARD_PATH[at + 1];
}

export const STATUS_MOVES = ['forward', 'back', 'end', 'reopen'] as const;
export type StatusMove = (typeof STATUS_MOVES)[number];

/**
 * What a change of status is, or undefined when it is not allowed: forward along the path (steps may
 * be skipped), one step back (a mis-click), an end, or the reopening of a wrong `cancelled`/`no_show`.
 */
export function statusMove(from: AppointmentStatus, to: AppointmentStatus): StatusMove | undefined {
  const [a, b] = [pathIndex(from), pathIndex(to)];
  if (a !== -1 && b !== -1) return b > a ? 'forward' : b === a - 1 ? 'back' : undefined;
  if (a !== -1) return canEnd(from, to) ? 'end' : undefined;
  return (from === 'cancelled' || from === 'no_show') && to === 'booked' ? 'reopen' : undefined;
}

function canEnd(from: AppointmentStatus, to: AppointmentStatus): boolean {
  if (to === 'entered_in_error') return true;
  if (from === 'completed') return false;
  const hasCome = pathIndex(from) >= pathIndex('arrived');
  if (to === 'left') return hasCome;
  return !hasCome;
}

function pathIndex(status: AppointmentStatus): number {
  return FORWARD_PATH.findIndex((step) => step === status);
}

/** Moving in time makes sense only before the visit has begun. */
export function canReschedule(status: AppointmentStatus): boolean {
  return status === 'booked' || status === 'confirmed';
}

/** Coded reasons of a cancellation, from FHIR's `appointment-cancellation-reason`. */
export const CANCEL_CODES = [
  'pat',
  'pat-crs',
  'pat-fb',
  'pat-dec',
  'prov',
  'prov-pers',
  'maint',
  'meds-inc',
  'other',
] as const;
export type CancelCode = (typeof CANCEL_CODES)[number];

/** The reasons a patient may give; the others are the clinic's. */
export const PATIENT_CANCEL_CODES = [
  'pat',
  'pat-crs',
  'pat-fb',
  'pat-dec',
  'other',
] as const satisfies readonly CancelCode[];

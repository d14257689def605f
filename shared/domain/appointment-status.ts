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

/** A visit's status as the rules see it. */
export type StatusNow = {
  readonly status: AppointmentStatus;
  /** Where a mis-click is taken back to, by `stepBack`. */
  readonly stepBack: AppointmentStatus | null;
};

/**
 * What a change of status is, or undefined when it is not allowed: forward along the path (steps may
 * be skipped), one step back (a mis-click), an end, or the reopening of a wrong `cancelled`/`no_show`.
 */
export function statusMove(from: StatusNow, to: AppointmentStatus): StatusMove | undefined {
  const [a, b] = [pathIndex(from.status), pathIndex(to)];
  if (a !== -1 && b > a) return 'forward';
  if (to === from.stepBack) return a === -1 ? 'reopen' : 'back';
  return a !== -1 && b === -1 && canEnd(from.status, to) ? 'end' : undefined;
}

/** When each step was reached; null where it never was. */
export type StatusStamps = Readonly<Partial<Record<AppointmentStatus, string | null>>>;

/**
 * Where one step back leads: to the step the visit really came from, so that whoever jumped from booked
 * to in room by mistake is booked again. A step stamped at the very moment of the present one was
 * passed over, not taken. `cancelled` and `no_show` go back to booked; null where there is no way back.
 */
export function stepBack(
  status: AppointmentStatus,
  since: string,
  stamps: StatusStamps,
): AppointmentStatus | null {
  if (status === 'cancelled' || status === 'no_show') return 'booked';
  const at = pathIndex(status);
  if (at <= 0) return null;
  const taken = FORWARD_PATH.slice(1, at).findLast((step) => {
    const stamp = stamps[step] ?? null;
    return stamp !== null && stamp !== since;
  });
  return taken ?? 'booked';
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

/** Who is still to come. */
export const EXPECTED = ['booked', 'confirmed'] as const satisfies readonly AppointmentStatus[];

export function isExpected(status: AppointmentStatus): boolean {
  return EXPECTED.some((other) => other === status);
}

/** Moving in time makes sense only before the visit has begun. */
export function canReschedule(status: AppointmentStatus): boolean {
  return isExpected(status);
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

/** Reasons that lie with the patient, whoever wrote them down. */
const OF_PATIENT: readonly CancelCode[] = ['pat', 'pat-crs', 'pat-fb', 'pat-dec'];

/** Whether the patient may have heard nothing of it yet. */
export function isCalledOff(visit: {
  readonly status: AppointmentStatus;
  readonly cancelCode: CancelCode | null;
}): boolean {
  return visit.status === 'cancelled' && !OF_PATIENT.some((code) => code === visit.cancelCode);
}

/** The reasons a patient may give; the others are the clinic's. */
export const PATIENT_CANCEL_CODES = [
  'pat',
  'pat-crs',
  'pat-fb',
  'pat-dec',
  'other',
] as const satisfies readonly CancelCode[];

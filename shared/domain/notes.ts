import type { Instant } from '../time/instant.ts';
import { type AppointmentStatus, isExpected } from './appointment-status.ts';

/** For so long after a visit its doctor is reminded of a note that is not signed. */
export const NOTES_DUE_DAYS = 90;

/**
 * Of a visit that is yet to come there is nothing to sign. Its time tells, too: not every clinic marks who has come.
 */
export function isYetToCome(
  { status, startsAt }: { readonly status: AppointmentStatus; readonly startsAt: Instant },
  now: Instant,
): boolean {
  return isExpected(status) && now < startsAt;
}

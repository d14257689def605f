import type { DoctorId } from '../ids.ts';
import type { Instant } from '../time/instant.ts';
import type { Interval } from './intervals.ts';

/** A slot somebody of the staff is about to book, shown to the others: no word of the patient in it. */
export type HeldSlot = {
  readonly id: string;
  readonly byName: string;
  readonly doctorId: DoctorId;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly expiresAt: Instant;
};

/** A slot kept longer without a decision is one forgotten. */
export const HOLD_SEC = 120;

/**
 * A screen that holds something says so this often; two words may be lost before the hold goes, which is within
 * two seconds of a network that was pulled. One in the background is let speak once a second only.
 */
export const HOLD_BEAT_MS = 500;
export const HOLD_SILENCE_MS = 1_700;

export function heldSpan({ startsAt, endsAt }: HeldSlot): Interval {
  return { start: startsAt, end: endsAt };
}

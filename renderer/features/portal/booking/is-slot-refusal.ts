import { type ReasonCode, reasonOf } from '../../../lib/errors.ts';

const SLOT_REFUSALS: readonly ReasonCode[] = [
  'slot_taken',
  'patient_busy',
  'room_taken',
  'outside_hours',
  'in_the_past',
  'too_short_notice',
  'beyond_horizon',
  'off_grid',
];

/** The time itself cannot be had: choosing another one helps, trying again does not. */
export function isSlotRefusal(error: unknown): boolean {
  return SLOT_REFUSALS.includes(reasonOf(error).code);
}

import { addMinutes, type Instant } from '../time/instant.ts';
import type { Expected } from './wait-estimate.ts';

/** By how many minutes a doctor says to run late; 0 is on time. In the order of their keys. */
export const DELAY_STEPS_MIN = [0, 5, 10, 15, 20, 30] as const;

/** What is expected, but nobody before their time and what the doctor says to be late by. */
export function notBeforeSaid(expected: Expected, startsAt: Instant, lateMin: number): Expected {
  if (lateMin === 0) return expected;
  const earliest = addMinutes(startsAt, lateMin);
  const later = (instant: Instant) => (instant < earliest ? earliest : instant);
  return { ...expected, from: later(expected.from), until: later(expected.until) };
}

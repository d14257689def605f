import { AppError } from '../../../shared/errors.ts';
import { addMinutes, type Instant, minutesBetween } from '../../../shared/time/instant.ts';
import { lastWorkUntil, nextWorkAfter } from '../../db/known-time.ts';
import type { Query } from '../../db/transact.ts';

const DAY_MIN = 24 * 60;
/** No clinic that goes on is left alone for longer. */
const LONGEST_PAUSE_DAYS = 31;
/** Who works that long with a wrong date has noticed. */
const DOUBTED_DAYS = 7;

/**
 * By a clock that is years ahead everything is due at once, and what went is gone for good. So where the trail says that
 * nobody has worked for more than a month, and that people are back for less than a week or not yet, the clock is not
 * believed. What a server does by itself is no work. Throws `clock_doubtful` with when they were last here, and from when
 * on it is believed if they go on.
 */
export async function requireBelievedClock(q: Query, now: Instant): Promise<void> {
  const last = await lastWorkUntil(q, now);
  if (last === undefined) return;
  requireShort({ from: last, to: now }, now);
  const before = await lastWorkUntil(q, addMinutes(last, -DOUBTED_DAYS * DAY_MIN));
  if (before === undefined) return;
  requireShort({ from: before, to: (await nextWorkAfter(q, before)) ?? now }, now);
}

function requireShort({ from, to }: { readonly from: Instant; readonly to: Instant }, now: Instant): void {
  if (minutesBetween(from, to) <= LONGEST_PAUSE_DAYS * DAY_MIN) return;
  const believedFrom = addMinutes(to, DOUBTED_DAYS * DAY_MIN);
  throw new AppError('clock_doubtful', { lastAtWork: from, now, believedFrom });
}

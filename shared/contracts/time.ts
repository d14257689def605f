import { z } from 'zod';
import { parseCivilDate } from '../time/civil-date.ts';
import { isTimeZone } from '../time/clinic-zone.ts';
import { parseInstant } from '../time/instant.ts';

// Apart from shared/time, so that a page which only shows times does not fetch zod for it.

/**
 * Centuries beyond any clinic are refused: a day after the year 9999 is written longer than the others,
 * so that texts no longer sort as time does, and a walk from day to day would find no end.
 */
function isWithinReach(text: string): boolean {
  return '1800-01-01' <= text && text < '3000-01-01';
}

export const CivilDateText = z
  .string()
  .max(10)
  .refine((text) => parseCivilDate(text) !== undefined && isWithinReach(text), {
    error: 'needs a real calendar date such as 2026-03-05',
  });

export const LocalTimeText = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, {
  error: 'needs a time of day such as 09:30',
});

/** An instant on the wire: ISO 8601 with an offset or Z; handed on as fixed-width UTC. */
export const InstantText = z
  .string()
  .max(40)
  .refine((text) => isWithinReach(parseInstant(text) ?? ''), {
    error: 'needs a real date and time with an offset, such as 2026-03-05T10:15:00Z',
  });

/** An instant the server says. */
export const InstantOut = z.string().meta({ format: 'date-time' });

/** An IANA time zone name such as `Europe/Berlin`. */
export const TimeZone = z.string().min(1).max(64).refine(isTimeZone, {
  error: 'needs an IANA time zone such as Europe/Berlin',
});

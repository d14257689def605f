import { z } from 'zod';
import { CivilDateText } from './time.ts';

/** Seconds from the opening of the palette to the booking; a line left open over lunch is no call. */
export const MAX_CALL_SEC = 7200;
export const CallSeconds = z.int().min(0).max(MAX_CALL_SEC);

/** Civil days, both inclusive. */
export const CallTimesInput = z.strictObject({ from: CivilDateText, to: CivilDateText });
export type CallTimesInput = z.infer<typeof CallTimesInput>;

const Spread = z.object({ count: z.int(), medianSec: z.int().nullable(), p90Sec: z.int().nullable() });
export const CallTimes = z.object({
  /** Of patients who had been here before. */
  known: Spread,
  /** Of those who come for the first time. */
  fresh: Spread,
});
export type CallTimes = z.infer<typeof CallTimes>;

import { fromEpochMs, type Instant } from '../../shared/time/instant.ts';

/** Where the server learns what time it is; tests hand in their own. */
export type Clock = { now(): Instant };

export const systemClock: Clock = { now: () => fromEpochMs(Date.now()) };

import type { Clock } from '../../lib/clock.ts';
import { beginAttempt, createGuessTally } from '../../lib/guess-tally.ts';
import { clientKey } from '../../wire/client-key.ts';

export type RegistrationLimits = {
  readonly registrationsPerHour: number;
  readonly registrationsPerDay: number;
};

export type Registrations = {
  /** Counts one more, and never takes it back. Throws `rate_limited`. */
  count(address: string): void;
};

/** Patients in a waiting room may all come from its one address. */
const DEFAULT_LIMITS: RegistrationLimits = { registrationsPerHour: 20, registrationsPerDay: 200 };
const HOUR_SEC = 60 * 60;

/**
 * Anybody may open an account, and each brings a chart that the desk's search shows: so many an hour from one
 * address, and so many a day in all. The desk itself registers patients whatever is counted here.
 */
export function createRegistrations(
  clock: Clock,
  limits: RegistrationLimits | null = DEFAULT_LIMITS,
): Registrations {
  if (limits === null) return { count: () => undefined };
  const { registrationsPerHour, registrationsPerDay } = limits;
  const addresses = createGuessTally(clock, [{ max: registrationsPerHour, windowSec: HOUR_SEC }]);
  const everybody = createGuessTally(clock, [{ max: registrationsPerDay, windowSec: 24 * HOUR_SEC }]);
  return {
    count: (address) =>
      void beginAttempt([
        { name: 'registrations-address', tally: addresses, key: clientKey(address) },
        { name: 'registrations-all', tally: everybody, key: '' },
      ]),
  };
}

import { AppError } from '../../../shared/errors.ts';
import type { Clock } from '../../lib/clock.ts';
import { createRateLimit } from '../../lib/rate-limit.ts';

export type SignInLimits = {
  /** Failed attempts at one account, from anywhere, within five minutes. */
  readonly perAccount: number;
  /** Failed attempts from one address, at any account, within a minute. */
  readonly perAddressPerMin: number;
};

export type SignInGuard = {
  /** Counts the attempt before it is judged, so that a thousand at once do not slip by. */
  begin(account: string, address: string): { succeed(): void };
};

const DEFAULT_LIMITS: SignInLimits = { perAccount: 10, perAddressPerMin: 30 };
const ACCOUNT_WINDOW_SEC = 300;

/** Slows guessing down. A whole clinic may sign in from one address: good attempts do not count. */
export function createSignInGuard(clock: Clock, limits: SignInLimits | null = DEFAULT_LIMITS): SignInGuard {
  if (limits === null) return { begin: () => ({ succeed: () => {} }) };
  const accounts = createRateLimit(clock, { max: limits.perAccount, windowSec: ACCOUNT_WINDOW_SEC });
  const addresses = createRateLimit(clock, { max: limits.perAddressPerMin, windowSec: 60 });

  return {
    begin(account, address) {
      refuseIfFull(addresses.take(address));
      const waitSec = accounts.take(account);
      refuseIfFull(waitSec);
      return {
        succeed: () => {
          accounts.giveBack(account);
          addresses.giveBack(address);
        },
      };
    },
  };
}

function refuseIfFull(retryAfterSec: number): void {
  if (retryAfterSec > 0) throw new AppError('rate_limited', { retryAfterSec });
}

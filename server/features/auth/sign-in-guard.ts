import type { SessionId } from '../../../shared/ids.ts';
import type { Clock } from '../../lib/clock.ts';
import {
  type Attempt,
  beginAttempt,
  type Counted,
  createGuessTally,
  reachedBy,
} from '../../lib/guess-tally.ts';
import type { ReachedLimit } from '../../lib/limits.ts';
import { clientKey } from '../../wire/client-key.ts';

export type GuessLimits = {
  /** Failed attempts at one account from unknown devices, or on one known device, within five minutes. */
  readonly perAccount: number;
  /** Failed attempts of one kind from one address, at any account, within a minute. */
  readonly perAddressPerMin: number;
};

/** What is tried. Each kind is counted by itself: nobody who tries at one keeps others from another. */
export type GuessKind =
  | 'signIn'
  | 'secondStep'
  | 'passkey'
  | 'password'
  | 'factor'
  | 'emailCode'
  | 'register'
  | 'registerLink'
  | 'askReset'
  | 'resetLink'
  | 'resetCode';

/** One try at a secret of an account, before it is judged. */
export type Guess = {
  readonly kind: GuessKind;
  /**
   * The name it is made at, whether or not there is such an account. Left out where the secret is too long to be
   * found by many at once: a count that all strangers share would let any of them shut its owner out.
   */
  readonly account?: string | undefined;
  readonly address: string;
  /** A device its person has signed in on before, or the session that asks for the secret again. */
  readonly trusted?: string | undefined;
};

export type SignInGuard = {
  /** Counts the guess before it is judged, so that a thousand at once do not slip by. Throws `rate_limited`. */
  begin(guess: Guess): Attempt;
  /** What a stranger at this address has to wait for, whichever account it is. Counts nothing. */
  reachedByStranger(kind: GuessKind, address: string): ReachedLimit | undefined;
};

const DEFAULT_LIMITS: GuessLimits = { perAccount: 10, perAddressPerMin: 30 };
const ACCOUNT_WINDOW_SEC = 300;
const DAY_SEC = 24 * 60 * 60;
/** A day's guesses stay under a hundred, wherever a day begins. */
const WINDOWS_A_DAY = 5;
/** A spray over many accounts from many addresses leaves the processor to those who work. */
const ADDRESSES_AT_ONCE = 2;
/** So many tries of each address within a minute draw on an allowance of their own. */
const EARLY_TRIES = 3;

/**
 * Slows guessing down without shutting anybody out (after OWASP's device cookies): a device its person has
 * signed in on has a count of its own, whatever strangers do; all strangers to an account share one. A whole
 * clinic may sign in from one address: good attempts do not count. A few addresses that fail all the time use up
 * what is left for those who go on failing, not what is kept for an address that has only begun to try.
 */
export function createSignInGuard(clock: Clock, limits: GuessLimits | null = DEFAULT_LIMITS): SignInGuard {
  if (limits === null) {
    return { begin: () => ({ succeed: () => undefined }), reachedByStranger: () => undefined };
  }
  const { perAccount, perAddressPerMin } = limits;
  const perDevice = [
    { max: perAccount, windowSec: ACCOUNT_WINDOW_SEC },
    { max: perAccount * WINDOWS_A_DAY, windowSec: DAY_SEC },
  ];
  const trusted = createGuessTally(clock, perDevice);
  const accounts = createGuessTally(clock, perDevice);
  const addresses = createGuessTally(clock, [{ max: perAddressPerMin, windowSec: 60 }]);
  const beginners = createGuessTally(clock, [{ max: EARLY_TRIES, windowSec: 60 }]);
  const everybody = createGuessTally(clock, [{ max: perAddressPerMin * ADDRESSES_AT_ONCE, windowSec: 60 }]);

  /** What all strangers at an address share, whichever account they try. */
  function sharedCounts(kind: GuessKind, address: string): Counted[] {
    const from = `${kind} ${clientKey(address)}`;
    const isEarly = beginners.waitOf(from) === undefined;
    return [
      { name: 'tries-address', tally: addresses, key: from },
      { name: 'tries-all', tally: everybody, key: `${kind} ${isEarly ? 'early' : 'more'}` },
      ...(isEarly ? [{ name: 'tries-address', tally: beginners, key: from }] : []),
    ];
  }

  return {
    begin({ kind, account, address, trusted: device }) {
      const name = account?.toLowerCase();
      if (device !== undefined) {
        return beginAttempt([
          { name: 'tries-device', tally: trusted, key: `${device} ${kind} ${name ?? ''}` },
        ]);
      }
      return beginAttempt([
        ...(name === undefined ? [] : [{ name: 'tries-account', tally: accounts, key: `${kind} ${name}` }]),
        ...sharedCounts(kind, address),
      ]);
    },
    reachedByStranger: (kind, address) => reachedBy(sharedCounts(kind, address)),
  };
}

/** The session in which a secret is asked for again: a stranger's guesses at the sign-in do not touch it. */
export function trustedSession(sessionId: SessionId): string {
  return `session ${sessionId}`;
}

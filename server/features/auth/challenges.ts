import { randomBytes } from 'node:crypto';
import { CHALLENGE_MIN } from '../../../shared/domain/passkeys.ts';
import type { SessionId, UserId } from '../../../shared/ids.ts';
import { epochMs } from '../../../shared/time/instant.ts';
import type { Clock } from '../../lib/clock.ts';

/** What a device was asked to sign, and for what alone its answer is good. */
export type Challenge = {
  readonly bytes: string;
  readonly origin: string;
  readonly hostName: string;
  readonly purpose: Purpose;
};

export type Purpose =
  | { readonly to: 'add'; readonly sessionId: SessionId; readonly name: string }
  | { readonly to: 'enter' }
  /** After the right password of this account. */
  | { readonly to: 'follow'; readonly userId: UserId };

export type Challenges = {
  /** Remembers it, and answers the name its answer has to come under. `holder` is who asked for it. */
  put(holder: string, challenge: Challenge): string;
  /** Good once, whatever comes of it; undefined for one that is not there or too old. */
  take(attempt: string): Challenge | undefined;
};

type Bounds = { readonly perHolder: number; readonly inAll: number };

const BOUNDS: Bounds = { perHolder: 100, inAll: 5_000 };

/**
 * Open challenges, in memory: after a restart one presses the button again. There are never more than the
 * bounds say; whoever asks for too many loses their own oldest ones.
 */
export function createChallenges(clock: Clock, bounds: Bounds = BOUNDS): Challenges {
  const open = new Map<string, { readonly challenge: Challenge; holder: string; endsAt: number }>();

  /** A map keeps its order: the oldest are in front. */
  function makeRoom(holder: string, now: number): void {
    for (const [attempt, { endsAt }] of open) {
      if (endsAt > now) break;
      open.delete(attempt);
    }
    const own = [...open].filter(([, other]) => other.holder === holder).map(([attempt]) => attempt);
    const [oldestOwn] = own;
    const [oldest] = open.keys();
    if (own.length >= bounds.perHolder && oldestOwn !== undefined) open.delete(oldestOwn);
    else if (open.size >= bounds.inAll && oldest !== undefined) open.delete(oldest);
  }

  return {
    put(holder, challenge) {
      const now = epochMs(clock.now());
      makeRoom(holder, now);
      const attempt = randomBytes(16).toString('base64url');
      open.set(attempt, { challenge, holder, endsAt: now + CHALLENGE_MIN * 60_000 });
      return attempt;
    },
    take(attempt) {
      const found = open.get(attempt);
      open.delete(attempt);
      return found !== undefined && found.endsAt > epochMs(clock.now()) ? found.challenge : undefined;
    },
  };
}

/** 256 random bits for a device to sign. */
export function newChallenge(): string {
  return randomBytes(32).toString('base64url');
}

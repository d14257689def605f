import type { Row } from '../../db/schema.ts';
import type { Db, Query } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import { type Attempt, createGuessTally } from '../../lib/guess-tally.ts';
import type { Mail } from '../../lib/mail.ts';
import type { Caller } from '../../trpc/context.ts';
import { clientKey } from '../../wire/client-key.ts';
import type { LanguagesService } from '../languages/languages.service.ts';
import { halfWayMail } from './half-way-mail.ts';
import { addressee } from './recovery.deps.ts';
import type { SignInGuard } from './sign-in-guard.ts';

type Deps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly guard: SignInGuard;
  /** Null where the clinic has no mail server. */
  readonly mail: Mail | null;
  readonly clinicName: (q: Query) => Promise<string>;
  readonly languages: Pick<LanguagesService, 'ofUser'>;
};

/** Somebody who knew the password, and from where. */
export type Stopped = {
  readonly user: Pick<Row<'appUser'>, 'id' | 'email' | 'name'>;
  readonly caller: Caller;
  /** A device its person has signed in on before. */
  readonly trusted: string | undefined;
};

export type HalfWay = {
  /** The password was right and did not open the account. Throws `rate_limited` where that happened too often. */
  stopped(by: Stopped): Promise<void>;
  /** They went on to the end: that they were asked for more on the way does not count. */
  arrived(by: Stopped): void;
};

const DAY_SEC = 24 * 60 * 60;
/** A slip or two, or a phone left at home, is nothing to be told of. */
const TOLD_AFTER = 3;

/**
 * A password that is right and does not open the account by itself is in somebody's hands: whose it is cannot be seen
 * until the rest is shown. So what was never gone on with is counted, and its owner told.
 */
export function createHalfWay(deps: Deps): HalfWay {
  const stops = createGuessTally(deps.clock, [{ max: TOLD_AFTER, windowSec: DAY_SEC }]);
  const told = createGuessTally(deps.clock, [{ max: 1, windowSec: DAY_SEC }]);
  // As many as the guard lets through, each until its person has arrived.
  const open = new Map<string, Attempt>();
  const keyOf = ({ user, caller, trusted }: Stopped) => `${user.id} ${trusted ?? clientKey(caller.address)}`;

  async function tellOwner({ user }: Stopped): Promise<void> {
    const { mail } = deps;
    if (mail === null || stops.waitOf(user.id) === undefined || told.waitOf(user.id) !== undefined) return;
    told.count(user.id);
    mail.post(halfWayMail(await deps.db.read((q) => addressee(deps, q, user))));
  }

  return {
    async stopped(by) {
      const { user, caller, trusted } = by;
      const guess = { kind: 'secondStep', account: user.email, address: caller.address, trusted } as const;
      open.set(keyOf(by), deps.guard.begin(guess));
      stops.count(user.id);
      await tellOwner(by);
    },
    arrived(by) {
      const key = keyOf(by);
      const attempt = open.get(key);
      if (attempt === undefined) return;
      open.delete(key);
      attempt.succeed();
      stops.giveBack(by.user.id);
    },
  };
}

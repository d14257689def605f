import { AppError } from '../../../shared/errors.ts';
import type { UserId } from '../../../shared/ids.ts';
import type { Db, Query, Transaction } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Mail } from '../../lib/mail.ts';
import type { Seal } from '../../lib/seal.ts';
import type { Caller } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { LanguagesService } from '../languages/languages.service.ts';
import type { SecuritySettingsStore } from '../security/security-settings.ts';
import * as repo from './auth.repo.ts';
import type { Challenges } from './challenges.ts';
import type { HalfWay } from './half-way.ts';
import { rememberDevice } from './known-devices.ts';
import type { PasswordCheck } from './password-check.ts';
import type { Opening, Sessions } from './sessions.ts';
import type { SignInGuard } from './sign-in-guard.ts';

/** What the ways in are made of. */
export type SignInParts = {
  readonly db: Db;
  readonly clock: Clock;
  readonly deviceClock: Clock;
  readonly seal: Seal;
  readonly settings: Pick<SecuritySettingsStore, 'now'>;
  readonly sessions: Pick<Sessions, 'open' | 'sign' | 'endOpenedBy' | 'holdBackAllOf' | 'find'>;
  readonly guard: SignInGuard;
  readonly halfWay: HalfWay;
  readonly challenges: Challenges;
  readonly passwords: PasswordCheck;
  /** Null where the clinic has no mail server. */
  readonly mail: Mail | null;
  readonly languages: Pick<LanguagesService, 'ofUser'>;
  readonly clinicName: (q: Query) => Promise<string>;
};

type Failed = { readonly userId: UserId | undefined; readonly reason?: string | undefined };

export async function recordFailure(
  parts: Pick<SignInParts, 'db' | 'clock'>,
  caller: Caller,
  { userId, reason }: Failed,
): Promise<void> {
  const entry = { action: 'E', subtype: 'session.signIn', outcome: 'failure', objectType: 'user' } as const;
  const where = { address: caller.address, requestId: caller.requestId };
  await parts.db.transact(({ q }) =>
    recordAudit(q, { who: null, at: parts.clock.now() }, { ...entry, ...where, objectId: userId, reason }),
  );
}

type Whose = Omit<Opening, 'user'> & { readonly userId: UserId };

/** However its person has proved who they are. */
export async function openFor(
  parts: Pick<SignInParts, 'sessions' | 'clock'>,
  tx: Transaction,
  { userId, ...whose }: Whose,
) {
  const user = await repo.findUser(tx.q, userId);
  // Disabled while the password was being hashed.
  if (user === undefined || user.isActive === 0) throw new AppError('account_disabled');
  const opened = await parts.sessions.open(tx, { user, ...whose });
  const at = parts.clock.now();
  const deviceSecret = whose.hasScreen
    ? await rememberDevice(tx.q, { secret: whose.caller.deviceSecret, userId, at })
    : undefined;
  await recordAudit(
    tx.q,
    { who: opened.actor, at },
    {
      action: 'E',
      subtype: 'session.signIn',
      objectType: 'session',
      objectId: opened.actor.sessionId,
      address: whose.caller.address,
      requestId: whose.caller.requestId,
    },
  );
  return { ...opened, deviceSecret };
}

import type {
  LockState,
  RemovePin,
  ReportActivity,
  SetPin,
  Unlock,
} from '../../../shared/contracts/sessions.ts';
import { isGuessablePin, PIN_TRIES } from '../../../shared/domain/pin-rules.ts';
import { isAllowed } from '../../../shared/domain/policy.ts';
import { AppError, invalidField } from '../../../shared/errors.ts';
import { epochMs, fromEpochMs } from '../../../shared/time/instant.ts';
import type { Db, Query } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import { hashPassword, isPasswordRight } from '../../lib/passwords.ts';
import type { Actor } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import { type Confirmed, confirmed, type ConfirmPassword } from './confirmed.ts';
import * as pins from './quick-pin.repo.ts';
import * as repo from './sessions.repo.ts';
import type { Sessions } from './sessions.ts';

type Deps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly sessions: Sessions;
  readonly confirmPassword: ConfirmPassword;
};

/** A PC that several people share: one leaves it locked, and comes back with a few digits. */
export function createSessionLock(deps: Deps) {
  return {
    lock: (actor: Actor): Promise<void> => lock(deps, actor),
    unlock: (actor: Actor, input: Unlock): Promise<void> => unlock(deps, actor, input),
    lockState: (actor: Actor): Promise<LockState> => lockState(deps, actor),
    setPin: (actor: Actor, input: SetPin): Promise<void> => setPin(deps, actor, input),
    removePin: (actor: Actor, input: RemovePin): Promise<void> => removePin(deps, actor, input),
    reportActivity: (actor: Actor, input: ReportActivity): Promise<void> =>
      reportActivity(deps, actor, input),
  };
}

async function lock(deps: Deps, actor: Actor): Promise<void> {
  authorize(actor);
  const at = deps.clock.now();
  const { sessionId, userId } = actor;
  await deps.db.transact(async (tx) => {
    if (!(await repo.lockSession(tx.q, sessionId, at))) return;
    const line = { action: 'E', objectType: 'session', objectId: sessionId } as const;
    await recordAudit(tx.q, { who: actor, at }, { ...line, subtype: 'session.lock' });
    tx.emit({ type: 'session.locked', sessionId, userId });
  });
}

async function unlock(deps: Deps, actor: Actor, input: Unlock): Promise<void> {
  authorize(actor);
  const { pin = '', password } = input;
  const proved = await (password === undefined
    ? confirmPin(deps, actor, pin)
    : deps.confirmPassword(actor, password));
  const at = deps.clock.now();
  const { sessionId } = actor;
  await proved.transact(async ({ q }) => {
    await repo.unlockSession(q, sessionId, at);
    await pins.setFailures(q, sessionId, 0);
    const line = { action: 'E', objectType: 'session', objectId: sessionId } as const;
    await recordAudit(q, { who: actor, at }, { ...line, subtype: 'session.unlock' });
  });
}

/** The try is counted before it is judged, so that many at once do not slip by; and for this screen alone. */
async function confirmPin(deps: Deps, actor: Actor, pin: string): Promise<Confirmed> {
  const { userId, sessionId } = actor;
  const pinHash = await deps.db.transact(async ({ q }) => {
    const kept = await pins.findPin(q, userId);
    const failures = await pins.countFailures(q, sessionId);
    if (kept === undefined || failures >= PIN_TRIES) return undefined;
    await pins.setFailures(q, sessionId, failures + 1);
    return kept.pinHash;
  });
  if (pinHash !== undefined && (await isPasswordRight(pinHash, pin, userId))) {
    return confirmed(deps, actor, async (q) => {
      if ((await pins.findPin(q, userId))?.pinHash !== pinHash) throw wrongPin(await pinTriesLeft(q, actor));
    });
  }
  const triesLeft = await deps.db.transact(async ({ q }) => {
    const line = { action: 'E', subtype: 'session.unlock', outcome: 'failure' } as const;
    const object = { objectType: 'session', objectId: sessionId };
    await recordAudit(q, { who: actor, at: deps.clock.now() }, { ...line, ...object });
    return pinTriesLeft(q, actor);
  });
  throw wrongPin(triesLeft);
}

function wrongPin(triesLeft: number): AppError {
  const message = triesLeft > 0 ? 'is not right' : 'does not help any more: the password is needed';
  return new AppError('invalid_input', { fields: [{ path: 'pin', message }], triesLeft });
}

async function lockState(deps: Deps, actor: Actor): Promise<LockState> {
  authorize(actor);
  return deps.db.read(async (q) => {
    const pin = await pins.findPin(q, actor.userId);
    const session = await deps.sessions.find(q, actor.sessionId);
    return {
      isLocked: session?.isLocked ?? true,
      hasPin: pin !== undefined,
      pinTriesLeft: await pinTriesLeft(q, actor),
    };
  });
}

async function setPin(deps: Deps, actor: Actor, { pin, password }: SetPin): Promise<void> {
  authorize(actor);
  if (isGuessablePin(pin)) throw invalidField('pin', 'is too easy to guess');
  const proved = await deps.confirmPassword(actor, password);
  const pinHash = await hashPassword(pin, undefined, actor.userId);
  const at = deps.clock.now();
  await proved.transact(async ({ q }) => {
    await pins.savePin(q, { userId: actor.userId, pinHash, setAt: at });
    await pins.forgetFailures(q, actor.userId);
    await recordAudit(q, { who: actor, at }, { ...pinLine(actor), action: 'U', subtype: 'user.setPin' });
  });
}

async function removePin(deps: Deps, actor: Actor, { password }: RemovePin): Promise<void> {
  authorize(actor);
  const proved = await deps.confirmPassword(actor, password);
  const at = deps.clock.now();
  await proved.transact(async ({ q }) => {
    await pins.deletePin(q, actor.userId);
    await recordAudit(q, { who: actor, at }, { ...pinLine(actor), action: 'D', subtype: 'user.removePin' });
  });
}

async function reportActivity(deps: Deps, actor: Actor, { quietSec }: ReportActivity): Promise<void> {
  authorize(actor);
  const at = fromEpochMs(epochMs(deps.clock.now()) - quietSec * 1000);
  await deps.db.transact(({ q }) => repo.touchSession(q, actor.sessionId, at));
}

async function pinTriesLeft(q: Query, { userId, sessionId }: Actor): Promise<number> {
  if ((await pins.findPin(q, userId)) === undefined) return 0;
  return PIN_TRIES - (await pins.countFailures(q, sessionId));
}

function pinLine(actor: Actor) {
  return { objectType: 'user', objectId: actor.userId, changedFields: ['pin'] };
}

function authorize(actor: Actor): void {
  if (!isAllowed(actor.role, 'session.own', ['self'])) throw new AppError('forbidden');
}

import type { ChangePassword } from '../../../shared/contracts/auth.ts';
import { passwordKindOf, passwordProblem } from '../../../shared/domain/password-rules.ts';
import { AppError, invalidField } from '../../../shared/errors.ts';
import type { Db, Query, Transaction } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Mail } from '../../lib/mail.ts';
import { hashPassword } from '../../lib/passwords.ts';
import { authorize } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { SecuritySettingsStore } from '../security/security-settings.ts';
import * as repo from './auth.repo.ts';
import type { ConfirmPassword } from './confirmed.ts';
import { deletePin } from './quick-pin.repo.ts';
import { addressee, type CalendarAddresses, type RecoveryDeps } from './recovery.deps.ts';
import { dropResets } from './reset.repo.ts';
import { hasFactor, otherWaysIn } from './second-factor.ts';
import type { Sessions } from './sessions.ts';
import { passwordChangedMail } from './ways-mail.ts';

type Deps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly settings: Pick<SecuritySettingsStore, 'now'>;
  readonly sessions: Pick<Sessions, 'endAllOf'>;
  readonly calendars: CalendarAddresses;
  readonly mail: Mail | null;
  readonly languages: RecoveryDeps['languages'];
  readonly confirmPassword: ConfirmPassword;
  readonly clinicName: (q: Query) => Promise<string>;
  readonly forgetCosts: () => void;
};

/**
 * Another password for the one who is signed in. Whoever else knew the old one is out at once: every other
 * session of the person ends, and the PIN, which was set with the old password, goes with it; so do links and codes
 * for yet another password, and the addresses of calendars, which need no password at all.
 */
export async function changePassword(deps: Deps, actor: Actor, input: ChangePassword): Promise<void> {
  authorize(actor, 'session.own', { userId: actor.userId });
  const { password, newPassword } = input;
  const { isGuarded, clinicName } = await deps.db.read(async (q) => ({
    isGuarded: await hasFactor(q, actor.userId),
    clinicName: await deps.clinicName(q),
  }));
  const kind = passwordKindOf(actor.role, isGuarded);
  const problem = passwordProblem(newPassword, kind, [actor.name, actor.email, clinicName]);
  if (problem !== undefined) throw invalidField('newPassword', problem);
  if (newPassword === password) throw invalidField('newPassword', 'is the one you have');
  const confirmed = await deps.confirmPassword(actor, password);
  const passwordHash = await hashPassword(newPassword, await deps.settings.now(), actor.userId);
  const ways = await confirmed.transact((tx) => write(deps, tx, { actor, passwordHash }));
  deps.forgetCosts();
  const to = await deps.db.read((q) => addressee(deps, q, { ...actor, id: actor.userId }));
  deps.mail?.post(passwordChangedMail(to, { by: 'change', ways }));
}

async function write(deps: Deps, tx: Transaction, change: { actor: Actor; passwordHash: string }) {
  const { actor, passwordHash } = change;
  const { userId } = actor;
  const at = deps.clock.now();
  const user = await repo.findUser(tx.q, userId);
  if (user === undefined) throw new AppError('unauthenticated');
  const version = user.version + 1;
  await repo.savePassword(tx.q, userId, { passwordHash, version, updatedAt: at });
  await deletePin(tx.q, userId);
  await dropResets(tx.q, userId);
  const ending = { userId, by: actor, subtype: 'session.passwordChanged', except: actor.sessionId };
  await deps.sessions.endAllOf(tx, ending);
  const feeds = { userId, patientId: user.patientId, by: actor, subtype: 'calendar.endByPassword' };
  const calendars = await deps.calendars.dropAllOf(tx, feeds);
  const what = { objectType: 'user', objectId: userId, objectVersion: version };
  await recordAudit(
    tx.q,
    { who: actor, at },
    { action: 'U', subtype: 'user.changePassword', ...what, changedFields: ['password'] },
  );
  tx.emit({ type: 'user.changed', id: userId });
  return { calendars, ...(await otherWaysIn(tx.q, userId)) };
}

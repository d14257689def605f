import type { UserId } from '../../../shared/ids.ts';
import type { Row } from '../../db/schema.ts';
import type { Db, Query, Transaction } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Mail } from '../../lib/mail.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { LanguagesService } from '../languages/languages.service.ts';
import * as authRepo from './auth.repo.ts';
import { passkeyCopiedMail, passkeyCopiedNotice } from './copied-passkey-mail.ts';
import * as repo from './passkeys.repo.ts';
import { addressee } from './recovery.deps.ts';
import type { Sessions } from './sessions.ts';

type Suspending = {
  readonly clock: Clock;
  readonly sessions: Pick<Sessions, 'endOpenedBy' | 'holdBackAllOf'>;
};

/**
 * Of two devices with one key nobody can say which is the copy: neither signs in any more, and what either has
 * opened is over. What was opened without it is held back where it was the one the clinic asks for.
 */
export async function suspend(
  { clock, sessions }: Suspending,
  tx: Transaction,
  { id, userId, version: before }: Row<'passkey'>,
): Promise<void> {
  const at = clock.now();
  const version = before + 1;
  await repo.suspendPasskey(tx.q, id, { suspendedAt: at, version });
  const object = { objectType: 'passkey', objectId: id, objectVersion: version };
  const line = { action: 'U', subtype: 'user.suspendPasskey', changedFields: ['suspendedAt'] } as const;
  await recordAudit(tx.q, { who: null, at }, { ...line, ...object, reason: 'it was copied' });
  await sessions.endOpenedBy(tx, { passkeyId: id, by: null, subtype: 'session.passkeySuspended' });
  await sessions.holdBackAllOf(tx, userId);
  tx.emit({ type: 'user.changed', id: userId });
}

type Telling = {
  readonly db: Db;
  /** Null where the clinic has no mail server. */
  readonly mail: Mail | null;
  readonly clinicName: (q: Query) => Promise<string>;
  readonly languages: Pick<LanguagesService, 'ofUser'>;
};

const ADMINS_TOLD_AT_MOST = 100;

/** After the commit: its person, and those who look after the accounts. A passkey is suspended once, so it is told once. */
export async function tellOfCopy(
  deps: Telling,
  { userId, name }: { readonly userId: UserId; readonly name: string },
): Promise<void> {
  const { mail } = deps;
  if (mail === null) return;
  const letters = await deps.db.read(async (q) => {
    const owner = await authRepo.findUser(q, userId);
    if (owner === undefined) return [];
    const to = await addressee(deps, q, owner);
    const admins = await authRepo.listAdmins(q, ADMINS_TOLD_AT_MOST);
    const others = admins.filter(({ id }) => id !== userId);
    const notices = [];
    for (const admin of others) {
      notices.push(passkeyCopiedNotice(await addressee(deps, q, admin), owner.name));
    }
    return [passkeyCopiedMail(to, name), ...notices];
  });
  for (const letter of letters) mail.post(letter);
}

import { AppError } from '../../../shared/errors.ts';
import type { UserId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Row } from '../../db/schema.ts';
import type { Query, Transaction } from '../../db/transact.ts';
import type { Actor } from '../../trpc/context.ts';
import { type AuditEntry, recordAudit } from '../audit/audit.repo.ts';
import { accountMail, type Addressee } from './account-mail.ts';
import * as repo from './auth.repo.ts';
import type { RecoveryDeps } from './recovery.deps.ts';
import * as resets from './reset.repo.ts';

type Writing = Pick<AuditEntry, 'subtype' | 'reason'> & {
  readonly who: Actor;
  readonly email: string;
  readonly verifiedAt: Instant | null;
  readonly at: Instant;
};

/** What was sent to the old address leads no longer in. Throws `email_taken`. */
export async function writeEmail(tx: Transaction, user: Row<'appUser'>, change: Writing): Promise<void> {
  const { q } = tx;
  const { who, email, verifiedAt, at, subtype, reason } = change;
  await requireFree(q, email, user.id);
  const version = user.version + 1;
  await resets.changeEmail(q, user.id, { email, emailVerifiedAt: verifiedAt, version, updatedAt: at });
  await resets.dropSent(q, user.id);
  const object = { objectType: 'user', objectId: user.id, objectVersion: version };
  const line = { action: 'U', subtype, reason, patientId: user.patientId ?? undefined } as const;
  await recordAudit(q, { who, at }, { ...line, ...object, changedFields: ['email', 'emailVerifiedAt'] });
  tx.emit({ type: 'user.changed', id: user.id });
}

async function requireFree(q: Query, email: string, userId: UserId): Promise<void> {
  const other = await repo.findUserByEmail(q, email);
  if (other !== undefined && other.id !== userId) throw new AppError('email_taken');
}

/** Whoever reads it and has not asked knows at once. */
export function tellOldAddress({ mail }: Pick<RecoveryDeps, 'mail'>, old: Addressee): void {
  mail?.post(accountMail(old, 'emailChanged'));
}
